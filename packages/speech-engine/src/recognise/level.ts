/**
 * Brings a caller's voice to the level that the acoustic model's starting mean was taken at, over a faint noise floor. The first
 * stretch is held back until enough speech is in it to measure; from then on the gain stands, for a gain that moves would blur
 * the features. The floor is there because the model knows telephone lines, not digital silence: without it the voices furthest
 * from the model lose 2 % of their phrases and half of their digit strings.
 */
export class Leveller {
  readonly #held: Int16Array[] = []
  #gain: number | undefined
  #floor = Infinity
  #speechPower = 0
  #speechFrames = 0
  #dither = 1

  /** Samples of 8 kHz audio in, levelled samples in ±1 out; empty while held back. */
  process(samples: Int16Array): Float32Array {
    if (this.#gain !== undefined) return this.#scale([samples], this.#gain)
    this.#held.push(samples)
    this.#measure(samples)
    return this.#speechFrames < measuredFrames ? new Float32Array(0) : this.#release()
  }

  /** Whether anything louder than the line's own floor came yet. */
  get heardSpeech(): boolean {
    return this.#speechFrames >= leastFrames
  }

  /** What is still held back, when the audio ends before enough was measured. */
  flush(): Float32Array {
    return this.#gain === undefined ? this.#release() : new Float32Array(0)
  }

  #measure(samples: Int16Array): void {
    for (let at = 0; at + frameSamples <= samples.length; at += frameSamples) {
      let power = 0
      for (let index = at; index < at + frameSamples; index += 1) power += (samples[index] ?? 0) ** 2
      power = power / frameSamples / fullScale ** 2
      this.#floor = Math.min(this.#floor, Math.max(power, leastFloor))
      if (power < Math.max(leastSpeech, this.#floor * aboveFloor)) continue
      this.#speechPower += power
      this.#speechFrames += 1
    }
  }

  #release(): Float32Array {
    const power = this.#speechFrames === 0 ? targetPower : this.#speechPower / this.#speechFrames
    this.#gain = Math.min(mostGain, Math.max(leastGain, Math.sqrt(targetPower / power)))
    return this.#scale(this.#held.splice(0), this.#gain)
  }

  #scale(parts: readonly Int16Array[], gain: number): Float32Array {
    const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0))
    let at = 0
    for (const part of parts) for (const sample of part) whole[at++] = Math.max(-1, Math.min(1, (sample / fullScale) * gain + this.#nextDither()))
    return whole
  }

  /** Uniform noise from a generator with a fixed start (Numerical Recipes, section 7.1): the same audio is always heard alike. */
  #nextDither(): number {
    this.#dither = (Math.imul(this.#dither, 1_664_525) + 1_013_904_223) | 0
    return (this.#dither / 2 ** 31) * ditherPeak
  }
}

const fullScale = 32_768
const frameSamples = 160
/** 300 ms of speech tell a level within 2 dB. */
const measuredFrames = 15
/** 60 ms: the shortest word is longer. */
const leastFrames = 3
const dbfs = (db: number): number => 10 ** (db / 10)
const targetPower = dbfs(-20)
const leastFloor = dbfs(-70)
const leastSpeech = dbfs(-55)
const aboveFloor = dbfs(9)
const mostGain = 10 ** (30 / 20)
const leastGain = 10 ** (-20 / 20)
/** −60 dBFS: a uniform noise has the power of a third of its peak squared. */
const ditherPeak = Math.sqrt(3 * dbfs(-60))
