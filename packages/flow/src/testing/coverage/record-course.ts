import { TestRunner } from 'vitest'
import type { FlowMachine } from '../../contract/compiled.js'
import type { WatchedStep } from '../../simulate/simulation.js'
import { partsOf, takenBy } from './chart-parts.js'
import type { FlowCourses } from './flow-course.js'

type TestFile = NonNullable<ReturnType<typeof TestRunner.getCurrentTest>>['file']

interface Recorded {
  readonly states: Set<string>
  readonly transitions: Set<string>
}
const recordings = new WeakMap<TestFile, Map<string, Recorded>>()

const recordedOf = (file: TestFile, flow: string): Recorded => {
  const flows = recordings.get(file) ?? new Map<string, Recorded>()
  recordings.set(file, flows)
  const recorded = flows.get(flow) ?? { states: new Set(), transitions: new Set() }
  flows.set(flow, recorded)
  return recorded
}

/** Notes what a step took with the file of the test that runs; the reporter finds it there. A call outside of a test is not counted. */
export const recordStep = (flow: string, machine: FlowMachine, watched: WatchedStep): void => {
  const file = TestRunner.getCurrentTest()?.file
  if (file === undefined) return
  const { states, transitions } = recordedOf(file, flow)
  const before = states.size + transitions.size
  const taken = takenBy(machine, watched)
  for (const state of taken.states) states.add(state)
  for (const transition of taken.transitions) transitions.add(transition)
  if (states.size + transitions.size === before) return
  const known: FlowCourses = file.meta.flowCourses ?? {}
  const possible = known[flow]?.possible ?? partsOf(machine)
  file.meta.flowCourses = { ...known, [flow]: { possible, taken: { states: [...states], transitions: [...transitions] } } }
}
