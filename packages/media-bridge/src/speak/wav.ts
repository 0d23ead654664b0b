import { sampleRateHz } from '@callchart/protocol'

const headerBytes = 44
const pcmFormat = 1

/** Mono PCM16 at 8 kHz as a WAV file. */
export const encodeWav = (pcm: Int16Array): Buffer => {
  const file = Buffer.alloc(headerBytes + pcm.length * 2)
  file.write('RIFF', 0, 'latin1')
  file.writeUInt32LE(file.length - 8, 4)
  file.write('WAVEfmt ', 8, 'latin1')
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(pcmFormat, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(sampleRateHz, 24)
  file.writeUInt32LE(sampleRateHz * 2, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36, 'latin1')
  file.writeUInt32LE(pcm.length * 2, 40)
  // Every platform that Node runs on is little-endian, as WAV is.
  file.set(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength), headerBytes)
  return file
}

const isOurs = (file: Buffer): boolean =>
  file.length >= headerBytes &&
  file.toString('latin1', 0, 4) === 'RIFF' &&
  file.toString('latin1', 8, 16) === 'WAVEfmt ' &&
  file.readUInt16LE(20) === pcmFormat &&
  file.readUInt16LE(22) === 1 &&
  file.readUInt32LE(24) === sampleRateHz &&
  file.readUInt16LE(34) === 16 &&
  file.length % 2 === 0 &&
  file.readUInt32LE(40) === file.length - headerBytes

/** Reads what `encodeWav` wrote. @returns undefined for anything else, or a file that was cut */
export const decodeWav = (file: Buffer): Int16Array | undefined => {
  if (!isOurs(file)) return undefined
  return new Int16Array(file.buffer.slice(file.byteOffset + headerBytes, file.byteOffset + file.length) as ArrayBuffer)
}
