import { frameSamples, msToSamples, muLawSilence, pcmToMuLaw } from '@callchart/protocol'
import { isQuiet } from '../audio/level.js'
import type { PlayoutTap } from '../speak/playout.js'

/** More than is ever on its way to a party, and what can still be changed: a power of two over 2 s. */
const ringSamples = 16_384
/**
 * The clock counts whole frames, and so does the journal: on the average half a frame has gone by since. Taken off, what is heard lies within
 * 20 ms of the facts that tell of it.
 */
const halfFrameSamples = frameSamples / 2
/** Less than this apart two times are the same: 5 ms. */
const sameSamples = 40
/** So far apart the clock has not caught up with a stall of the process, and soon will: 60 ms. */
const farSamples = 480
/** What stays far apart for so many messages is no stall. */
const strayLimit = 5

/**
 * What a party hears, on the clock of a recording. It is written when it is sent and belongs where it will be heard; sound is contiguous however
 * unevenly it was sent, and is set right against the clock in its silences.
 */
export class HeardTrack implements PlayoutTap {
  /** µ-law, as the file has it. */
  private readonly ring = new Uint8Array(ringSamples).fill(muLawSilence)
  /** Behind the last sample; 0 is the beginning of the recording. */
  private end = 0
  private endsQuietly = true
  /** Behind the last sound: it is never written over. */
  private soundEnd = 0
  private strayCount = 0

  /** @param nowSamples how far the recording is */
  constructor(private readonly nowSamples: () => number) {}

  sent(pcm: Int16Array, aheadMs: number): void {
    const quiet = isQuiet(pcm)
    const due = this.nowSamples() + msToSamples(aheadMs) - halfFrameSamples
    if (this.isAstray(due - this.end, aheadMs, quiet)) this.moveTo(Math.max(due, this.soundEnd))
    const { ring, end } = this
    for (let index = 0; index < pcm.length; index += 1) ring[(end + index) & (ringSamples - 1)] = pcmToMuLaw[(pcm[index] ?? 0) & 0xffff] ?? muLawSilence
    this.end += pcm.length
    this.endsQuietly = quiet
    if (!quiet) this.soundEnd = this.end
  }

  cleared(): void {
    this.moveTo(Math.min(this.end, this.nowSamples() - halfFrameSamples))
    this.endsQuietly = true
    this.soundEnd = Math.min(this.soundEnd, this.end)
  }

  /** Writes the frame from `at` on, once: its samples are silence from then on. @param target µ-law, each sample `stride` bytes behind the one before it, the first at `from` */
  take(at: number, target: Uint8Array, from: number, stride: number): void {
    const { ring, end } = this
    for (let index = 0, to = from; index < frameSamples; index += 1, to += stride) {
      const slot = (at + index) & (ringSamples - 1)
      target[to] = at + index < end ? (ring[slot] ?? muLawSilence) : muLawSilence
      ring[slot] = muLawSilence
    }
  }

  private isAstray(apart: number, aheadMs: number, quiet: boolean): boolean {
    const isFar = Math.abs(apart) > farSamples
    this.strayCount = isFar ? this.strayCount + 1 : 0
    // Before the first sound nothing can be torn; what comes when nothing was left to play has a gap before it.
    if (isFar) return this.soundEnd === 0 || this.strayCount >= strayLimit || (aheadMs === 0 && apart > 0)
    return Math.abs(apart) > sameSamples && (quiet || this.endsQuietly)
  }

  /** Ahead there is silence in between; back, what is behind is thrown away. */
  private moveTo(at: number): void {
    for (let index = at; index < this.end; index += 1) this.ring[index & (ringSamples - 1)] = muLawSilence
    this.end = at
  }
}
