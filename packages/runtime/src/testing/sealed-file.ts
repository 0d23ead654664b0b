import { createCipheriv, randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { pcmToMuLaw, sealedChunkBytes, sealedNonce, sealSaltBytes, writeSealedHeader } from '@callchart/protocol'

/** Writes a recording as a bridge seals it. @param samples channels interleaved @param key base64 @returns bytes of the file */
export function writeSealed(path: string, key: string, channelCount: 1 | 2, samples: Int16Array): Buffer {
  const salt = randomBytes(sealSaltBytes)
  const chunkBytes = sealedChunkBytes(channelCount)
  const header = writeSealedHeader({ channelCount, chunkBytes, salt })
  const audio = Uint8Array.from(samples, (sample) => pcmToMuLaw[sample & 0xffff] ?? 0)
  const chunks = Array.from({ length: Math.ceil(audio.length / chunkBytes) }, (_, chunk) => {
    const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64'), sealedNonce(salt, chunk)).setAAD(header)
    return Buffer.concat([cipher.update(audio.subarray(chunk * chunkBytes, (chunk + 1) * chunkBytes)), cipher.final(), cipher.getAuthTag()])
  })
  const file = Buffer.concat([header, ...chunks])
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, file)
  return file
}
