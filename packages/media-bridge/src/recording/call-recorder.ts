import { frameSamples, muLawSilence, pcmToMuLaw, sealedChunkBytes } from '@callchart/protocol'
import { createDtmfDetector } from '../audio/dtmf-detector.js'
import { HeardTrack } from './heard-track.js'
import type { SealedEnd, SealedFile } from './sealed-file.js'

/** Of the caller, a power of two over what is held back. Kept as the file has it. */
const ringFrames = 32
/** What can still be silenced when a key turns out to have been pressed, and still be heard when it is late: half a second. */
const heldBackFrames = 25
/** Before a key is reported its tone may have been in the audio for so long; what is left of it fades within three frames. */
const keyBeforeFrames = 16
const keyAfterFrames = 3

/** Reasons why a frame is silence in the file. */
const silence = { none: 0, caller: 1, both: 2 } as const

/**
 * One recording: frame by frame to µ-law, second by second to its file. Nothing is allocated for a frame. The last half second is held back, so
 * that the tone of a key is silenced from its first sample on.
 */
export class CallRecorder {
  /** What the caller hears; absent where they are recorded alone. */
  readonly heard: HeardTrack | undefined
  private readonly caller = new Uint8Array(ringFrames * frameSamples)
  private readonly silences = new Uint8Array(ringFrames)
  private readonly chunk: Uint8Array
  private readonly keys = createDtmfDetector(() => this.pressed())
  private filled = 0
  private frameCount = 0
  private committedCount = 0
  private keyUntilFrame = 0
  private isMuted = false

  constructor(
    private readonly file: SealedFile,
    private readonly channelCount: 1 | 2,
  ) {
    this.chunk = new Uint8Array(sealedChunkBytes(channelCount))
    this.heard = channelCount === 2 ? new HeardTrack(() => this.frameCount * frameSamples) : undefined
  }

  /** Every 20 ms of the call's clock. @param frame mono PCM16, 160 samples at 8 kHz; copied */
  hear(frame: Int16Array): void {
    const slot = this.frameCount % ringFrames
    this.keep(frame, slot * frameSamples)
    this.silences[slot] = this.isMuted ? silence.both : silence.none
    this.frameCount += 1
    this.keys.hear(frame)
    if (this.keys.isPressed) this.keyUntilFrame = this.frameCount + keyAfterFrames
    if (this.frameCount <= this.keyUntilFrame) this.silences[slot] = Math.max(this.silences[slot] ?? 0, silence.caller)
    if (this.frameCount - this.committedCount > heldBackFrames) this.commit()
  }

  /** From the next frame on. */
  mute(isMuted: boolean): void {
    this.isMuted = isMuted
  }

  /** The caller pressed a key: its tone may be in the audio. */
  pressed(): void {
    for (let frame = Math.max(this.committedCount, this.frameCount - keyBeforeFrames); frame < this.frameCount; frame += 1) {
      const slot = frame % ringFrames
      this.silences[slot] = Math.max(this.silences[slot] ?? 0, silence.caller)
    }
    this.keyUntilFrame = this.frameCount + keyAfterFrames
  }

  end(): SealedEnd {
    while (this.committedCount < this.frameCount) this.commit()
    this.file.append(this.chunk.subarray(0, this.filled))
    return this.file.end()
  }

  private commit(): void {
    const slot = this.committedCount % ringFrames
    const silenced = this.silences[slot] ?? silence.none
    if (silenced === silence.none) this.putCaller(slot * frameSamples)
    else this.putSilence(0)
    this.heard?.take(this.committedCount * frameSamples, this.chunk, this.filled + 1, this.channelCount)
    if (silenced === silence.both && this.heard !== undefined) this.putSilence(1)
    this.filled += this.channelCount * frameSamples
    this.committedCount += 1
    // A second is whole frames: none lies in two chunks.
    if (this.filled < this.chunk.length) return
    this.file.append(this.chunk)
    this.filled = 0
  }

  private keep(frame: Int16Array, at: number): void {
    const { caller } = this
    for (let index = 0; index < frameSamples; index += 1) caller[at + index] = pcmToMuLaw[(frame[index] ?? 0) & 0xffff] ?? muLawSilence
  }

  /** @param from where the frame begins in what is held back */
  private putCaller(from: number): void {
    const { caller, chunk, channelCount } = this
    for (let index = from, at = this.filled; index < from + frameSamples; index += 1, at += channelCount) chunk[at] = caller[index] ?? muLawSilence
  }

  private putSilence(channel: number): void {
    const { chunk, channelCount } = this
    for (let index = 0, at = this.filled + channel; index < frameSamples; index += 1, at += channelCount) chunk[at] = muLawSilence
  }
}
