import { frameSamples } from '@callchart/protocol'
import type { WireCodec } from './wire-codec.js'

/** Frames in one message: 25 of slin16 are 16 kB, which every switch takes. */
const maxFramesPerSend = 25

/** Bytes that all legs use in turn, each until they have left: by their number. */
const scratches = new Map<number, Buffer>()

const scratchOf = (byteCount: number): Buffer => {
  const scratch = scratches.get(byteCount) ?? Buffer.alloc(byteCount)
  scratches.set(byteCount, scratch)
  return scratch
}

/** They have not left yet: whoever sends next uses other memory. */
export const leaveBytes = (bytes: Buffer): void => {
  if (scratches.get(bytes.length) === bytes) scratches.delete(bytes.length)
}

/** Turns what a party is to hear into bytes of the line. */
export class AudioWriter {
  constructor(private readonly codec: WireCodec) {}

  /**
   * @param pcm whole frames of 160 samples, 25 at most
   * @param isKept the bytes outlive the next call of any leg, so they are memory of their own
   */
  encode(pcm: Int16Array, isKept: boolean): Buffer {
    const { codec } = this
    const frameCount = pcm.length / frameSamples
    const byteCount = frameCount * codec.frameBytes
    const bytes = isKept || frameCount > maxFramesPerSend ? Buffer.allocUnsafe(byteCount) : scratchOf(byteCount)
    for (let index = 0; index < frameCount; index += 1) codec.encode(pcm, index * frameSamples, bytes, index * codec.frameBytes)
    return bytes
  }
}
