import { expect, it } from 'vitest'
import { callerLegId, frameSamples, msToSamples, samplesToMs } from './index.js'

it('counts 160 samples in a frame of 20 ms', () => {
  expect(frameSamples).toBe(160)
  expect(samplesToMs(frameSamples)).toBe(20)
  expect(msToSamples(20)).toBe(frameSamples)
  expect(callerLegId).toBe('caller')
})
