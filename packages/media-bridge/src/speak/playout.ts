import { frameMs, frameSamples, msToSamples, samplesToMs } from '@callchart/protocol'
import type { CallAudio } from '../dialect/call-audio.js'

/** What was sent of late, for the far end of an echo: a power of two over half a second, more than a prompt or music is ever ahead and the frame that is heard. */
const historySamples = 4_096
/** A mark that does not come back this long after its audio must be over was lost. */
const lostMarkMs = 2_000

export type MarkEnd = 'played' | 'cleared' | 'lost'

interface OpenMark {
  readonly id: number
  /** Samples sent before it. */
  readonly at: number
  readonly ended: (end: MarkEnd) => void
}

/** Is told everything that a party is given to hear. */
export interface PlayoutTap {
  /** @param aheadMs until its first sample is heard @param pcm read before it returns */
  sent(pcm: Int16Array, aheadMs: number): void
  /** What was not heard yet never will be. */
  cleared(): void
}

/**
 * What one party was given to hear, and how much of it is still queued at its switch. The switch does not say; but it plays a
 * frame every 20 ms, so the queue is what was sent less the time gone by, set right whenever a mark comes back.
 */
export class Playout {
  private sentSamples = 0
  /** Behind the last sample that may be sound. */
  private soundEnd = 0
  /** Up to here the switch has played everything or thrown it away: a mark or a flush of ours says so. */
  private overEnd = 0
  /** When the switch has played everything. */
  private emptyAtMs = 0
  private readonly history = new Int16Array(historySamples)
  private readonly farEnd = new Int16Array(frameSamples)
  private readonly marks: OpenMark[] = []
  private nextMarkId = 1
  private isHeld = false
  private readonly taps = new Set<PlayoutTap>()

  constructor(
    private readonly audio: CallAudio,
    private readonly nowMs: () => number,
  ) {}

  /** True while the switch takes no more. */
  get held(): boolean {
    return this.isHeld
  }

  hold(isHeld: boolean): void {
    this.isHeld = isHeld
  }

  /** The tap is told at once what is still to be heard. @returns takes it off */
  tapInto(tap: PlayoutTap): () => void {
    const waiting = new Int16Array(Math.min(historySamples, msToSamples(this.aheadMs())))
    for (let index = 0; index < waiting.length; index += 1) waiting[index] = this.history[(this.sentSamples - waiting.length + index) % historySamples] ?? 0
    tap.sent(waiting, 0)
    this.taps.add(tap)
    return () => this.taps.delete(tap)
  }

  /** Milliseconds of sent audio that are not heard yet. */
  aheadMs(): number {
    return Math.max(0, this.emptyAtMs - this.nowMs())
  }

  /** Milliseconds until the last sound is heard; silence behind it does not count. */
  soundAheadMs(): number {
    return Math.max(0, this.aheadMs() - samplesToMs(this.sentSamples - this.soundEnd))
  }

  /** All sound is known to be over: whatever waits is silence of ours, and may be thrown away unheard. */
  get isResting(): boolean {
    return this.soundEnd <= this.overEnd && this.marks.length === 0
  }

  /** Sound comes: silence that would delay it by more than a frame is thrown away. */
  endRest(): void {
    if (this.isResting && this.aheadMs() > frameMs) this.clear()
  }

  /** @param pcm whole frames of 160 samples, 25 at most; read before it returns @param isSilence all of it is zero */
  send(pcm: Int16Array, isSilence = false): void {
    this.audio.send(pcm)
    for (const tap of this.taps) tap.sent(pcm, this.aheadMs())
    this.remember(pcm)
    this.sentSamples += pcm.length
    if (!isSilence) this.soundEnd = this.sentSamples
    this.emptyAtMs = Math.max(this.emptyAtMs, this.nowMs()) + samplesToMs(pcm.length)
  }

  private remember(pcm: Int16Array): void {
    const at = this.sentSamples % historySamples
    const untilEnd = historySamples - at
    if (pcm.length <= untilEnd) return this.history.set(pcm, at)
    this.history.set(pcm.subarray(0, untilEnd), at)
    this.history.set(pcm.subarray(untilEnd), 0)
  }

  /** @param ended called when everything sent so far was played out, thrown away, or the switch lost the mark; never from inside */
  mark(ended: (end: MarkEnd) => void): void {
    const id = this.nextMarkId
    this.nextMarkId += 1
    this.marks.push({ id, at: this.sentSamples, ended })
    this.audio.mark(id)
  }

  /** Throws away what is not heard yet. @returns milliseconds of it */
  clear(): number {
    const aheadMs = this.aheadMs()
    this.sentSamples -= msToSamples(aheadMs)
    this.soundEnd = Math.min(this.soundEnd, this.sentSamples)
    this.overEnd = this.sentSamples
    this.emptyAtMs = this.nowMs()
    this.audio.clear()
    for (const tap of this.taps) tap.cleared()
    return aheadMs
  }

  /** From the dialect. */
  marked(id: number, end: MarkEnd): void {
    const at = this.marks.findIndex((mark) => mark.id === id)
    const [mark] = at < 0 ? [] : this.marks.splice(at, 1)
    if (mark === undefined) return
    if (end !== 'cleared') this.overEnd = Math.max(this.overEnd, mark.at)
    if (end === 'played') this.emptyAtMs = this.nowMs() + samplesToMs(this.sentSamples - mark.at)
    mark.ended(end)
  }

  /** Gives up marks that never came back. */
  tick(): void {
    const [oldest] = this.marks
    if (oldest === undefined) return
    const playedAtMs = this.emptyAtMs - samplesToMs(this.sentSamples - oldest.at)
    if (!this.isHeld && this.nowMs() > playedAtMs + lostMarkMs) this.marked(oldest.id, 'lost')
  }

  /** What the party hears now: 20 ms that began one frame ago, mono PCM16, in a buffer that is used again. Undefined: nothing, or silence of ours. */
  heardNow(): Int16Array | undefined {
    const aheadMs = this.aheadMs()
    const first = this.sentSamples - msToSamples(aheadMs + frameMs)
    if (first < 0 || first >= this.soundEnd || (aheadMs === 0 && this.nowMs() - this.emptyAtMs >= frameMs)) return undefined
    const { history, farEnd } = this
    for (let index = 0; index < frameSamples; index += 1) farEnd[index] = history[(first + index) % historySamples] ?? 0
    return farEnd
  }
}
