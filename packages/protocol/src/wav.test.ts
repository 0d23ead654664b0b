import { expect, it } from 'vitest'
import { wavFile, wavHeaderBytes, type WavEncoding } from './wav.js'

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
