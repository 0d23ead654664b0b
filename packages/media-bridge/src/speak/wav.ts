import { sampleRateHz, wavFile, wavHeaderBytes } from '@callchart/protocol'

const pcmFormat = 1

/** Mono PCM16 at 8 kHz as a WAV file. */
export const encodeWav = (pcm: Int16Array): Uint8Array =>
  wavFile(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength), sampleRateHz, 'linear16')

const isOurs = (file: Buffer): boolean =>
  file.length >= wavHeaderBytes &&
  file.toString('latin1', 0, 4) === 'RIFF' &&
  file.toString('latin1', 8, 16) === 'WAVEfmt ' &&
  file.readUInt16LE(20) === pcmFormat &&
  file.readUInt16LE(22) === 1 &&
  file.readUInt32LE(24) === sampleRateHz &&
  file.readUInt16LE(34) === 16 &&
  file.length % 2 === 0 &&
  file.readUInt32LE(40) === file.length - wavHeaderBytes

/** Reads what `encodeWav` wrote. @returns undefined for anything else, or a file that was cut */
export const decodeWav = (file: Buffer): Int16Array | undefined => {
  if (!isOurs(file)) return undefined
  return new Int16Array(file.buffer.slice(file.byteOffset + wavHeaderBytes, file.byteOffset + file.length) as ArrayBuffer)
}
