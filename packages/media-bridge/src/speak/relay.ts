import { frameMs, frameSamples } from '@callchart/protocol'
import { isQuiet } from '../audio/level.js'
import type { Playout } from './playout.js'

/**
 * Of the other party's voice, kept in the far switch's queue: there it covers late frames of the line as well as a stall
 * of this process. It grows when it was too small.
 */
const firstCushionMs = 100
const cushionStepMs = 40
const maxCushionMs = 220
/** More than this behind is worked off by leaving out silence. */
const maxAheadMs = 300
/** A mark a second shows how much the far switch really has in its queue. */
const framesPerMark = 50

/** A gap this long is a silent line, no late frame: from then on silence is sent. */
const silentTicks = 10

const ignore = (): void => undefined

const silence = Array.from({ length: maxCushionMs / frameMs + 1 }, (_, frames) => new Int16Array(frames * frameSamples))

/** Passes one party's frames to the other, in order and unchanged, as soon as they come. */
export class Relay {
  private cushionMs = firstCushionMs
  private passedCount = 0
  private idleTicks = 0

  constructor(private readonly playout: Playout) {}

  begin(): void {
    this.cushionMs = firstCushionMs
    this.passedCount = 0
    this.idleTicks = 0
  }

  pass(frame: Int16Array): void {
    const aheadMs = this.playout.aheadMs()
    if (this.playout.held || (aheadMs > maxAheadMs && isQuiet(frame))) return
    if (aheadMs < frameMs) this.refill(aheadMs)
    this.playout.send(frame)
    this.idleTicks = 0
    this.passedCount += 1
    if (this.passedCount % framesPerMark === 0) this.playout.mark(ignore)
  }

  /** Every 20 ms. @returns true when the other party's line is silent and somebody else must keep ours alive */
  tick(): boolean {
    this.idleTicks += 1
    return this.idleTicks > silentTicks
  }

  /** The queue ran dry: what it has now is not enough. */
  private refill(aheadMs: number): void {
    if (this.passedCount > 0) this.cushionMs = Math.min(maxCushionMs, this.cushionMs + cushionStepMs)
    const frames = Math.ceil((this.cushionMs - aheadMs) / frameMs)
    const cushion = silence[frames]
    if (cushion !== undefined) this.playout.send(cushion, true)
  }
}
