import type { CallEffect } from '../contract/effects.js'
import type { CallEvent } from '../contract/events.js'
import { beginCall, make, type CallStart, type Explored, type ExploredCall } from './explored-call.js'
import { callKey } from './call-key.js'
import type { ExploredFlow } from './explored-flow.js'
import type { Move } from './move.js'
import { movesOf } from './moves.js'
import { startsOf } from './starts.js'

/** A call so far: how it began, and what happened, the last last. */
export interface Trace {
  readonly start: CallStart
  readonly before: Trace | undefined
  /** Absent for the beginning. */
  readonly move: Move | undefined
  readonly event: CallEvent
  readonly effects: readonly CallEffect[]
  readonly call: ExploredCall
  /** Ids of the transitions that the last move took. */
  readonly taken: readonly string[]
  readonly length: number
}

export interface CoverOptions {
  /** Steps of the chart that are tried at most. */
  readonly mostSteps?: number
  readonly starts?: readonly CallStart[]
  /** So many transitions are all that can be taken: nothing is tried once they were. */
  readonly enough?: number
}

export interface Cover {
  /** The first trace found to each transition: about the shortest. */
  readonly traces: ReadonlyMap<string, Trace>
  /** Calls that the chart could not go on with. */
  readonly failed: readonly Trace[]
  readonly stepCount: number
  /** Everything that can happen was tried: what is not covered cannot be taken by any of these moves. */
  readonly complete: boolean
}

export const traceOf = (start: CallStart, explored: Explored, move?: Move, before?: Trace): Trace => ({
  start, before, move, event: explored.event, effects: explored.effects, call: explored.call, taken: explored.taken.map(({ id }) => id), length: (before?.length ?? 0) + 1,
})

/** From the beginning to the last move. */
export const tracesTo = (trace: Trace): Trace[] => {
  const all: Trace[] = []
  for (let each: Trace | undefined = trace; each !== undefined; each = each.before) all.push(each)
  return all.reverse()
}

/**
 * Goes through a flow, breadth first, until every transition was taken or nothing new is left. A call that took a new transition is gone on
 * with before the others: what is far away is found without trying everything that lies before it.
 */
export const coverTransitions = (flow: ExploredFlow, { mostSteps = 200_000, starts = startsOf(flow), enough = Infinity }: CoverOptions = {}): Cover => {
  const traces = new Map<string, Trace>()
  const seen = new Set<string>()
  const failed: Trace[] = []
  const [fresh, rest]: [Trace[], Trace[]] = [[], []]
  let stepCount = 0
  const note = (trace: Trace): void => {
    const news = trace.taken.filter((id) => !traces.has(id))
    news.forEach((id) => traces.set(id, trace))
    if (trace.effects.some(({ type }) => type === 'flow.failed')) failed.push(trace)
    const key = callKey(trace.call, (variable) => flow.rules.deciding.has(variable))
    if (seen.has(key)) return
    seen.add(key)
    ;(news.length > 0 ? fresh : rest).push(trace)
  }
  for (const start of starts) note(traceOf(start, beginCall(flow, start, true)))
  let [nextFresh, nextRest] = [0, 0]
  while (stepCount < mostSteps && traces.size < enough) {
    const trace = nextFresh < fresh.length ? fresh[nextFresh++] : rest[nextRest++]
    if (trace === undefined) break
    for (const move of movesOf(flow, trace.call)) {
      stepCount += 1
      note(traceOf(trace.start, make(flow, trace.call, move, true), move, trace))
    }
  }
  return { traces, failed, stepCount, complete: nextFresh >= fresh.length && nextRest >= rest.length }
}
