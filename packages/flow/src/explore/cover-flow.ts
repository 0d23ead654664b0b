import { coverTransitions, tracesTo, type Trace } from './cover.js'
import type { ExploredFlow } from './explored-flow.js'
import { allTraces, seekTransition } from './seek.js'
import { startsOf } from './starts.js'
import type { ChartTransition } from './transitions.js'
import { transitionsOf } from './transitions.js'
import { judgeChart, type UntakeableTransition } from './untakeable.js'

export interface FlowCover {
  /** A call to each transition that some call was found to take, by id. */
  readonly traces: ReadonlyMap<string, Trace>
  readonly untakeable: readonly UntakeableTransition[]
  /** Transitions that no call was found for, though nothing says that there is none. */
  readonly open: readonly ChartTransition[]
  readonly stepCount: number
}

export interface FlowCoverOptions {
  /** Steps of the chart with which everything is gone through; absent: 25 a transition, and at least 30,000. */
  readonly mostSteps?: number
  /** Steps with which a transition is looked for that was not found so; absent: 100,000, and fewer in a large chart. */
  readonly stepsEach?: number
}

/** A chart with more transitions is a large one. */
const largeCount = 1_000

/** Goes through a flow, then looks for each transition that is left. */
export const coverFlow = (flow: ExploredFlow, options: FlowCoverOptions = {}): FlowCover => {
  const { untakeable, possible } = judgeChart(flow)
  const { mostSteps = Math.max(30_000, 25 * possible.size), stepsEach = possible.size > largeCount ? 10_000 : 100_000 } = options
  const starts = startsOf(flow)
  const broad = coverTransitions(flow, { mostSteps, starts, enough: possible.size })
  const traces = new Map(broad.traces)
  const exhausted = new Set<string>()
  const known = new Set(allTraces(traces.values()))
  let { stepCount } = broad
  for (const [id, definition] of possible) {
    if (traces.has(id)) continue
    const sought = seekTransition(flow, { id, definition, possible: possible.values() }, known, starts, stepsEach)
    stepCount += sought.stepCount
    if (sought.exhausted === true) exhausted.add(id)
    for (const trace of sought.trace === undefined ? [] : tracesTo(sought.trace)) {
      known.add(trace)
      for (const each of trace.taken) if (!traces.has(each)) traces.set(each, trace)
    }
  }
  const left = transitionsOf(flow.machine).filter(({ id }) => possible.has(id) && !traces.has(id))
  return {
    traces,
    untakeable: [...untakeable, ...left.filter(({ id }) => exhausted.has(id)).map((transition): UntakeableTransition => ({ transition, reason: 'exhausted' }))],
    open: left.filter(({ id }) => !exhausted.has(id)),
    stepCount,
  }
}
