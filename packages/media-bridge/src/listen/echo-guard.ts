import { frameMs } from '@callchart/protocol'
import { silenceDbFs } from './energy.js'

/** Delay up to which the bot's own voice may come back. */
const windowFrames = 400 / frameMs
/** An echo is at least this much weaker than what was played; a caller speaks about as loud as the bot. */
const leastEchoLossDb = 14
const quietDbFs = -55

/** Tells the bot's own voice, coming back from the caller's line, from the caller's. */
export class EchoGuard {
  readonly #playedDbFs = new Float64Array(windowFrames).fill(silenceDbFs)
  #next = 0

  /** Level of what the caller's phone plays in this frame. */
  play(energyDbFs: number): void {
    this.#playedDbFs[this.#next] = energyDbFs
    this.#next = (this.#next + 1) % windowFrames
  }

  /** A frame of this level may be nothing but echo. */
  mayBeEcho(energyDbFs: number): boolean {
    let loudest = silenceDbFs
    for (const played of this.#playedDbFs) if (played > loudest) loudest = played
    return loudest > quietDbFs && energyDbFs <= loudest - leastEchoLossDb
  }
}
