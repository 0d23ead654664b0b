import type { ChartParts } from './chart-parts.js'

/** What the calls of one test file can take of a flow, and what they took. */
export interface FlowCourse {
  readonly possible: ChartParts
  readonly taken: ChartParts
}

/** Courses by the id of the flow. */
export type FlowCourses = Readonly<Record<string, FlowCourse>>

declare module 'vitest' {
  interface TaskMeta {
    /** What the calls of a test file took of their flows. */
    flowCourses?: FlowCourses
  }
}

const union = (some: readonly string[], others: readonly string[]): string[] => [...new Set([...some, ...others])]
const both = (some: ChartParts, others: ChartParts): ChartParts => ({ states: union(some.states, others.states), transitions: union(some.transitions, others.transitions) })

/** Courses of one flow in several files; what a call took is possible. */
export const joinCourses = (courses: readonly FlowCourse[]): FlowCourse | undefined => {
  const [first, ...rest] = courses
  return first && rest.reduce((joined, { possible, taken }) => ({ possible: both(joined.possible, possible), taken: both(joined.taken, taken) }), first)
}
