import { setTimeout as wait } from 'node:timers/promises'
import { traceIdOf, samplesToMs } from '@callchart/protocol'
import { LegClock, openCallLeg } from '../../caller/call-leg.js'
import { mostWaitPercent, waitPercent } from '../measure/waited.js'
import { spreadOf, type Spread } from '../percentiles.js'
import { measureRawLimits, type RawLimits } from '../raw-limits.js'
import { speakInCall, type SpokenCallPlan } from './spoken-caller.js'
import type { ToldSpan } from './spans.js'
import { answerText, promptKinds, runVariable, type PromptKind } from './turn-flows.js'
import { TurnRig } from './turn-rig.js'
import { greetingsOf, turnParts, turnsOf, type TurnPart } from './turn-stages.js'

/** Of the time, each of several callers speaks; a lone one speaks as soon as they may. */
const speechShare = 0.15
/** Before each size: code is compiled, and the recogniser has room for so many at once. */
const warmMs = 12_000
const tellWithinMs = 15_000
/** Calls do not begin at the same moment: all within this time. */
const beginWithinMs = 4_000

export interface TurnBenchPlan {
  /** Calls at once, one size after the other. */
  readonly sizes: readonly number[]
  /** Of each call. */
  readonly lengthMs: number
  readonly speaksAhead: boolean
  readonly note: (progress: object) => void
}

export interface TurnRound {
  readonly calls: number
  readonly prompts: PromptKind
  readonly turns: number
  /** ms */
  readonly parts: Readonly<Record<TurnPart, Spread>>
  /** First media of a call to the first frame of its greeting. */
  readonly greetingMs: Spread
  /** As the callers hear it, on their own clock: from their last sample to the first one of the reply. */
  readonly voiceToVoiceMs: Spread
  readonly speechPercent: number
  /** Of the part that waited longest. */
  readonly cpuWaitPercent: number
  readonly waitedLongest: string
}

export interface TurnBenchResult {
  readonly rounds: readonly TurnRound[]
  readonly rawLimits: RawLimits
  /** One WebSocket and two gRPC round trips, p95. */
  readonly rawWayMs: number
  readonly cpuWaitPercent: number
  readonly void: boolean
}

/** Spoken turns of a whole system with the embedded engines: what each part of the answer takes. */
export async function benchTurns(plan: TurnBenchPlan): Promise<TurnBenchResult> {
  plan.note({ doing: 'measuring the raw limits of this machine' })
  const rawLimits = await measureRawLimits()
  const rig = await TurnRig.start(plan.speaksAhead)
  try {
    const answer = await rig.speak(answerText)
    const rounds: TurnRound[] = []
    for (const calls of plan.sizes) {
      for (const prompts of promptKinds) await callAll(rig, answer, prompts, calls, warmMs)
      for (const prompts of promptKinds) {
        const round = await measureRound(rig, answer, prompts, calls, plan.lengthMs)
        plan.note({ calls, prompts, turns: round.turns, totalMs: round.parts.total, greetingMs: round.greetingMs, cpuWaitPercent: round.cpuWaitPercent, waitedLongest: round.waitedLongest })
        rounds.push(round)
      }
    }
    const cpuWaitPercent = Math.max(...rounds.map((round) => round.cpuWaitPercent))
    const rawWayMs = Math.round((rawLimits.wsRoundTripMs.p95 + 2 * rawLimits.grpcRoundTripMs.p95) * 100) / 100
    return { rounds, rawLimits, rawWayMs, cpuWaitPercent, void: cpuWaitPercent > mostWaitPercent }
  } finally {
    await rig.stop()
  }
}

interface Called {
  readonly spans: readonly ToldSpan[]
  readonly repliesMs: readonly number[]
  readonly tookMs: number
  readonly waited: Readonly<Record<string, number>>
}

async function measureRound(rig: TurnRig, answer: Int16Array, prompts: PromptKind, calls: number, lengthMs: number): Promise<TurnRound> {
  const { spans, repliesMs, tookMs, waited } = await callAll(rig, answer, prompts, calls, lengthMs)
  const turns = turnsOf(spans)
  const [waitedLongest, waitedMs] = Object.entries(waited).reduce((worst, each) => (each[1] > worst[1] ? each : worst), ['', 0])
  return {
    calls,
    prompts,
    turns: turns.length,
    parts: Object.fromEntries(turnParts.map((part) => [part, spreadOf(turns.map((turn) => turn[part]))])) as Record<TurnPart, Spread>,
    greetingMs: spreadOf(greetingsOf(spans)),
    voiceToVoiceMs: spreadOf(repliesMs),
    speechPercent: Math.round((100 * turns.length * samplesToMs(answer.length)) / (calls * lengthMs)),
    cpuWaitPercent: waitPercent(waitedMs, tookMs),
    waitedLongest,
  }
}

async function callAll(rig: TurnRig, answer: Int16Array, prompts: PromptKind, calls: number, lengthMs: number): Promise<Called> {
  const clock = new LegClock()
  const from = performance.now()
  const before = rig.waitedMs()
  const made = await Promise.all(
    Array.from({ length: calls }, async (_, index) => {
      await wait((beginWithinMs * index) / calls)
      return oneCall(rig, { answer, flow: prompts, everyMs: calls === 1 ? 0 : samplesToMs(answer.length) / speechShare, lengthMs, clock })
    }),
  )
  const tookMs = performance.now() - from
  const after = rig.waitedMs()
  const waited = Object.fromEntries(Object.entries(after).map(([part, ms]) => [part, ms - (before[part] ?? 0)]))
  const spans = await rig.spans.take(new Set(made.map(({ traceId }) => traceId)), tellWithinMs)
  return { spans, repliesMs: made.flatMap((call) => call.repliesMs), tookMs, waited }
}

interface OneCall extends Omit<SpokenCallPlan, 'leg'> {
  readonly flow: PromptKind
  readonly clock: LegClock
}

async function oneCall(rig: TurnRig, { flow, clock, ...speaking }: OneCall): Promise<{ traceId: string; repliesMs: number[] }> {
  const run = String(Math.floor(Math.random() * 1_000_000)).padStart(6, '0')
  const { callId, mediaUrl } = await rig.api.createCall({ flow, variables: { [runVariable]: run } })
  const leg = await openCallLeg({ mediaUrl, channelId: `caller-${callId.slice(0, 20)}`, variables: {}, telephone: {}, clock, onIgnored: () => undefined })
  return { traceId: traceIdOf(callId), repliesMs: await speakInCall({ leg, ...speaking }) }
}
