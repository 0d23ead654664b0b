import { describe, expect, it } from 'vitest'
import type { CallReport } from '../caller/call-report.js'
import { describeResult, summarise } from './latency-bench.js'
import { percentile, spreadOf } from './percentiles.js'
import { measureRawLimits } from './raw-limits.js'

const report = (greeting: number | null, ...replies: [number, number | null][]): CallReport => ({
  callId: 'c',
  flow: 'f',
  version: 'v',
  disposition: 'caller-hung-up',
  path: [],
  transcript: [],
  transfer: null,
  latencyMs: { greeting, replies: replies.map(([ms, endpointSilenceMs]) => ({ ms, endpointSilenceMs })), bargeInStop: [] },
  problems: greeting === null ? [{ code: 'CLI_CALL_STUCK', message: 'nothing heard' }] : [],
})

describe('percentiles', () => {
  it('are values of the list, by nearest rank', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index)

    expect([percentile(values, 50), percentile(values, 95), percentile(values, 99), percentile([7], 1)]).toEqual([50, 95, 99, 7])
    expect(percentile([], 50)).toBeNaN()
    expect(spreadOf([1.006, 2])).toEqual({ p50: 1.01, p95: 2, p99: 2, count: 2 })
  })
})

describe('the latency bench', () => {
  const spread = { p50: 1, p95: 2, p99: 3, count: 10 }
  const limits = { wsRoundTripMs: spread, grpcRoundTripMs: spread }

  it('takes the endpoint silence off each reply and compares with the bare way', () => {
    const result = summarise([report(40, [400, 350], [420, 350]), report(60, [800, 700], [900, null]), report(null)], limits)

    expect(result).toMatchObject({
      turns: 4,
      calls: 3,
      greetingMs: { p50: 40, p95: 60, count: 2 },
      voiceToVoiceMs: { p50: 420, p95: 900, count: 4 },
      replyWithoutEndpointMs: { p50: 70, p95: 100, count: 3 },
      rawWayMs: 6,
      ratio: 16.7,
      problems: ['CLI_CALL_STUCK: nothing heard'],
    })
    expect(describeResult(result)).toContain('16.7 times the raw way')
  })

  it('measures what this machine does at best', async () => {
    const { wsRoundTripMs, grpcRoundTripMs } = await measureRawLimits()

    expect([wsRoundTripMs.count, grpcRoundTripMs.count]).toEqual([250, 500])
    expect(wsRoundTripMs.p50).toBeGreaterThan(0)
    expect(grpcRoundTripMs.p50).toBeGreaterThan(0)
  })
})
