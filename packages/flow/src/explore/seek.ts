import type { AnyStateNode, AnyTransitionDefinition } from 'xstate'
import { distancesTo } from './abstract/distances.js'
import { namedPart } from './abstract/facts.js'
import { callKey } from './call-key.js'
import { traceOf, tracesTo, type Trace } from './cover.js'
import { beginCall, contextOf, make, type CallStart, type ExploredCall } from './explored-call.js'
import type { ExploredFlow } from './explored-flow.js'
import { leafOfCall } from './listening.js'
import type { Move } from './move.js'
import { movesOf } from './moves.js'

/** What is looked for, and on what chart. */
export interface Goal {
  readonly id: string
  readonly definition: AnyTransitionDefinition
  /** Transitions that may be taken at all. */
  readonly possible: Iterable<AnyTransitionDefinition>
}

const far = 1_000
/** As many failed turns in a row as the chart counts. */
const longestFailing = 8

/** Longer than the way round from one attempt to the next. */
const attemptWorth = 6

/** The attempts that the state of the goal counts. */
interface Counted {
  readonly reason: string
  readonly attempts: number
}

const countedBy = ({ source }: AnyTransitionDefinition): Counted | undefined => {
  const { params } = (source.entry as readonly unknown[]).map(namedPart).find(({ type }) => type === 'askAgain') ?? {}
  const [reason, attempts] = Array.isArray(params) ? (params as unknown[]) : []
  return typeof reason === 'string' && typeof attempts === 'number' ? { reason, attempts } : undefined
}

/** What makes one call nearer to a goal than another. */
interface Nearness {
  /** How far a call is from the goal: a goal that waits for turns to fail, or for attempts to be used up, is nearer with each one. */
  of(call: ExploredCall): number
  /** What else tells calls in the same state apart. */
  kindOf(call: ExploredCall): unknown
}

const nearnessTo = ({ definition, possible }: Goal): Nearness => {
  const distances = distancesTo(definition.source, possible)
  const waitsForFailures = definition.eventType === 'turn.failed'
  const counted = countedBy(definition)
  const isIn = (call: ExploredCall): boolean => distances.has(leafOfCall(call.snapshot) ?? definition.source)
  const used = (call: ExploredCall): number => (counted === undefined || !isIn(call) ? 0 : Math.min(counted.attempts, contextOf(call).attempts[counted.reason] ?? 0))
  return {
    of: (call) => {
      const state: AnyStateNode | undefined = leafOfCall(call.snapshot)
      const distance = (state === undefined ? undefined : distances.get(state)) ?? far
      const left = counted === undefined ? 0 : attemptWorth * (counted.attempts - used(call))
      return distance + left + (waitsForFailures ? Math.max(0, longestFailing - contextOf(call).failedTurns) : 0)
    },
    kindOf: (call) => {
      const { attempts, returns, trail } = contextOf(call)
      return counted === undefined ? [attempts, returns.length, trail.slice(-2).map(({ depth }) => depth)] : [used(call), returns.length]
    },
  }
}

/** Calls that are gone on with, the nearest first, and of those as near the oldest. */
class Frontier {
  readonly #rings: Trace[][] = []

  add(trace: Trace, nearness: number): void {
    ;(this.#rings[nearness] ??= []).push(trace)
  }

  take(): Trace | undefined {
    return this.#rings.find((ring) => ring !== undefined && ring.length > 0)?.shift()
  }
}

/** Calls from which others are gone on to, and how far that has come. */
class Search {
  readonly #flow: ExploredFlow
  readonly #nearness: Nearness
  readonly #frontier = new Frontier()
  readonly #seen = new Set<string>()
  readonly #alike = new Map<string, number>()

  readonly #isWanted: (move: Move) => boolean

  constructor(flow: ExploredFlow, roots: Iterable<Trace>, nearness: Nearness, isWanted: (move: Move) => boolean = () => true) {
    this.#flow = flow
    this.#nearness = nearness
    this.#isWanted = isWanted
    for (const root of roots) this.#note(root)
  }

  /** Goes on with the nearest call; gives everything that it leads to, and nothing once there is nothing left. */
  goOn(): Trace[] | undefined {
    const trace = this.#frontier.take()
    if (trace === undefined) return undefined
    return movesOf(this.#flow, trace.call).filter(this.#isWanted).map((move) => this.#note(traceOf(trace.start, make(this.#flow, trace.call, move, true), move, trace)))
  }

  #note(trace: Trace): Trace {
    const key = callKey(trace.call, (variable) => this.#flow.rules.deciding.has(variable))
    if (this.#seen.has(key)) return trace
    this.#seen.add(key)
    this.#frontier.add(trace, this.#nearness.of(trace.call) + this.#commonness(trace.call))
    return trace
  }

  /** Of calls in the same state with the same attempts only the first few are worth as much as one that is nearer. */
  #commonness(call: ExploredCall): number {
    const state = JSON.stringify([leafOfCall(call.snapshot)?.id, this.#nearness.kindOf(call)])
    const count = (this.#alike.get(state) ?? 0) + 1
    this.#alike.set(state, count)
    return 2 * Math.floor(Math.log2(count))
  }
}

export interface Sought {
  readonly trace?: Trace
  /** Nothing is left to be tried: there is no such call. */
  readonly exhausted?: true
  readonly stepCount: number
}

/** Goes on with several searches in turn, until one of them finds it, all are at their end, or so many steps were tried. */
const searchInTurn = (all: readonly Search[], id: string, mostSteps: number): Sought => {
  let searches = [...all]
  let stepCount = 0
  while (searches.length > 0 && stepCount < mostSteps) {
    const ended = new Set<Search>()
    for (const search of searches) {
      const traces = search.goOn()
      if (traces === undefined) ended.add(search)
      stepCount += traces?.length ?? 0
      const trace = traces?.find(({ taken }) => taken.includes(id))
      if (trace !== undefined) return { trace, stepCount }
    }
    searches = searches.filter((search) => !ended.has(search))
  }
  return { stepCount, ...(searches.length === 0 ? { exhausted: true } : {}) }
}

/** Whatever comes of a turn but its failing ends the row of failures. */
const mayFailOn = ({ event }: Move): boolean => event.type === 'turn.failed' || !('turnId' in event)

/** Few things happen in a row of failing turns: it is tried from everywhere. */
const failingWorth = 10

/** Looks for a call in which turns go on failing, from wherever calls were found to come. */
const seekFailing = (flow: ExploredFlow, goal: Goal, known: Iterable<Trace>, mostSteps: number): Sought =>
  searchInTurn([new Search(flow, known, nearnessTo(goal), mayFailOn)], goal.id, mostSteps)

/** Of very many calls only so many are gone on with. */
const mostKnown = 600

const nearestOf = (known: Iterable<Trace>, nearness: Nearness): Trace[] =>
  [...known].map((trace) => ({ trace, far: nearness.of(trace.call) })).sort((left, right) => left.far - right.far).slice(0, mostKnown).map(({ trace }) => trace)

/**
 * Looks for a call that takes one transition: half of the steps go on with calls that are known, the other half with new ones from all
 * beginnings in turn.
 */
export const seekTransition = (flow: ExploredFlow, goal: Goal, known: Iterable<Trace>, starts: readonly CallStart[], mostSteps: number): Sought => {
  if (goal.definition.eventType === 'turn.failed' && goal.definition.source.parent === undefined) return seekFailing(flow, goal, known, failingWorth * mostSteps)
  const nearness = nearnessTo(goal)
  const later = searchInTurn([new Search(flow, nearestOf(known, nearness), nearness)], goal.id, mostSteps / 2)
  if (later.trace !== undefined) return later
  const anew = searchInTurn(starts.map((start) => new Search(flow, [traceOf(start, beginCall(flow, start, true))], nearness)), goal.id, mostSteps / 2)
  return { ...anew, stepCount: later.stepCount + anew.stepCount }
}

/** Every call that came by on the way to these. */
export const allTraces = (traces: Iterable<Trace>): ReadonlySet<Trace> => new Set([...traces].flatMap(tracesTo))
