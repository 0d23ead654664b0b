import type { AnyStateNode, AnyTransitionDefinition } from 'xstate'
import type { FlowMachine } from '../../contract/compiled.js'
import { namedTransitions, transitionsOf, type ChartTransition } from '../../explore/transitions.js'
import type { WatchedStep } from '../../simulate/simulation.js'
import { statePath } from '../../step/step.js'
import { possibleCourse } from './possible-course.js'

/** States and transitions of a chart, each by the name that a report shows. */
export interface ChartParts {
  readonly states: readonly string[]
  readonly transitions: readonly string[]
}

const nameOf = ({ source, event, index, target }: ChartTransition): string =>
  `${source === '' ? '(anywhere)' : source} ${event === '' ? '(at once)' : event} ${index}${target === undefined ? '' : ` -> ${target}`}`

const parts = new WeakMap<FlowMachine, ChartParts>()

/** All transitions, those too that no call can take. */
export const allTransitions = (machine: FlowMachine): string[] => transitionsOf(machine).map(nameOf)

/** Everything of a chart that a call can take. */
export const partsOf = (machine: FlowMachine): ChartParts => {
  const known = parts.get(machine)
  if (known !== undefined) return known
  const { states, transitions } = possibleCourse(machine)
  const possible = {
    states: [...states].filter(({ parent }) => parent !== undefined).map(({ path }) => path.join('.')),
    transitions: namedTransitions(machine, [...transitions]).map(nameOf),
  }
  parts.set(machine, possible)
  return possible
}

const withParents = (path: readonly string[]): string[] => path.map((_, index) => path.slice(0, index + 1).join('.'))

/** A target and the states within it that are entered with it. */
const entered = (state: AnyStateNode): string[] => [
  ...withParents(state.path),
  ...(state.initial.target as readonly AnyStateNode[]).flatMap((child) => (child === state ? [] : entered(child))),
]

const targetsOf = ({ target }: AnyTransitionDefinition): readonly AnyStateNode[] => (target as readonly AnyStateNode[] | undefined) ?? []

/** What a step took of the chart; states that were passed through at once, too. */
export const takenBy = (machine: FlowMachine, { taken, snapshot }: WatchedStep): ChartParts => ({
  states: [...withParents(statePath(snapshot)), ...taken.flatMap((transition) => [...withParents(transition.source.path), ...targetsOf(transition).flatMap(entered)])],
  transitions: namedTransitions(machine, taken).map(nameOf),
})
