import { frameSamples } from '@callchart/protocol'
import type { WireCodec } from './wire-codec.js'

/** Frames in one message: 25 of slin16 are 16 kB, which every switch takes. */
const maxFramesPerSend = 25

/** Turns what a party is to hear into bytes of the line. */
export class AudioWriter {
  /** Views of one scratch buffer, by the number of frames in them. */
  private readonly views: readonly Buffer[]

  constructor(private readonly codec: WireCodec) {
    const scratch = Buffer.alloc(maxFramesPerSend * codec.frameBytes)
    this.views = Array.from({ length: maxFramesPerSend + 1 }, (_, frames) => scratch.subarray(0, frames * codec.frameBytes))
  }

  /**
   * @param pcm whole frames of 160 samples, 25 at most
   * @param isKept the bytes outlive the next call, so they are memory of their own
   */
  encode(pcm: Int16Array, isKept: boolean): Buffer {
    const { codec } = this
    const frameCount = pcm.length / frameSamples
    const view = isKept ? undefined : this.views[frameCount]
    const bytes = view ?? Buffer.allocUnsafe(frameCount * codec.frameBytes)
    for (let index = 0; index < frameCount; index += 1) codec.encode(pcm, index * frameSamples, bytes, index * codec.frameBytes)
    return bytes
  }
}
