/** WAVE format codes, RFC 2361. */
const formats = { linear16: { code: 1, bytes: 2 }, alaw: { code: 6, bytes: 1 }, mulaw: { code: 7, bytes: 1 } } as const

export type WavEncoding = keyof typeof formats

export const wavHeaderBytes = 44

const ascii = (header: DataView, at: number, text: string): void => {
  for (let index = 0; index < text.length; index += 1) header.setUint8(at + index, text.charCodeAt(index))
}

/**
 * Mono audio, little-endian, as a WAV file: a RIFF header of `wavHeaderBytes` and the audio as it is.
 * @param sampleRateHz samples a second
 */
export function wavFile(audio: Uint8Array, sampleRateHz: number, encoding: WavEncoding): Uint8Array {
  const { code, bytes } = formats[encoding]
  const file = new Uint8Array(wavHeaderBytes + audio.length)
  const header = new DataView(file.buffer)
  ascii(header, 0, 'RIFF')
  header.setUint32(4, file.length - 8, true)
  ascii(header, 8, 'WAVEfmt ')
  header.setUint32(16, 16, true)
  header.setUint16(20, code, true)
  header.setUint16(22, 1, true)
  header.setUint32(24, sampleRateHz, true)
  header.setUint32(28, sampleRateHz * bytes, true)
  header.setUint16(32, bytes, true)
  header.setUint16(34, bytes * 8, true)
  ascii(header, 36, 'data')
  header.setUint32(40, audio.length, true)
  file.set(audio, wavHeaderBytes)
  return file
}
