import { sampleOfMuLaw } from './mu-law.js'

/** Samples of 20 ms at 8 kHz. */
export const frameSamples = 160
/** Ten seconds: a bridge keeps less than one ahead. */
const capacitySamples = 80_000
/** What waits before sound begins anew after the queue ran dry. It grows when it was too small, for a line whose frames come unevenly. */
const firstCushionSamples = frameSamples
const cushionStepSamples = frameSamples
const maxCushionSamples = 6 * frameSamples
/** Below this nothing is heard: running dry there is no loss. */
const audible = 0.01

interface Mark {
  readonly id: string
  /** Samples taken in before it. */
  readonly at: number
}

/** What the far side sent and nobody has heard yet, at 8 kHz, with the marks between; a frame that comes late is waited for. */
export class PlayQueue {
  private readonly samples = new Float32Array(capacitySamples)
  private takenCount = 0
  private playedCount = 0
  private marks: Mark[] = []
  private cushionSamples = firstCushionSamples
  /** Samples of silence that were given out while the cushion fills up; absent while sound is given out. */
  private waitedSamples: number | undefined = 0
  private last = 0

  get queuedSamples(): number {
    return this.takenCount - this.playedCount
  }

  /** @param codes µ-law */
  take(codes: Uint8Array): void {
    for (const code of codes) {
      if (this.queuedSamples >= capacitySamples) return
      this.samples[this.takenCount % capacitySamples] = sampleOfMuLaw[code] ?? 0
      this.takenCount += 1
    }
  }

  mark(id: string): void {
    this.marks.push({ id, at: this.takenCount })
  }

  /** Everything that waits is thrown away, with its marks, of which nobody asks again. */
  flush(): void {
    this.playedCount = this.takenCount
    this.marks = []
    this.waitedSamples = 0
    this.cushionSamples = firstCushionSamples
  }

  /** Fills `output` from its beginning: with what waits, else with silence. @returns marks that were passed, in their order */
  play(output: Float32Array, count: number): readonly string[] {
    for (let index = 0; index < count; index += 1) output[index] = this.next()
    return this.passed()
  }

  private next(): number {
    if (this.waitedSamples !== undefined && !this.isFilledUp(this.waitedSamples)) {
      if (this.queuedSamples > 0) this.waitedSamples += 1
      return this.fade()
    }
    if (this.queuedSamples === 0) {
      this.runDry()
      return this.fade()
    }
    this.waitedSamples = undefined
    this.last = this.samples[this.playedCount % capacitySamples] ?? 0
    this.playedCount += 1
    return this.last
  }

  /** Enough waits, or it has waited as long as that would have taken. */
  private isFilledUp(waitedSamples: number): boolean {
    return this.queuedSamples > this.cushionSamples || (this.queuedSamples > 0 && waitedSamples >= this.cushionSamples)
  }

  private runDry(): void {
    if (this.waitedSamples === undefined && Math.abs(this.last) > audible) this.cushionSamples = Math.min(maxCushionSamples, this.cushionSamples + cushionStepSamples)
    this.waitedSamples = 0
  }

  /** A sound that breaks off dies away within some samples: it does not click. */
  private fade(): number {
    this.last *= 0.9
    return this.last
  }

  private passed(): readonly string[] {
    const [first] = this.marks
    if (first === undefined || first.at > this.playedCount) return noMarks
    const passed = this.marks.filter(({ at }) => at <= this.playedCount)
    this.marks = this.marks.slice(passed.length)
    return passed.map(({ id }) => id)
  }
}

const noMarks: readonly string[] = []
