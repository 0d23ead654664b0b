import type { FlowCourse } from './flow-course.js'
import type { Thresholds } from './thresholds.js'

/** How much of one kind was taken, and what was not. */
export interface Share {
  readonly takenCount: number
  readonly possibleCount: number
  readonly percent: number
  readonly untaken: readonly string[]
}

export interface FlowCoverage {
  readonly flow: string
  readonly states: Share
  readonly transitions: Share
  /** Absent: nothing is asked of this flow. */
  readonly threshold?: Thresholds[string]
  /** All tests of the flow ran: the threshold holds. */
  readonly isWhole: boolean
}

const shareOf = (possible: readonly string[], taken: readonly string[]): Share => {
  const met = new Set(taken)
  const untaken = possible.filter((part) => !met.has(part)).sort()
  const takenCount = possible.length - untaken.length
  return { takenCount, possibleCount: possible.length, percent: possible.length === 0 ? 0 : (100 * takenCount) / possible.length, untaken }
}

const nothing: FlowCourse = { possible: { states: [], transitions: [] }, taken: { states: [], transitions: [] } }

/** @param course absent: no test called the flow */
export const coverageOf = (flow: string, { possible, taken }: FlowCourse = nothing, isWhole: boolean, threshold?: Thresholds[string]): FlowCoverage => ({
  flow,
  states: shareOf(possible.states, taken.states),
  transitions: shareOf(possible.transitions, taken.transitions),
  isWhole,
  ...(threshold === undefined ? {} : { threshold }),
})

const kinds = ['states', 'transitions'] as const

const shortfallOf = (coverage: FlowCoverage, kind: (typeof kinds)[number]): string[] => {
  const { flow, threshold, isWhole } = coverage
  const { percent, takenCount, possibleCount } = coverage[kind]
  if (threshold === undefined || !isWhole || percent >= threshold[kind]) return []
  return [`Flow "${flow}": ${takenCount} of ${possibleCount} ${kind} are taken (${shown(percent)} %), ${threshold[kind]} % are asked for: add conversations that take the others, or lower the threshold.`]
}

/** Why the run fails; empty where every flow meets its threshold. */
export const shortfallsOf = (coverages: readonly FlowCoverage[]): string[] => coverages.flatMap((coverage) => kinds.flatMap((kind) => shortfallOf(coverage, kind)))

/** Never rounded up to a threshold that is not met. */
const shown = (percent: number): string => (Math.floor(percent * 10) / 10).toFixed(1)

const cell = ({ percent, takenCount, possibleCount }: Share): string => `${shown(percent).padStart(6)} %  ${`${takenCount}/${possibleCount}`.padEnd(9)}`
const asked = ({ threshold, isWhole }: FlowCoverage): string => (threshold === undefined ? 'nothing' : `${threshold.states} % and ${threshold.transitions} %${isWhole ? '' : ' of all tests, which did not all run and pass'}`)

const untakenOf = ({ states, transitions }: FlowCoverage, limit: number): string[] => {
  const all = [...states.untaken.map((name) => `state ${name}`), ...transitions.untaken.map((name) => `transition ${name}`)]
  const left = all.length - limit
  return [...all.slice(0, limit).map((name) => `    ${name}`), ...(left > 0 ? [`    … and ${left} more`] : [])]
}

/** One line a flow, and below it what no call took, `limit` names at most. */
export const coverageTable = (coverages: readonly FlowCoverage[], limit: number): string => {
  const width = Math.max(4, ...coverages.map(({ flow }) => flow.length))
  const rows = coverages.flatMap((coverage) => [
    `${coverage.flow.padEnd(width)}  ${cell(coverage.states)}  ${cell(coverage.transitions)}  ${asked(coverage)}`,
    ...untakenOf(coverage, limit),
  ])
  return [`${'flow'.padEnd(width)}  ${'states'.padEnd(19)}  ${'transitions'.padEnd(19)}  asked for`, ...rows].join('\n')
}
