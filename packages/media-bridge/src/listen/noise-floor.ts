/** Minimum statistics: the least level within the last two seconds is the noise (R. Martin, 2001). */
const partFrames = 12
const partsCount = 8
const quietestDbFs = -65

/** Follows the level of the background from its first frame on: falls at once, rises only after the whole window was louder. */
export class NoiseFloor {
  readonly #minima = new Float64Array(partsCount).fill(Number.POSITIVE_INFINITY)
  #part = 0
  #frames = 0
  #levelDbFs = Number.POSITIVE_INFINITY

  get levelDbFs(): number {
    return this.#levelDbFs
  }

  follow(energyDbFs: number): void {
    const energy = Math.max(energyDbFs, quietestDbFs)
    if (this.#frames === partFrames) this.#beginPart(energy)
    this.#frames += 1
    if (energy < (this.#minima[this.#part] ?? energy)) this.#minima[this.#part] = energy
    if (energy < this.#levelDbFs) this.#levelDbFs = energy
  }

  #beginPart(energy: number): void {
    this.#part = (this.#part + 1) % partsCount
    this.#minima[this.#part] = energy
    this.#frames = 0
    let least = energy
    for (const minimum of this.#minima) least = Math.min(least, minimum)
    this.#levelDbFs = least
  }
}
