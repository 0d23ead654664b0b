import type { CallStep, CallView } from '@callchart/protocol'
import { expect, it } from 'vitest'
import { placeOf, recordingClock, stepAtPlace } from './recording-clock.js'

const steps = [1_000, 3_000, 7_000].map((atMs) => ({ atMs })) as CallStep[]
const view = {
  startedAt: '2026-01-01T00:00:00.000Z',
  cdr: [{ answeredAt: '2026-01-01T00:00:01.000Z' }],
  recordings: [{ fromMs: 4_000, toMs: 5_000, state: 'ended' }, { fromMs: 1_500, toMs: 2_500, state: 'ended' }],
} as unknown as CallView

it('finds the moment of a call in its recording, and the step of what is heard', () => {
  const clock = recordingClock(view)
  if (clock === undefined) throw new Error('no recording')

  expect(clock).toEqual({ fromMs: 1_500, offsetMs: 1_000 })
  expect([placeOf(4_000, clock), placeOf(0, clock)]).toEqual([2.5, 0])
  expect([0, 0.4, 0.6, 4.4, 4.6, 100].map((seconds) => stepAtPlace(steps, seconds, clock))).toEqual([0, 0, 1, 1, 2, 2])
})

it('has none where nothing was recorded', () => {
  const { recordings: _recordings, ...none } = view

  expect(recordingClock(none)).toBeUndefined()
  expect(recordingClock({ ...view, recordings: [{ recordingId: 'r', fromMs: 0, gaps: [], state: 'cut', fault: 'no-storage' }] })).toBeUndefined()
})
