/** Of the music under an announcement: -18 dB. */
const duckedGain = 0.125
/** Change of the gain a sample: from full to ducked in about 150 ms. */
const gainStep = (1 - duckedGain) / 1_200

/** Music behind a party's prompts, ducked while one plays. Without music it is silence. */
export class Background {
  private loop: Int16Array | undefined
  private at = 0
  private gain = 1

  get playing(): boolean {
    return this.loop !== undefined
  }

  start(loop: Int16Array | undefined): void {
    if (this.loop !== loop) this.at = 0
    this.loop = loop
    this.gain = 1
  }

  stop(): void {
    this.loop = undefined
  }

  /** Adds the next `pcm.length` samples of it to `pcm`. */
  mixInto(pcm: Int16Array, isDucked: boolean): void {
    const { loop } = this
    if (loop === undefined) return
    const target = isDucked ? duckedGain : 1
    for (let index = 0; index < pcm.length; index += 1) {
      if (this.gain > target) this.gain = Math.max(target, this.gain - gainStep)
      else if (this.gain < target) this.gain = Math.min(target, this.gain + gainStep)
      const mixed = (pcm[index] ?? 0) + (loop[this.at] ?? 0) * this.gain
      pcm[index] = mixed > 32_767 ? 32_767 : mixed < -32_768 ? -32_768 : mixed
      this.at = this.at + 1 === loop.length ? 0 : this.at + 1
    }
  }
}
