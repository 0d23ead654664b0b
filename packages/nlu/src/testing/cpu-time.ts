/** CPU time since a `process.cpuUsage()`, in ms: unlike the clock, it does not count what else the machine does. */
export function cpuMsSince(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1_000
}
