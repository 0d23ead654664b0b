import { frameMs } from '@callchart/protocol'
import { silenceDbFs } from './energy.js'

/** Delay up to which the bot's own voice may come back. */
const windowFrames = 400 / frameMs
/** Until the line is known: an echo is at least this much weaker than what was played, a caller speaks about as loud as the bot. */
const unknownLossDb = 14
/** Below the measured loss: what is louder than this is not the echo alone. */
const marginDb = 6
const quietDbFs = -55
/** Only loud prompts measure the line: the echo of a soft one drowns in the noise. */
const loudDbFs = -32
const blockFrames = 500 / frameMs
const blocksKept = 9
const blocksNeeded = 3

/**
 * Tells the bot's own voice, coming back from the caller's line, from the caller's. The loss of the line is the median over
 * half seconds of loud playing of the least distance between what was played and what came back.
 */
export class EchoGuard {
  readonly #playedDbFs = new Float64Array(windowFrames).fill(silenceDbFs)
  readonly #lossesDb = new Float64Array(blocksKept)
  readonly #sorted = new Float64Array(blocksKept)
  #next = 0
  #loudestDbFs = silenceDbFs
  #blockFrames = 0
  #blockLossDb = Number.POSITIVE_INFINITY
  #blocks = 0
  #leastLossDb = unknownLossDb

  /** @returns whether a caller's frame of this level may be nothing but echo of what is `playedDbFs` loud now and was before */
  mayBeEcho(heardDbFs: number, playedDbFs: number): boolean {
    this.#play(playedDbFs)
    this.#measure(heardDbFs)
    return this.#loudestDbFs > quietDbFs && heardDbFs <= this.#loudestDbFs - this.#leastLossDb
  }

  #play(playedDbFs: number): void {
    this.#playedDbFs[this.#next] = playedDbFs
    this.#next = (this.#next + 1) % windowFrames
    let loudest = silenceDbFs
    for (const played of this.#playedDbFs) if (played > loudest) loudest = played
    this.#loudestDbFs = loudest
  }

  #measure(heardDbFs: number): void {
    if (this.#loudestDbFs < loudDbFs) {
      this.#beginBlock()
      return
    }
    this.#blockFrames += 1
    this.#blockLossDb = Math.min(this.#blockLossDb, this.#loudestDbFs - heardDbFs)
    if (this.#blockFrames < blockFrames) return
    this.#lossesDb[this.#blocks % blocksKept] = this.#blockLossDb
    this.#blocks += 1
    this.#beginBlock()
    this.#learn()
  }

  #beginBlock(): void {
    this.#blockFrames = 0
    this.#blockLossDb = Number.POSITIVE_INFINITY
  }

  #learn(): void {
    const count = Math.min(this.#blocks, blocksKept)
    if (count < blocksNeeded) return
    this.#sorted.fill(Number.POSITIVE_INFINITY)
    this.#sorted.set(this.#lossesDb.subarray(0, count))
    this.#sorted.sort()
    this.#leastLossDb = Math.max(unknownLossDb, (this.#sorted[count >> 1] ?? 0) - marginDb)
  }
}
