import { readdirSync, readFileSync } from 'node:fs'

/** Empty where it has ended meanwhile, or the system does not tell. */
const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function tasksOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`)
  } catch {
    return []
  }
}

/** CPU time of all threads of a process (Linux, Documentation/scheduler/sched-stats.rst); 0 where the system does not tell. */
export const processCpuMs = (pid: number): number => tasksOf(pid).reduce((sum, task) => sum + Number(read(`${task}/schedstat`).split(' ')[0]) / 1e6, 0)

/** The same with that of the processes which it has started, as far as they run (proc(5), `children`). */
export function treeCpuMs(pid: number): number {
  const children = tasksOf(pid).flatMap((task) => read(`${task}/children`).split(' ').filter((child) => child !== ''))
  return processCpuMs(pid) + children.reduce((sum, child) => sum + treeCpuMs(Number(child)), 0)
}
