import { setTimeout as wait } from 'node:timers/promises'
import { waitPercent } from '../measure/waited.js'
import { spreadOf, type Spread } from '../percentiles.js'
import { AppRig } from '../runtime/app-rig.js'
import type { PlayedCall } from '../runtime/played-bridge.js'

/** From one answer of a caller to the next; where they are few, they answer more often, so that there is something to count. */
const usualEveryMs = 5_000
const mostOftenMs = 100
const everyMs = (calls: number): number => Math.min(usualEveryMs, calls * mostOftenMs)
/** Of fewer calls, what is left of garbage would be more than they need. */
const leastForMemory = 10
const beginAtOnce = 10
const answer = 'yes'

export interface CallsGrowthPoint {
  readonly calls: number
  /** From an utterance at the bridge to the next turn there. */
  readonly turnMs: Spread
  /** CPU of the app, ms. */
  readonly appCpuPerTurnMs: number
  /** Beyond an app without calls, after garbage collection; absent where the calls are too few to tell. */
  readonly memoryPerCallKb?: number
  readonly cpuWaitPercent: number
}

/** What a turn takes in the app, and what a call needs there, the more calls there are; with bridges that have no media. */
export async function growCalls(sizes: readonly number[], measureMs: number, note: (progress: object) => void): Promise<CallsGrowthPoint[]> {
  const rig = await AppRig.start()
  try {
    await measure(rig, 1, measureMs)
    const points: CallsGrowthPoint[] = []
    for (const calls of sizes) {
      const point = await measure(rig, calls, measureMs)
      points.push(point)
      note(point)
    }
    return points
  } finally {
    await rig.stop()
  }
}

async function measure(rig: AppRig, count: number, measureMs: number): Promise<CallsGrowthPoint> {
  const { usedBytes: emptyBytes } = await rig.readClean()
  const calls: PlayedCall[] = []
  while (calls.length < count) calls.push(...(await Promise.all(Array.from({ length: Math.min(beginAtOnce, count - calls.length) }, () => rig.call()))))
  const tookMs: number[] = []
  const over = new AbortController()
  const speaking = Promise.all(calls.map((call, index) => speakOn(call, { firstMs: (everyMs(count) * index) / count, everyMs: everyMs(count) }, tookMs, over.signal)))
  await Promise.race([speaking, wait(usualEveryMs)])
  tookMs.length = 0
  const [from, waitedBefore, { cpuUs: cpuBefore }] = [performance.now(), rig.waitedMs(), await rig.read()]
  await Promise.race([speaking, wait(measureMs)])
  const passedMs = performance.now() - from
  const [turns, waitedMs, { cpuUs }] = [[...tookMs], rig.waitedMs() - waitedBefore, await rig.read()]
  const { usedBytes } = await rig.readClean()
  over.abort()
  await speaking
  await Promise.all(calls.map((call) => call.hangUp()))
  return {
    calls: count,
    turnMs: spreadOf(turns),
    appCpuPerTurnMs: Number(((cpuUs - cpuBefore) / 1_000 / turns.length).toFixed(2)),
    ...(count >= leastForMemory && { memoryPerCallKb: Math.round((usedBytes - emptyBytes) / count / 1_024) }),
    cpuWaitPercent: waitPercent(waitedMs, passedMs),
  }
}

/** Answers every turn, after its prompts were heard; until the signal. */
async function speakOn(call: PlayedCall, pace: { readonly firstMs: number; readonly everyMs: number }, tookMs: number[], signal: AbortSignal): Promise<void> {
  let saidMs = Number.NaN
  for (let pauseMs = pace.firstMs; ; pauseMs = pace.everyMs) {
    const { turnId, prompts } = await call.nextTurn()
    if (!Number.isNaN(saidMs)) tookMs.push(performance.now() - saidMs)
    for (const { promptId } of prompts) {
      call.report({ type: 'prompt.started', turnId, promptId })
      call.report({ type: 'prompt.finished', turnId, promptId })
    }
    call.report({ type: 'listening.started', turnId })
    await wait(pauseMs, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return
    saidMs = performance.now()
    call.report({
      type: 'utterance',
      turnId,
      alternatives: [{ text: answer, confidence: 0.9, words: [{ text: answer, startMs: 0, endMs: 300, confidence: 0.9 }] }],
      startMs: 0,
      endMs: 300,
      endpointSilenceMs: 350,
      engine: 'played',
    })
  }
}
