/** Samples in the order they came, mono PCM16 at 8 kHz. */
export class Recording {
  private samples = new Int16Array(1 << 16)
  private count = 0

  get length(): number {
    return this.count
  }

  /** Adds `count` samples of silence and gives the place to write them, valid until the next call. */
  extend(count: number): Int16Array {
    if (this.count + count > this.samples.length) {
      const larger = new Int16Array(Math.max(this.count + count, this.samples.length * 2))
      larger.set(this.samples)
      this.samples = larger
    }
    const place = this.samples.subarray(this.count, this.count + count)
    place.fill(0)
    this.count += count
    return place
  }

  at(index: number): number {
    return index < 0 || index >= this.count ? 0 : (this.samples[index] ?? 0)
  }

  /** A copy; what lies outside the recording is silence. */
  slice(start: number, end: number): Int16Array {
    const part = new Int16Array(Math.max(0, end - start))
    const from = Math.max(0, start)
    if (from < Math.min(end, this.count)) part.set(this.samples.subarray(from, Math.min(end, this.count)), from - start)
    return part
  }
}
