import { createDecipheriv } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { muLawToPcm, readSealedHeader, sealedChunkOf, sealedHeaderBytes, sealedLayout, sealedNonce, sealTagBytes } from '@callchart/protocol'

/** Samples of each channel of a sealed recording. @throws where it is none, or the key is another */
export function unsealed(path: string, key: Uint8Array): Int16Array[] {
  const file = readFileSync(path)
  const header = readSealedHeader(file)
  if (header === undefined) throw new Error('no sealed recording')
  const layout = sealedLayout(file.length, header)
  const audio = Buffer.concat(
    Array.from({ length: layout.chunkCount }, (_, chunk) => {
      const { from, bytes } = sealedChunkOf(chunk, header, layout)
      const decipher = createDecipheriv('aes-256-gcm', key, sealedNonce(header.salt, chunk))
      decipher.setAAD(file.subarray(0, sealedHeaderBytes)).setAuthTag(file.subarray(from + bytes - sealTagBytes, from + bytes))
      return Buffer.concat([decipher.update(file.subarray(from, from + bytes - sealTagBytes)), decipher.final()])
    }),
  )
  const { channelCount } = header
  return Array.from({ length: channelCount }, (_, channel) => Int16Array.from({ length: audio.length / channelCount }, (_, index) => muLawToPcm[audio[index * channelCount + channel] ?? 0] ?? 0))
}
