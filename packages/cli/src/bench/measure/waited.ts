import { readFileSync } from 'node:fs'

/** For how long the main thread of a process was ready and had no CPU since it began (Linux, Documentation/scheduler/sched-stats.rst); not a number where the system does not tell. */
export function waitedMsOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6
  } catch {
    return Number.NaN
  }
}

/** A run in which a part waited for a CPU for more of the time says nothing. */
export const mostWaitPercent = 10

/** Of the time, to the tenth; both in the same unit. */
export const waitPercent = (waited: number, took: number): number => Math.round((1_000 * waited) / took) / 10
