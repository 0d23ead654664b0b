/** WAVE format codes, RFC 2361. */
const formats = { linear16: { code: 1, bytes: 2 }, alaw: { code: 6, bytes: 1 }, mulaw: { code: 7, bytes: 1 } } as const

export type WavEncoding = keyof typeof formats

export const wavHeaderBytes = 44

const ascii = (header: DataView, at: number, text: string): void => {
  for (let index = 0; index < text.length; index += 1) header.setUint8(at + index, text.charCodeAt(index))
}

export interface WavShape {
  /** Samples a second, of each channel. */
  readonly sampleRateHz: number
  readonly encoding: WavEncoding
  /** Absent: 1. */
  readonly channelCount?: number
}

/** The RIFF header of so much audio: with the audio behind it, little-endian and its channels interleaved, it is a WAV file. */
export function wavHeader(audioBytes: number, { sampleRateHz, encoding, channelCount = 1 }: WavShape): Uint8Array {
  const { code, bytes } = formats[encoding]
  const file = new Uint8Array(wavHeaderBytes)
  const header = new DataView(file.buffer)
  ascii(header, 0, 'RIFF')
  header.setUint32(4, wavHeaderBytes + audioBytes - 8, true)
  ascii(header, 8, 'WAVEfmt ')
  header.setUint32(16, 16, true)
  header.setUint16(20, code, true)
  header.setUint16(22, channelCount, true)
  header.setUint32(24, sampleRateHz, true)
  header.setUint32(28, sampleRateHz * bytes * channelCount, true)
  header.setUint16(32, bytes * channelCount, true)
  header.setUint16(34, bytes * 8, true)
  ascii(header, 36, 'data')
  header.setUint32(40, audioBytes, true)
  return file
}

/**
 * Mono audio, little-endian, as a WAV file: a RIFF header of `wavHeaderBytes` and the audio as it is.
 * @param sampleRateHz samples a second
 */
export function wavFile(audio: Uint8Array, sampleRateHz: number, encoding: WavEncoding): Uint8Array {
  const file = new Uint8Array(wavHeaderBytes + audio.length)
  file.set(wavHeader(audio.length, { sampleRateHz, encoding }))
  file.set(audio, wavHeaderBytes)
  return file
}

/** Linear PCM as a WAV file holds it: its samples are interleaved where there are several channels. */
export interface WavAudio {
  readonly sampleRateHz: number
  readonly channelCount: number
  readonly bitCount: number
  /** A view into the file. */
  readonly audio: Uint8Array
}

const fourLetters = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3))

/** Reads a WAV file of linear PCM, whatever further chunks it has. @returns undefined for anything else, and for a file that was cut */
export function readWav(file: Uint8Array): WavAudio | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  if (file.length < 12 || fourLetters(view, 0) !== 'RIFF' || fourLetters(view, 8) !== 'WAVE') return undefined
  let format: Omit<WavAudio, 'audio'> | undefined
  for (let at = 12; at + 8 <= file.length; ) {
    const bytes = view.getUint32(at + 4, true)
    const name = fourLetters(view, at)
    const from = at + 8
    if (name === 'fmt ') {
      if (bytes < 16 || from + 16 > file.length || view.getUint16(from, true) !== formats.linear16.code) return undefined
      format = { channelCount: view.getUint16(from + 2, true), sampleRateHz: view.getUint32(from + 4, true), bitCount: view.getUint16(from + 14, true) }
    }
    if (name === 'data') return format === undefined || from + bytes > file.length ? undefined : { ...format, audio: file.subarray(from, from + bytes) }
    at = from + bytes + (bytes & 1)
  }
  return undefined
}
