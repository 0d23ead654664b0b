import type { TranscriptEntry } from '@callchart/protocol'
import { expect, it } from 'vitest'
import { latencyOf } from './turn-latency.js'

const entry = (who: TranscriptEntry['who'], startMs: number, endMs: number, more: Partial<TranscriptEntry> = {}): TranscriptEntry => ({ who, text: who, startMs, endMs, ...more })

it('is the time from the last sound of the caller to the first of the answer', () => {
  const transcript = [entry('bot', 0, 1_000), entry('caller', 1_500, 2_000, { endpointSilenceMs: 350 }), entry('system', 2_000, 2_000), entry('bot', 2_800, 4_000), entry('bot', 4_100, 5_000)]

  expect(transcript.map((_, index) => latencyOf(transcript, index))).toEqual([undefined, undefined, undefined, { ms: 800, endpointSilenceMs: 350 }, undefined])
})

it('is none where the bot spoke before the caller had finished', () => {
  expect(latencyOf([entry('caller', 0, 900), entry('bot', 800, 2_000)], 1)).toBeUndefined()
})
