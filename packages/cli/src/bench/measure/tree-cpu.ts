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

/** Of what such times are counted in (getconf CLK_TCK, which is this everywhere). */
const tickMs = 10

/** Of processes that it had started and that have ended (proc(5), `cutime` and `cstime`). */
function endedChildrenMs(pid: number): number {
  // Behind the name in parentheses, which may hold anything, the first field is the third.
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) * tickMs
}

/** The same with that of the processes which it has started (proc(5), `children`). */
export function treeCpuMs(pid: number): number {
  const children = tasksOf(pid).flatMap((task) => read(`${task}/children`).split(' ').filter((child) => child !== ''))
  return processCpuMs(pid) + endedChildrenMs(pid) + children.reduce((sum, child) => sum + treeCpuMs(Number(child)), 0)
}

/** CPU time of everything on the machine, and what its host took from it (proc(5), `/proc/stat`). */
export function machineCpuMs(): number {
  const [user = 0, nice = 0, system = 0, , , interrupts = 0, softInterrupts = 0, stolen = 0] = read('/proc/stat').split('\n', 1)[0]?.split(/\s+/).slice(1).map(Number) ?? []
  return (user + nice + system + interrupts + softInterrupts + stolen) * tickMs
}
