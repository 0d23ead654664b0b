import { readdir, readFile } from 'node:fs/promises'

/** What a process holds at a moment. */
export interface ProcessSize {
  readonly atMs: number
  readonly residentMb: number
  /** Open files, sockets and pipes. */
  readonly handles: number
}

/** Of a living process, as Linux counts it; absent: it is gone, or the system does not tell. */
export async function readProcessSize(pid: number): Promise<ProcessSize | undefined> {
  try {
    const [status, files] = await Promise.all([readFile(`/proc/${pid}/status`, 'utf8'), readdir(`/proc/${pid}/fd`)])
    const [, residentKb = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? []
    return { atMs: Date.now(), residentMb: Number(residentKb) / 1_024, handles: files.length }
  } catch {
    return undefined
  }
}

/** Least squares: what is added in an hour. */
export function slopePerHour(points: readonly { readonly atMs: number; readonly value: number }[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const [meanAt, meanValue] = [mean(points.map(({ atMs }) => atMs)), mean(points.map(({ value }) => value))]
  const spread = points.reduce((sum, { atMs }) => sum + (atMs - meanAt) ** 2, 0)
  if (spread === 0) return 0
  return (points.reduce((sum, { atMs, value }) => sum + (atMs - meanAt) * (value - meanValue), 0) / spread) * 3_600_000
}
