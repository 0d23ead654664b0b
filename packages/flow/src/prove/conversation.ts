import { callKey } from '../explore/call-key.js'
import { beginCall, contextOf, make, type CallStart, type Explored, type ExploredCall } from '../explore/explored-call.js'
import type { CompiledFlow } from '../contract/compiled.js'
import { exploredFlow, type ExploredFlow } from '../explore/explored-flow.js'
import type { Move } from '../explore/move.js'
import { movesOf } from '../explore/moves.js'
import { startsOf } from '../explore/starts.js'
import type { Step } from './explore-facts.js'

/** A call that was really made on the machine: how it began, and what happened, the last first. */
export interface Conversation {
  readonly start: CallStart
  readonly made: Explored
  /** Absent for the beginning. */
  readonly move?: Move
  readonly before?: Conversation
  readonly length: number
}

/** Whether the last move of a conversation shows what was to be shown. */
export type Goal = (conversation: Conversation) => boolean

/** Steps of the machine that may be tried, all searches of one check together. */
export interface Budget {
  left: number
}

export interface Search {
  readonly found?: Conversation
  /** Nothing was left untried. */
  readonly isExhausted: boolean
}

/** Moves in a row that bring nothing nearer. */
const mostIdle = 12
/** Steps of one search. */
const mostTried = 1_500

interface Open {
  readonly conversation: Conversation
  /** Steps of the way that were taken. */
  readonly done: number
  readonly idle: number
}

/** Those that went farther first; of these the shortest. */
class Frontier {
  readonly #byDone: Open[][] = []

  add(open: Open): void {
    ;(this.#byDone[open.done] ??= []).push(open)
  }

  next(): Open | undefined {
    while (this.#byDone.length > 0) {
      const farthest = this.#byDone.at(-1)
      const open = farthest?.shift()
      if (open !== undefined) return open
      this.#byDone.pop()
    }
    return undefined
  }
}

/** How many steps of the way are done after these transitions: others may lie between. */
const advance = (way: readonly Step[], done: number, { taken }: Explored): number =>
  taken.reduce((sofar, { id }) => (way[sofar]?.edge.id === id ? sofar + 1 : sofar), done)

/** Nobody ends a call from outside, or hangs up, where the way does not say so. */
const fits = ({ deed }: Move, event: string): boolean => {
  if (deed.type === 'operator-ends') return event === 'call.ended'
  if (deed.type === 'hangs-up') return event === 'caller.hung-up'
  return deed.type !== 'sound-fails' || event === 'turn.failed'
}

const nextEvent = (way: readonly Step[], done: number): string => way.slice(done).find(({ event }) => event !== '')?.event ?? ''

/** Makes the calls of a flow that go a way which was found in its chart. */
export class Caller {
  readonly #compiled: CompiledFlow
  readonly #budget: Budget
  #made: ExploredFlow | undefined

  constructor(compiled: CompiledFlow, budget: Budget) {
    this.#compiled = compiled
    this.#budget = budget
  }

  /** Made for the first call: most flows need none. */
  get flow(): ExploredFlow {
    return (this.#made ??= exploredFlow(this.#compiled))
  }

  /** The calls that may begin one; variables that the way leaves open are not brought. */
  begin(): Conversation[] {
    return startsOf(this.flow).map((start) => ({ start, made: beginCall(this.flow, start, true), length: 0 }))
  }

  /** Two calls of the same key go on alike. */
  keyOf({ made }: Conversation): string {
    return callKey(made.call, (variable) => this.flow.rules.deciding.has(variable))
  }

  /**
   * Looks for a conversation that goes the way from one of these on, and shows it.
   * @param mayHappen what may happen beside the way; absent: anything
   */
  follow(from: readonly Conversation[], way: readonly Step[], goal: Goal, mayHappen: (move: Move) => boolean = () => true): Search {
    const frontier = new Frontier()
    const seen = new Set<string>()
    const firsts = from.map((conversation): Open => ({ conversation, done: conversation.length === 0 ? advance(way, 0, conversation.made) : 0, idle: 0 }))
    const shown = firsts.find(({ conversation, done }) => done >= way.length && goal(conversation))
    if (shown !== undefined) return { found: shown.conversation, isExhausted: false }
    firsts.forEach((open) => frontier.add(open))
    let tried = 0
    for (let open = frontier.next(); open !== undefined; open = frontier.next()) {
      for (const move of this.#movesTowards(open.conversation.made.call, nextEvent(way, open.done))) {
        if (!mayHappen(move)) continue
        if ((tried += 1) > mostTried || (this.#budget.left -= 1) < 0) return { isExhausted: false }
        const made = make(this.flow, open.conversation.made.call, move, true)
        const conversation: Conversation = { start: open.conversation.start, made, move, before: open.conversation, length: open.conversation.length + 1 }
        const done = advance(way, open.done, made)
        if (done >= way.length && goal(conversation)) return { found: conversation, isExhausted: false }
        const idle = done > open.done ? 0 : open.idle + 1
        const key = `${done} ${this.keyOf(conversation)}`
        if (idle > mostIdle || seen.has(key)) continue
        seen.add(key)
        frontier.add({ conversation, done, idle })
      }
    }
    return { isExhausted: true }
  }

  #movesTowards(call: ExploredCall, event: string): Move[] {
    const moves = movesOf(this.flow, call).filter((move) => fits(move, event))
    const [near, far] = [moves.filter((move) => move.event.type === event), moves.filter((move) => move.event.type !== event)]
    return [...near, ...far]
  }
}

/** From the beginning to the last move. */
export const conversationsTo = (last: Conversation): Conversation[] => {
  const all: Conversation[] = []
  for (let each: Conversation | undefined = last; each !== undefined; each = each.before) all.push(each)
  return all.reverse()
}

/** Nodes in the order in which the call came to them. */
export const nodesOf = (last: Conversation): string[] =>
  conversationsTo(last).flatMap(({ made }) => made.effects.flatMap((effect) => (effect.type === 'node.entered' ? [effect.nodeId] : [])))

/** What the variable holds after the last move. */
export const valueIn = ({ made }: Conversation, variable: string): unknown => contextOf(made.call).variables[variable]
