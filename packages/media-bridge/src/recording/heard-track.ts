import { frameSamples, msToSamples } from '@callchart/protocol'
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
/** So far apart sound is moved although it is heard: 60 ms. */
const farSamples = 480

/**
 * What a party hears, on the clock of a recording. It is written when it is sent and belongs where it will be heard; sound is contiguous however
 * unevenly it was sent, and is set right against the clock in its silences.
 */
export class HeardTrack implements PlayoutTap {
  private readonly ring = new Int16Array(ringSamples)
  /** Behind the last sample; 0 is the beginning of the recording. */
  private end = 0
  private endsQuietly = true

  /** @param nowSamples how far the recording is */
  constructor(private readonly nowSamples: () => number) {}

  sent(pcm: Int16Array, aheadMs: number): void {
    const quiet = isQuiet(pcm)
    const due = this.nowSamples() + msToSamples(aheadMs) - halfFrameSamples
    const apart = Math.abs(due - this.end)
    if (apart > farSamples || (apart > sameSamples && (quiet || this.endsQuietly))) this.moveTo(due)
    for (let index = 0; index < pcm.length; index += 1) this.ring[(this.end + index) & (ringSamples - 1)] = pcm[index] ?? 0
    this.end += pcm.length
    this.endsQuietly = quiet
  }

  cleared(): void {
    this.moveTo(Math.min(this.end, this.nowSamples() - halfFrameSamples))
    this.endsQuietly = true
  }

  /** The sample of a time, once: it is silence from then on. */
  take(at: number): number {
    const index = at & (ringSamples - 1)
    const sample = this.ring[index] ?? 0
    this.ring[index] = 0
    return at < this.end ? sample : 0
  }

  /** Ahead there is silence in between; back, what is behind is thrown away. */
  private moveTo(at: number): void {
    for (let index = at; index < this.end; index += 1) this.ring[index & (ringSamples - 1)] = 0
    this.end = at
  }
}
