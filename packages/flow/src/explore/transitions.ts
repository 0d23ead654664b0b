import type { AnyStateNode, AnyTransitionDefinition } from 'xstate'
import type { FlowMachine } from '../contract/compiled.js'

/** A transition of the chart, by its place in it. */
export interface ChartTransition {
  /** `<source> <event> <index>`: the same for the same chart, wherever it is made. */
  readonly id: string
  /** States from the top, joined by dots; empty for what holds in the whole call. */
  readonly source: string
  /** Empty: taken as soon as its guard holds. */
  readonly event: string
  /** Its place among those of the same source and event. */
  readonly index: number
  /** Absent: the state stays. */
  readonly target?: string
}

const pathOf = (state: AnyStateNode): string => state.path.join('.')

const definitionsOf = (state: AnyStateNode): [event: string, definitions: readonly AnyTransitionDefinition[]][] => [
  ...[...state.transitions].map(([event, definitions]): [string, readonly AnyTransitionDefinition[]] => [event, definitions]),
  ['', state.always ?? []],
]

const chartOf = (state: AnyStateNode): [AnyTransitionDefinition, ChartTransition][] => [
  ...definitionsOf(state).flatMap(([event, definitions]) =>
    definitions.map((definition, index): [AnyTransitionDefinition, ChartTransition] => {
      const source = pathOf(state)
      const target = (definition.target as readonly AnyStateNode[] | undefined)?.[0]
      return [definition, { id: `${source} ${event} ${index}`, source, event, index, ...(target === undefined ? {} : { target: pathOf(target) }) }]
    }),
  ),
  ...Object.values(state.states).flatMap(chartOf),
]

const charts = new WeakMap<FlowMachine, ReadonlyMap<AnyTransitionDefinition, ChartTransition>>()

const knownChart = (machine: FlowMachine): ReadonlyMap<AnyTransitionDefinition, ChartTransition> => {
  const known = charts.get(machine)
  if (known !== undefined) return known
  const chart = new Map(chartOf(machine.root))
  charts.set(machine, chart)
  return chart
}

/** Every transition of a chart; works on an exported machine too. */
export const transitionsOf = (machine: FlowMachine): ChartTransition[] => [...knownChart(machine).values()]

/** Those among the definitions that belong to the machine's chart, as `watchedStep` tells them. */
export const namedTransitions = (machine: FlowMachine, taken: readonly AnyTransitionDefinition[]): ChartTransition[] => {
  const chart = knownChart(machine)
  return taken.flatMap((definition) => chart.get(definition) ?? [])
}
