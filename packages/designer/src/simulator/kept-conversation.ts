import type { FlowTest, TestStart } from '@callchart/flow'
import { saidIn, type Input, type Moment } from './moment.js'

const heardIn = (moment: Moment): { hears: string[]; path: string[] } => ({ hears: saidIn(moment), path: [...moment.path] })

/** What was done and heard, as a test that holds for the flow as it is. */
export function testOf(name: string, start: TestStart, moments: readonly Moment[]): FlowTest {
  const [first, ...rest] = moments
  return {
    name,
    start,
    opening: first === undefined ? { hears: [], path: [] } : heardIn(first),
    steps: rest.flatMap((moment) => (moment.input === undefined ? [] : [{ input: moment.input, ...heardIn(moment) }])),
  }
}

export const inputsOf = ({ steps }: FlowTest): Input[] => steps.map(({ input }) => input)

export type TestResult =
  | { readonly outcome: 'passed' }
  | {
      readonly outcome: 'failed'
      /** Of the moment that is not as expected; 0 is the opening. */
      readonly at: number
      readonly expected: { readonly hears: readonly string[]; readonly path: readonly string[] }
      /** Absent where what was to be done could not be. */
      readonly found?: { readonly hears: readonly string[]; readonly path: readonly string[] }
    }

export const isSame = (left: readonly string[], right: readonly string[]): boolean => left.length === right.length && left.every((each, index) => each === right[index])

export function judge({ opening, steps }: FlowTest, moments: readonly Moment[]): TestResult {
  for (const [at, expected] of [opening, ...steps].entries()) {
    const { hears, path } = expected
    const moment = moments[at]
    if (moment === undefined) return { outcome: 'failed', at, expected: { hears, path } }
    const found = heardIn(moment)
    if (!isSame(hears, found.hears) || !isSame(path, found.path)) return { outcome: 'failed', at, expected: { hears, path }, found }
  }
  return { outcome: 'passed' }
}
