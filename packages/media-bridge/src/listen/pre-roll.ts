import { frameMs, frameSamples } from '@callchart/protocol'

/** A turn takes speech for an answer that began 1.5 s ago, and has it recognised from 0.3 s before. */
const keptFrames = 1_800 / frameMs

/** The last of what the caller said, so that speech is recognised from before it was noticed. */
export class PreRoll {
  readonly #samples = new Int16Array(keptFrames * frameSamples)
  #count = 0

  keep(frame: Int16Array): void {
    this.#samples.set(frame, (this.#count % keptFrames) * frameSamples)
    this.#count += 1
  }

  /** Nothing that was heard so far is given out again. */
  forget(): void {
    this.#count = 0
  }

  /** Gives the frames of the last `spanMs`, oldest first; each is valid during its call only. */
  replay(spanMs: number, hear: (frame: Int16Array) => void): void {
    const frames = Math.min(Math.ceil(spanMs / frameMs), keptFrames, this.#count)
    for (let index = this.#count - frames; index < this.#count; index += 1) {
      const at = (index % keptFrames) * frameSamples
      hear(this.#samples.subarray(at, at + frameSamples))
    }
  }
}
