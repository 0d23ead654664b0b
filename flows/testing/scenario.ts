import type { Conversation } from '@callchart/flow/testing'

/** One thing that the caller, or the human whom they are taken to, does. */
export type Deed = (call: Conversation) => Conversation

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

export const says = (words: string): Deed => (call) => call.says(words)
export const presses = (keys: string): Deed => (call) => call.presses(keys)
export const staysSilent: Deed = (call) => call.staysSilent()
export const hangsUp: Deed = (call) => call.hangsUp()
export const turnFails: Deed = (call) => call.turnFails()
export const waitsMs = (ms: number): Deed => (call) => call.clock.advance(ms)
export const leavesMessage = (ms: number): Deed => (call) => call.leavesMessage(ms)

const agentDeeds = {
  answers: (call) => call.agentAnswers(),
  leaves: (call) => call.agentHangsUp(),
  isBusy: (call) => call.agentBusy(),
  isAway: (call) => call.agentNoAnswer(),
  fails: (call) => call.transferFails(),
  declines: (call) => call.agentDeclines(),
  isClosed: (call) => call.queueCloses(),
  isFull: (call) => call.queueIsFull(),
  isWaitedFor: (call) => call.queueAnnounces({ position: 2, estimatedWaitMs: 180_000 }),
} as const satisfies Record<string, Deed>

export const agent = (does: keyof typeof agentDeeds): Deed => agentDeeds[does]

/** Does all of this in a call. */
export const act = (call: Conversation, deeds: readonly Deed[]): Conversation => deeds.reduce((before, deed) => deed(before), call)

/** A question of a flow, and how a caller comes to it. */
export interface Question {
  /** Its state: `card.asking`. */
  readonly at: string
  readonly does: readonly Deed[]
  /** Of a menu: a key that means nothing there. */
  readonly wrongKey?: string
}
