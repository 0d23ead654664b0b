import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { sealedChunkBytes } from '@callchart/protocol'
import { createSealer } from '../recordings/seal-sound.js'

/** Writes a recording as a bridge seals it. @param samples channels interleaved @param key base64 @returns bytes of the file */
export function writeSealed(path: string, key: string, channelCount: 1 | 2, samples: Int16Array): Buffer {
  const { header, seal } = createSealer(Buffer.from(key, 'base64'), channelCount)
  const chunkSamples = sealedChunkBytes(channelCount)
  const chunks = Array.from({ length: Math.ceil(samples.length / chunkSamples) }, (_, chunk) => seal(samples.subarray(chunk * chunkSamples, (chunk + 1) * chunkSamples)))
  const file = Buffer.concat([header, ...chunks])
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, file)
  return file
}
