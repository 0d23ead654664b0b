import { setTimeout as wait } from 'node:timers/promises'
import { BenchRig } from './bench-rig.js'
import { speakMaterial } from './material.js'

/** So many come, say a few frames, hear their first prompt begin, and hang up. */
const callsAtOnce = 100
const callMs = 60
/** For the last facts of the calls before memory is read. */
const settleMs = 1_500

export interface ShortCallsPlan {
  readonly count: number
  /** Memory is read so often. */
  readonly readings: number
  readonly note: (progress: object) => void
}

export interface MemoryReading {
  readonly calls: number
  readonly usedBytes: number
  readonly rssBytes: number
}

export interface ShortCallsResult {
  readonly calls: number
  readonly callsPerSecond: number
  readonly lostCalls: number
  readonly cpuMsPerCall: number
  /** Of the line through the readings, the first fifth left out: caches fill there. */
  readonly slopeBytesPerCall: number
  readonly rssSlopeBytesPerCall: number
  readonly readings: readonly MemoryReading[]
}

/** What short calls leave behind in a bridge's memory. */
export async function benchShortCalls(plan: ShortCallsPlan): Promise<ShortCallsResult> {
  plan.note({ doing: 'speaking what is said and heard' })
  const rig = await BenchRig.start({ material: await speakMaterial(), isShort: true })
  try {
    return await run(rig, plan)
  } finally {
    await rig.stop()
  }
}

async function run(rig: BenchRig, { count, readings: readingCount, note }: ShortCallsPlan): Promise<ShortCallsResult> {
  const everyCalls = Math.ceil(count / readingCount / callsAtOnce) * callsAtOnce
  const readings: MemoryReading[] = []
  const { cpuUs: cpuBefore } = await rig.bridge.read()
  let lostCalls = 0
  let busyMs = 0
  for (let done = 0; done < count; ) {
    const from = performance.now()
    await rig.connect('bridge', done, callsAtOnce)
    await wait(callMs)
    lostCalls += (await rig.count()).lostCalls
    await rig.hangUp()
    done += callsAtOnce
    busyMs += performance.now() - from
    if (done % everyCalls !== 0 && done < count) continue
    await wait(settleMs)
    const { usedBytes, rssBytes } = await rig.bridge.readClean()
    readings.push({ calls: done, usedBytes, rssBytes })
    note({ calls: done, usedMb: megabytes(usedBytes), rssMb: megabytes(rssBytes), callsPerSecond: Math.round((1_000 * done) / busyMs) })
  }
  const { cpuUs } = await rig.bridge.read()
  const steady = readings.slice(Math.floor(readings.length / 5))
  return {
    calls: count,
    callsPerSecond: Math.round((1_000 * count) / busyMs),
    lostCalls,
    cpuMsPerCall: Number(((cpuUs - cpuBefore) / 1_000 / count).toFixed(2)),
    slopeBytesPerCall: slope(steady.map(({ calls, usedBytes }) => [calls, usedBytes])),
    rssSlopeBytesPerCall: slope(steady.map(({ calls, rssBytes }) => [calls, rssBytes])),
    readings,
  }
}

const megabytes = (bytes: number): number => Number((bytes / 1_048_576).toFixed(1))

/** Of the least-squares line, to the tenth. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (index: 0 | 1): number => points.reduce((sum, point) => sum + point[index], 0) / points.length
  const [meanX, meanY] = [mean(0), mean(1)]
  const rise = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  const run = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  return run === 0 ? 0 : Number((rise / run).toFixed(1))
}
