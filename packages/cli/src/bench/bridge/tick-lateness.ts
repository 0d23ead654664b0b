/** How often the bridge's ticker was late by no more than so many seconds, since it began. */
export type TickCounts = ReadonlyMap<number, number>

const bucketLine = /^callchart_media_tick_lateness_seconds_bucket\{[^}]*le="([^"]+)"[^}]*\} (\d+)/gm

/** @param metrics text of the bridge's /metrics */
export const readTickCounts = (metrics: string): TickCounts =>
  new Map([...metrics.matchAll(bucketLine)].map(([, le = '', count = '']) => [le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le), Number(count)]))

/** The lateness under which `percent` of the ticks between two readings were, in ms, straight within its bucket; not a number where none is known. */
export function tickLatenessMs(before: TickCounts, after: TickCounts, percent: number): number {
  const counted = [...after].map(([seconds, count]) => ({ ms: seconds * 1_000, count: count - (before.get(seconds) ?? 0) }))
  const wanted = ((counted.at(-1)?.count ?? 0) * percent) / 100
  const at = counted.findIndex(({ count }) => count >= wanted)
  const bucket = counted[at]
  if (bucket === undefined || wanted === 0) return Number.NaN
  const below = counted[at - 1] ?? { ms: 0, count: 0 }
  if (bucket.ms === Number.POSITIVE_INFINITY) return below.ms
  return below.ms + ((bucket.ms - below.ms) * (wanted - below.count)) / (bucket.count - below.count)
}
