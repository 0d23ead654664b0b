import type { SimulatedCall } from '@callchart/flow'

/** One thing that the caller, or the human whom they are taken to, does. */
export type Deed =
  | { readonly says: string }
  | { readonly presses: string }
  | { readonly staysSilent: true }
  | { readonly hangsUp: true }
  | { readonly turnFails: true }
  | { readonly waitsMs: number }
  | { readonly leavesMessageMs: number }
  | { readonly agent: AgentDeed }

type AgentDeed = 'answers' | 'leaves' | 'isBusy' | 'isAway' | 'fails' | 'declines' | 'isClosed' | 'isFull' | 'isWaitedFor'

/** A whole call as data: what is done, the nodes that it takes, and what is heard on the way. */
export interface Scenario {
  readonly name: string
  readonly does: readonly Deed[]
  /** Nodes in the order they are entered, between spaces. */
  readonly path: string
  /** Each is found in something that the bot says, in this order. */
  readonly hears?: readonly RegExp[]
  readonly tags?: readonly string[]
  /** Why the bot hangs up; absent where it does not. */
  readonly cause?: string
}

export function act(call: SimulatedCall, deed: Deed): void {
  if ('says' in deed) return call.says(deed.says)
  if ('presses' in deed) return call.presses(deed.presses)
  if ('staysSilent' in deed) return call.staysSilent()
  if ('hangsUp' in deed) return call.hangsUp()
  if ('turnFails' in deed) return call.turnFails('no sound goes through')
  if ('waitsMs' in deed) return call.advance(deed.waitsMs)
  if ('leavesMessageMs' in deed) return call.leavesMessage(deed.leavesMessageMs)
  actAsAgent(call, deed.agent)
}

function actAsAgent(call: SimulatedCall, deed: AgentDeed): void {
  switch (deed) {
    case 'answers':
      return call.agentAnswers()
    case 'leaves':
      return call.agentLeaves()
    case 'isBusy':
      return call.agentIsBusy()
    case 'isAway':
      return call.nobodyAnswers()
    case 'fails':
      return call.transferFails('the line is down')
    case 'declines':
      return call.agentDeclines()
    case 'isClosed':
      return call.queueIsClosed()
    case 'isFull':
      return call.queueIsFull()
    case 'isWaitedFor':
      return call.waitsInQueue(2, 180_000)
  }
}

export const says = (words: string): Deed => ({ says: words })
export const presses = (keys: string): Deed => ({ presses: keys })
export const staysSilent: Deed = { staysSilent: true }
export const hangsUp: Deed = { hangsUp: true }
export const turnFails: Deed = { turnFails: true }
export const waitsMs = (ms: number): Deed => ({ waitsMs: ms })
export const leavesMessage = (ms: number): Deed => ({ leavesMessageMs: ms })
export const agent = (does: AgentDeed): Deed => ({ agent: does })

/** What came of a call, to be compared with its scenario. */
export function outcomeOf(call: SimulatedCall): { path: string; heard: string[]; tags: string[]; cause: string | undefined } {
  return {
    path: call.path.join(' '),
    heard: call.lines.filter(({ who }) => who === 'bot').map(({ text }) => text),
    tags: call.effects.flatMap((effect) => (effect.type === 'call.tag' ? [effect.tag] : [])),
    cause: call.effects.flatMap((effect) => (effect.type === 'call.hang-up' ? [effect.cause] : [])).at(-1),
  }
}
