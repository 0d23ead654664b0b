import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { open } from 'node:fs/promises'
import { pcmToMuLaw, sampleRateHz, sealedChunkBytes, sealedNonce, sealSaltBytes, sealTagBytes, writeSealedHeader } from '@callchart/protocol'

/** Seals a file of its own, chunk by chunk. @param key 32 bytes */
export function createSealer(key: Uint8Array, channelCount: 1 | 2) {
  const salt = randomBytes(sealSaltBytes)
  const header = writeSealedHeader({ channelCount, chunkBytes: sealedChunkBytes(channelCount), salt })
  let chunkCount = 0
  /** @param samples PCM16, channels interleaved: one second, but for the last chunk */
  const seal = (samples: Int16Array): Uint8Array => {
    const cipher = createCipheriv('aes-256-gcm', key, sealedNonce(salt, chunkCount), { authTagLength: sealTagBytes }).setAAD(header)
    chunkCount += 1
    return Buffer.concat([cipher.update(Uint8Array.from(samples, (sample) => pcmToMuLaw[sample & 0xffff] ?? 0)), cipher.final(), cipher.getAuthTag()])
  }
  return { header, seal }
}

/** Two channels that can be read from anywhere. */
export interface StereoSound {
  read(sample: number, into: Int16Array): Promise<void>
}

/** Writes the first samples of a sound as a bridge does with what it records. @param path must not be there yet @returns bytes of the file and their sha-256 in hex */
export async function sealSound(sound: StereoSound, sampleCount: number, key: Uint8Array, path: string): Promise<{ readonly bytes: number; readonly digest: string }> {
  const { header, seal } = createSealer(key, 2)
  const hash = createHash('sha256')
  const handle = await open(path, 'wx', 0o600)
  let bytes = 0
  const write = async (part: Uint8Array): Promise<void> => {
    hash.update(part)
    bytes += part.length
    await handle.writeFile(part)
  }
  try {
    await write(header)
    for (let at = 0; at < sampleCount; at += sampleRateHz) {
      const samples = new Int16Array(2 * Math.min(sampleRateHz, sampleCount - at))
      await sound.read(at, samples)
      await write(seal(samples))
    }
    await handle.datasync()
  } finally {
    await handle.close()
  }
  return { bytes, digest: hash.digest('hex') }
}
