import { isAudible } from './levels.js'

/** One stretch of audible sound: prompts with their short pauses. In samples of the listener's clock. */
export interface HeardRun {
  readonly start: number
  /** Of the last audible sample so far. */
  end: number
}

/** Longer silence parts two runs: a pause between sentences is shorter. */
const gapSamples = 3_200

/** Finds in what is heard where sound begins and ends. */
export class HeardRuns {
  readonly runs: HeardRun[] = []
  private isCut = false

  /** What comes after is another run, however soon: the queue was thrown away. */
  cut(): void {
    this.isCut = true
  }

  add(samples: Int16Array, startSample: number): void {
    for (let index = 0; index < samples.length; index += 1) {
      if (isAudible(samples[index] ?? 0)) this.addSample(startSample + index)
    }
  }

  /** The first run that begins at or after a sample. */
  firstFrom(sample: number): HeardRun | undefined {
    return this.runs.find((run) => run.start >= sample)
  }

  private addSample(sample: number): void {
    const last = this.runs.at(-1)
    if (last !== undefined && !this.isCut && sample - last.end <= gapSamples) {
      last.end = sample
      return
    }
    this.isCut = false
    this.runs.push({ start: sample, end: sample })
  }
}
