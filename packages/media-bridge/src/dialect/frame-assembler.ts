import { frameSamples } from '@callchart/protocol'
import type { WireCodec } from './wire-codec.js'

export interface FrameAssembler {
  /**
   * Cuts bytes of any length into whole frames; the rest waits for the next call. Half a sample is dropped, since it
   * would shift every later sample by a byte.
   * @returns false when the bytes were not whole frames
   */
  push(bytes: Uint8Array): boolean
}

/** @param emit gets 160 samples of mono PCM16 at 8 kHz, in a buffer that is used again */
export const createFrameAssembler = (codec: WireCodec, emit: (pcm: Int16Array) => void): FrameAssembler => {
  const { frameBytes, sampleBytes } = codec
  const frame = new Int16Array(frameSamples)
  const rest = new Uint8Array(frameBytes)
  let restBytes = 0

  const emitAt = (bytes: Uint8Array, at: number): void => {
    codec.decode(bytes, at, frame)
    emit(frame)
  }

  const keep = (bytes: Uint8Array, from: number, to: number): void => {
    for (let at = from; at < to; at += 1) rest[restBytes + at - from] = bytes[at] ?? 0
    restBytes += to - from
  }

  return {
    push(bytes) {
      const usable = bytes.length - (bytes.length % sampleBytes)
      const wanted = restBytes === 0 ? 0 : Math.min(frameBytes - restBytes, usable)
      if (wanted > 0) {
        keep(bytes, 0, wanted)
        if (restBytes === frameBytes) {
          emitAt(rest, 0)
          restBytes = 0
        }
      }
      let at = wanted
      for (; at + frameBytes <= usable; at += frameBytes) emitAt(bytes, at)
      if (at < usable) keep(bytes, at, usable)
      return bytes.length % frameBytes === 0
    },
  }
}
