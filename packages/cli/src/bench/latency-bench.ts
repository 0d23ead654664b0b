import type { CallReport } from '../caller/call-report.js'
import { placeCall } from '../caller/place-call.js'
import type { ReadyStep } from '../caller/scripted-caller.js'
import { percentile, spreadOf, type Spread } from './percentiles.js'
import { measureRawLimits, type RawLimits } from './raw-limits.js'

export interface LatencyBenchPlan {
  readonly url: string
  readonly flow: string
  /** What the caller answers in every turn. */
  readonly answer: ReadyStep
  readonly turns: number
  readonly turnsPerCall: number
  readonly note: (line: string) => void
}

export interface LatencyBenchResult {
  readonly turns: number
  readonly calls: number
  /** First prompt frame heard after MEDIA_START. */
  readonly greetingMs: Spread
  /** First reply frame heard − last speech sample. */
  readonly voiceToVoiceMs: Spread
  /** The same without the silence that ends an utterance. */
  readonly replyWithoutEndpointMs: Spread
  readonly endpointSilenceMs: Spread
  readonly rawLimits: RawLimits
  /** p95 of the reply without endpoint silence against p95 of the bare way: one WebSocket and two gRPC round trips. */
  readonly rawWayMs: number
  readonly ratio: number
  readonly problems: readonly string[]
}

/** One call at a time, after one that fills the prompt cache. */
export async function benchLatency(plan: LatencyBenchPlan): Promise<LatencyBenchResult> {
  plan.note('measuring the raw limits of this machine')
  const rawLimits = await measureRawLimits()
  await oneCall(plan, 2)
  const reports: CallReport[] = []
  for (let done = 0; done < plan.turns; done += plan.turnsPerCall) {
    const report = await oneCall(plan, Math.min(plan.turnsPerCall, plan.turns - done))
    reports.push(report)
    plan.note(`${Math.min(plan.turns, done + plan.turnsPerCall)} of ${plan.turns} turns`)
  }
  return summarise(reports, rawLimits)
}

const oneCall = ({ url, flow, answer }: LatencyBenchPlan, turns: number): Promise<CallReport> =>
  placeCall({ url, request: { flow }, patienceMs: 20_000, steps: Array.from({ length: turns }, () => answer) })

export function summarise(reports: readonly CallReport[], rawLimits: RawLimits): LatencyBenchResult {
  const replies = reports.flatMap(({ latencyMs }) => latencyMs.replies)
  const known = replies.flatMap(({ ms, endpointSilenceMs }) => (endpointSilenceMs === null ? [] : [{ ms, endpointSilenceMs }]))
  const withoutEndpoint = known.map(({ ms, endpointSilenceMs }) => ms - endpointSilenceMs)
  const rawWayMs = Math.round((rawLimits.wsRoundTripMs.p95 + 2 * rawLimits.grpcRoundTripMs.p95) * 100) / 100
  return {
    turns: replies.length,
    calls: reports.length,
    greetingMs: spreadOf(reports.flatMap(({ latencyMs }) => (latencyMs.greeting === null ? [] : [latencyMs.greeting]))),
    voiceToVoiceMs: spreadOf(replies.map(({ ms }) => ms)),
    replyWithoutEndpointMs: spreadOf(withoutEndpoint),
    endpointSilenceMs: spreadOf(known.map(({ endpointSilenceMs }) => endpointSilenceMs)),
    rawLimits,
    rawWayMs,
    ratio: Math.round((percentile(withoutEndpoint, 95) / rawWayMs) * 10) / 10,
    problems: reports.flatMap(({ problems }) => problems.map(({ code, message }) => `${code}: ${message}`)),
  }
}

const row = (name: string, { p50, p95, p99, count }: Spread): string =>
  `${name.padEnd(34)}${[p50, p95, p99].map((value) => value.toFixed(1).padStart(9)).join('')}${String(count).padStart(7)}`

export function describeResult(result: LatencyBenchResult): string {
  return [
    `${'ms'.padEnd(34)}      p50      p95      p99  count`,
    row('greeting after MEDIA_START', result.greetingMs),
    row('reply − endpoint silence', result.replyWithoutEndpointMs),
    row('endpoint silence', result.endpointSilenceMs),
    row('voice to voice', result.voiceToVoiceMs),
    row('raw: WebSocket round trip', result.rawLimits.wsRoundTripMs),
    row('raw: gRPC round trip', result.rawLimits.grpcRoundTripMs),
    `reply − endpoint silence, p95, is ${result.ratio} times the raw way (one WebSocket and two gRPC round trips, ${result.rawWayMs} ms)`,
    ...result.problems.map((problem) => `problem: ${problem}`),
    '',
  ].join('\n')
}
