import type { TranscriptEntry } from '@callchart/protocol'
import { describe, expect, it } from 'vitest'
import { measureLatency, type CallSound } from './latency.js'

const at = (ms: number): number => ms * 8
const run = (startMs: number, endMs: number) => ({ start: at(startMs), end: at(endMs) })
const spoken = (startMs: number, endMs: number, interrupts = false) => ({ firstSample: at(startMs), lastSample: at(endMs), interrupts })
const utterance = (endMs: number, endpointSilenceMs?: number): TranscriptEntry => ({
  who: 'caller',
  text: 'yes',
  startMs: endMs - 500,
  endMs,
  ...(endpointSilenceMs === undefined ? {} : { endpointSilenceMs }),
})
const sound = (parts: Partial<CallSound>): CallSound => ({
  runs: [],
  flushes: [],
  spoken: [],
  lastHeardUntil: (sample) =>
    (parts.runs ?? []).reduce((last, { start, end }) => (start <= sample ? Math.max(last, Math.min(end, sample)) : last), -1),
  ...parts,
})

describe('latency on the clock of the caller', () => {
  it('greets with the first sample heard', () => {
    expect(measureLatency(sound({ runs: [run(83, 2_000)] }), []).greeting).toBe(83)
    expect(measureLatency(sound({}), []).greeting).toBeNull()
  })

  it('replies with the first sample heard after the last one said, and tells the endpoint silence of that utterance', () => {
    const heard = sound({
      runs: [run(100, 2_000), run(4_400, 6_000), run(8_900, 9_500)],
      spoken: [spoken(3_000, 4_000), spoken(7_500, 8_000)],
    })

    const { replies } = measureLatency(heard, [
      utterance(3_980, 350),
      { who: 'bot', text: 'x', startMs: 4_400, endMs: 6_000 },
      utterance(8_010, 700),
    ])

    expect(replies).toEqual([
      { ms: 400, endpointSilenceMs: 350 },
      { ms: 900, endpointSilenceMs: 700 },
    ])
  })

  it('has no endpoint silence where nobody reports one for that time', () => {
    const heard = sound({ runs: [run(4_400, 6_000)], spoken: [spoken(3_000, 4_000)] })

    expect(measureLatency(heard, [utterance(9_000, 350), utterance(4_000)]).replies).toEqual([{ ms: 400, endpointSilenceMs: null }])
  })

  it('counts no reply to what was left unanswered', () => {
    const heard = sound({ runs: [run(7_000, 8_000)], spoken: [spoken(1_000, 2_000), spoken(4_000, 5_000)] })

    expect(measureLatency(heard, []).replies).toEqual([{ ms: 2_000, endpointSilenceMs: null }])
  })

  it('stops at the last sample heard before the queue was thrown away', () => {
    const heard = sound({
      runs: [run(100, 1_380), run(2_600, 4_000)],
      flushes: [{ atSample: at(1_400), frames: 40 }],
      spoken: [spoken(900, 1_800, true)],
    })

    expect(measureLatency(heard, []).bargeInStop).toEqual([480])
  })

  it('counts what still played after the flush while the caller spoke', () => {
    const heard = sound({ runs: [run(100, 1_700)], flushes: [{ atSample: at(1_400), frames: 40 }], spoken: [spoken(900, 1_800, true)] })

    expect(measureLatency(heard, []).bargeInStop).toEqual([800])
  })

  it('knows no stop where nothing was thrown away', () => {
    const heard = sound({ runs: [run(100, 5_000)], flushes: [{ atSample: at(9_000), frames: 1 }], spoken: [spoken(900, 1_800, true)] })

    expect(measureLatency(heard, []).bargeInStop).toEqual([null])
  })
})
