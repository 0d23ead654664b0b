import { coverFlow, type FlowCoverOptions } from '../explore/cover-flow.js'
import type { ExploredFlow } from '../explore/explored-flow.js'
import { transitionsOf, type ChartTransition } from '../explore/transitions.js'
import type { UntakeableTransition } from '../explore/untakeable.js'
import { scriptOf, type CallScript } from './call-script.js'
import { wholeCalls } from './whole-calls.js'

/** Conversations that together take every transition that a call can take, and what they leave out. */
export interface FlowPaths {
  readonly flow: string
  readonly name: string
  readonly scripts: readonly CallScript[]
  readonly transitionCount: number
  readonly taken: readonly string[]
  readonly untakeable: readonly UntakeableTransition[]
  /** No conversation was found for these, though nothing says that there is none. */
  readonly open: readonly ChartTransition[]
}

export const flowPaths = (flow: ExploredFlow, options?: FlowCoverOptions): FlowPaths => {
  const { traces, untakeable, open } = coverFlow(flow, options)
  const { manifest } = flow.compiled
  const calls = wholeCalls(flow, traces)
  // Gone on with, a call may take what was not found before.
  const taken = new Set([...traces.keys(), ...calls.flatMap(({ covers }) => covers)])
  return {
    flow: manifest.flow,
    name: manifest.name,
    scripts: calls.map((call, index) => scriptOf(flow, call, index)),
    transitionCount: transitionsOf(flow.machine).length,
    taken: [...taken],
    untakeable,
    open: open.filter(({ id }) => !taken.has(id)),
  }
}
