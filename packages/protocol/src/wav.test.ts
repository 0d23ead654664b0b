import { expect, it } from 'vitest'
import { readWav, wavFile, wavHeaderBytes, type WavEncoding } from './wav.js'

const fieldsOf = (file: Uint8Array): Record<string, number | string> => {
  const view = new DataView(file.buffer)
  const text = (at: number, length: number): string => String.fromCharCode(...file.subarray(at, at + length))
  return {
    riff: `${text(0, 4)} ${text(8, 8)}${text(36, 4)}`,
    afterRiff: view.getUint32(4, true),
    format: view.getUint16(20, true),
    channels: view.getUint16(22, true),
    sampleRateHz: view.getUint32(24, true),
    bytesASecond: view.getUint32(28, true),
    bytesASample: view.getUint16(32, true),
    bitsASample: view.getUint16(34, true),
    audioBytes: view.getUint32(40, true),
  }
}

it.each<[WavEncoding, number, number]>([
  ['linear16', 1, 2],
  ['alaw', 6, 1],
  ['mulaw', 7, 1],
])('writes %s as WAVE format %i of %i bytes a sample, the audio unchanged', (encoding, format, bytes) => {
  const audio = Uint8Array.from([1, 2, 3, 4])
  const file = wavFile(audio, 8_000, encoding)
  expect(fieldsOf(file)).toEqual({
    riff: 'RIFF WAVEfmt data',
    afterRiff: file.length - 8,
    format,
    channels: 1,
    sampleRateHz: 8_000,
    bytesASecond: 8_000 * bytes,
    bytesASample: bytes,
    bitsASample: bytes * 8,
    audioBytes: 4,
  })
  expect(file.subarray(wavHeaderBytes)).toEqual(audio)
})

it('reads back what was written, and past chunks that it does not know', () => {
  const audio = Uint8Array.of(1, 2, 3, 4)
  const file = wavFile(audio, 16_000, 'linear16')
  const note = Uint8Array.of(...new TextEncoder().encode('LIST'), 3, 0, 0, 0, 7, 7, 7, 0)
  const noted = Uint8Array.of(...file.subarray(0, 36), ...note, ...file.subarray(36))

  expect(readWav(file)).toEqual({ sampleRateHz: 16_000, channelCount: 1, bitCount: 16, audio })
  expect(readWav(noted)?.audio).toEqual(audio)
})

it.each([
  ['nothing', Uint8Array.of()],
  ['a text', new TextEncoder().encode('RIFF, that is no audio at all')],
  ['another format', wavFile(Uint8Array.of(1, 2), 8_000, 'alaw')],
  ['a file that was cut', wavFile(Uint8Array.of(1, 2, 3, 4), 8_000, 'linear16').subarray(0, 46)],
  ['a header alone', wavFile(Uint8Array.of(1, 2), 8_000, 'linear16').subarray(0, 36)],
])('reads no audio out of %s', (_, file) => {
  expect(readWav(file)).toBeUndefined()
})
