import { frameMs, frameSamples } from '@callchart/protocol'
import { isQuiet } from '../audio/level.js'
import type { CallClock } from '../turn/ports.js'

/** Frames that wait for their tick: a burst after a stall of 1.2 s is kept whole. */
const queueFrames = 64
/** How far the clock may be ahead of real time or behind it before something is held back or filled in. */
const toleranceFrames = 3
/**
 * So far behind it may be in the midst of a sound: a word with a hole in it is not understood, one that comes late is. Where a switch
 * suppresses silence, the end of what was said is known 50 ms later at the most, as time is then made up for twice as fast.
 */
const soundToleranceFrames = 20
/** A sound goes on for so long after its latest loud frame: within words there are stops. */
const soundFrames = 10
/** After a stall of our own the missing frames are already in the socket: fill slowly, they are read first. */
const maxFillsPerTick = 2

const silence = new Int16Array(frameSamples)

/** One 20 ms frame, valid during the call only; `isFilled`: it is silence in place of one that did not come. */
export type FrameListener = (frame: Int16Array, isFilled: boolean) => void

export interface FrameCounts {
  /** A frame never came and was filled with silence. */
  filled(): void
  /** A frame came too late and was left out. */
  dropped(): void
}

/**
 * A party's time, counted in its samples. What comes is consumed in order, one frame for every 20 ms of real time; what
 * does not come is filled with silence, so that time goes on when the line is silent (no RTP is no messages). It
 * never runs backwards, and a stall makes it neither lose nor double time.
 */
export class SampleClock implements CallClock {
  /** Made when a frame must wait for the first time: on most lines none ever does. */
  private queue: readonly Int16Array[] = []
  private head = 0
  private size = 0
  private startedAtMs: number | undefined
  private lastFrameAtMs = 0
  private consumedFrames = 0
  /** Where the sound that is heard goes on to; there is none where that has passed. */
  private soundUntilFrame = 0

  constructor(
    private readonly listener: FrameListener,
    private readonly counts: FrameCounts,
  ) {}

  nowMs(): number {
    return this.consumedFrames * frameMs
  }

  start(nowMs: number): void {
    this.startedAtMs = nowMs
    this.lastFrameAtMs = nowMs
  }

  /** A frame that comes at its time is consumed at once; one that is ahead of it is copied and waits. */
  push(frame: Int16Array, nowMs: number): void {
    this.lastFrameAtMs = nowMs
    if (this.size === 0 && this.aheadFrames(nowMs) < toleranceFrames) {
      this.consume(frame)
      return
    }
    if (this.queue.length === 0) this.queue = Array.from({ length: queueFrames }, () => new Int16Array(frameSamples))
    if (this.size === queueFrames) this.dropHead()
    this.queue[(this.head + this.size) % queueFrames]?.set(frame)
    this.size += 1
  }

  tick(nowMs: number): void {
    if (this.startedAtMs === undefined) return
    while (this.size > 0 && this.aheadFrames(nowMs) < toleranceFrames) this.consumeHead()
    // Ahead of real time: silence may be left out, speech waits.
    while (this.size > 0 && !this.isInSound() && isQuiet(this.headFrame())) this.dropHead()
    for (let fills = 0; fills < maxFillsPerTick && this.size === 0 && this.aheadFrames(nowMs) < -this.patienceFrames(); fills += 1) {
      this.counts.filled()
      this.soundUntilFrame = 0
      this.consume(silence, true)
    }
  }

  /** Milliseconds since the party's last frame, or since the start. */
  silentForMs(nowMs: number): number {
    return this.startedAtMs === undefined ? 0 : nowMs - this.lastFrameAtMs
  }

  /** Of real time; negative when behind. */
  private aheadFrames(nowMs: number): number {
    return this.consumedFrames - Math.floor((nowMs - (this.startedAtMs ?? nowMs)) / frameMs)
  }

  /** With a frame that does not come. */
  private patienceFrames(): number {
    return this.isInSound() ? soundToleranceFrames : toleranceFrames
  }

  private isInSound(): boolean {
    return this.consumedFrames < this.soundUntilFrame
  }

  private headFrame(): Int16Array {
    return this.queue[this.head] ?? silence
  }

  private consumeHead(): void {
    const frame = this.headFrame()
    this.head = (this.head + 1) % queueFrames
    this.size -= 1
    this.consume(frame)
  }

  private dropHead(): void {
    this.head = (this.head + 1) % queueFrames
    this.size -= 1
    this.counts.dropped()
  }

  private consume(frame: Int16Array, isFilled = false): void {
    this.consumedFrames += 1
    if (!isQuiet(frame)) this.soundUntilFrame = this.consumedFrames + soundFrames
    this.listener(frame, isFilled)
  }
}
