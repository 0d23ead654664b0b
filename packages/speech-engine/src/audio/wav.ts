/** WAVE format codes, RFC 2361. */
const formats = { linear16: { code: 1, bytes: 2 }, alaw: { code: 6, bytes: 1 }, mulaw: { code: 7, bytes: 1 } } as const

/** Mono audio behind a RIFF header. */
export function withWavHeader(audio: Uint8Array, sampleRateHz: number, encoding: keyof typeof formats): Buffer {
  const { code, bytes } = formats[encoding]
  const header = Buffer.alloc(44)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(36 + audio.length, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(code, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(sampleRateHz, 24)
  header.writeUInt32LE(sampleRateHz * bytes, 28)
  header.writeUInt16LE(bytes, 32)
  header.writeUInt16LE(bytes * 8, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(audio.length, 40)
  return Buffer.concat([header, audio])
}
