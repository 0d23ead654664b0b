import { expect, it } from 'vitest'
import { readRecording, recordingOf, wavOf } from './convert.js'

it('reads back what it wrote', () => {
  const recording = { samples: Float32Array.of(0, 0.5, -1, 1), sampleRateHz: 16_000 }
  const back = recordingOf(wavOf(recording))

  expect(back?.sampleRateHz).toBe(16_000)
  expect([...(back?.samples ?? [])].map((sample) => Math.round(sample * 100) / 100)).toEqual([0, 0.5, -1, 1])
  expect(recordingOf(new TextEncoder().encode('no audio'))).toBeUndefined()
})

it.each([
  ['tooLarge', { size: 11 * 1024 * 1024 } as Blob, async () => new Float32Array(1)],
  ['notAudio', new Blob(['%PDF']), async () => Promise.reject(new Error('EncodingError'))],
  ['empty', new Blob([]), async () => Promise.reject(new Error('EncodingError'))],
  ['empty', new Blob(['x']), async () => new Float32Array()],
  ['tooLong', new Blob(['x']), async () => new Float32Array(16_000 * 301)],
])('refuses a file: %s', async (fault, file, decode) => {
  await expect(readRecording(file, decode)).rejects.toMatchObject({ fault })
})
