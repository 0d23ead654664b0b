import { callKey } from '../explore/call-key.js'
import { beginCall, contextOf, make, type CallStart, type Explored, type ExploredCall } from '../explore/explored-call.js'
import type { CompiledFlow } from '../contract/compiled.js'
import { exploredFlow, type ExploredFlow } from '../explore/explored-flow.js'
import type { Move } from '../explore/move.js'
import { movesOf } from '../explore/moves.js'
import { startsOf } from '../explore/starts.js'
import { statePath } from '../step/step.js'
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
const mostTried = 3_000

interface Open {
  readonly conversation: Conversation
  /** Steps of the way that were taken. */
  readonly done: number
  readonly idle: number
  /** Moves that were not tried yet, the likeliest last; found when the first is tried. */
  moves?: Move[]
}

/** Those that went farther first, and strayed less; of these the shortest. */
class Frontier {
  readonly #byDone: Open[][] = []

  add(open: Open): void {
    ;(this.#byDone[Math.max(0, open.done - open.idle)] ??= []).push(open)
  }

  /** The next to be gone on with, until no move of it is left. */
  next(): Open | undefined {
    while (this.#byDone.length > 0) {
      const farthest = this.#byDone.at(-1) ?? []
      while (farthest[0]?.moves?.length === 0) farthest.shift()
      if (farthest[0] !== undefined) return farthest[0]
      this.#byDone.pop()
    }
    return undefined
  }
}

/** So far ahead a call may come to the way again that left it. */
const farthestAhead = 16

/** Where the way goes on from the place that the call has come to. */
const rejoined = (way: readonly Step[], done: number, { call }: Explored): number | undefined => {
  const place = statePath(call.snapshot).join('.')
  const ahead = way.slice(done + 1, done + farthestAhead).findIndex(({ event, edge }) => event !== '' && edge.from.path === place)
  return ahead === -1 ? undefined : done + 1 + ahead
}

/**
 * How many steps of the way are done after these transitions; others may lie between. What waits for nothing is done at once, or another way was
 * gone: then it is as if nothing had been done, unless that leads to the way again.
 */
const advance = (way: readonly Step[], done: number, made: Explored, mayStray: boolean): number => {
  const reached = made.taken.reduce((sofar, { id }) => (way[sofar]?.edge.id === id ? sofar + 1 : sofar), done)
  if (way[reached]?.event !== '') return reached
  return (mayStray ? rejoined(way, done, made) : undefined) ?? done
}

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
   * @param mayHappen what may happen, where nothing of the way may be left out; absent: anything
   */
  follow(from: readonly Conversation[], way: readonly Step[], goal: Goal, mayHappen?: (move: Move) => boolean): Search {
    const frontier = new Frontier()
    const seen = new Set<string>()
    const mayStray = mayHappen === undefined
    const firsts = from.map((conversation): Open => ({ conversation, done: conversation.length === 0 ? advance(way, 0, conversation.made, mayStray) : 0, idle: 0 }))
    const shown = firsts.find(({ conversation, done }) => done >= way.length && goal(conversation))
    if (shown !== undefined) return { found: shown.conversation, isExhausted: false }
    firsts.forEach((open) => frontier.add(open))
    for (let [open, tried] = [frontier.next(), 0]; open !== undefined; open = frontier.next()) {
      open.moves ??= this.#movesTowards(open.conversation.made.call, nextEvent(way, open.done)).filter(mayHappen ?? (() => true))
      const move = open.moves.pop()
      if (move === undefined) continue
      if ((tried += 1) > mostTried || (this.#budget.left -= 1) < 0) return { isExhausted: false }
      const next = this.#goOn(open, move, way, mayStray)
      if (next.done >= way.length && goal(next.conversation)) return { found: next.conversation, isExhausted: false }
      const key = `${next.done} ${this.keyOf(next.conversation)}`
      if (next.idle > mostIdle || seen.has(key)) continue
      seen.add(key)
      frontier.add(next)
    }
    return { isExhausted: true }
  }

  #goOn({ conversation: before, done: earlier, idle }: Open, move: Move, way: readonly Step[], mayStray: boolean): Open {
    const made = make(this.flow, before.made.call, move, true)
    const done = advance(way, earlier, made, mayStray)
    return { conversation: { start: before.start, made, move, before, length: before.length + 1 }, done, idle: done > earlier ? 0 : idle + 1 }
  }

  /** The likeliest last. */
  #movesTowards(call: ExploredCall, event: string): Move[] {
    const moves = movesOf(this.flow, call).filter((move) => fits(move, event))
    const [near, far] = [moves.filter((move) => move.event.type === event), moves.filter((move) => move.event.type !== event)]
    return [...near, ...far].reverse()
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
