const binsPerMs = 20
const binCount = 200 * binsPerMs

/** Percentiles of many thousand delays without keeping them: bins of 0.05 ms up to 200 ms. */
export class Lateness {
  private readonly bins = new Uint32Array(binCount)
  private count = 0
  private most = 0

  add(ms: number): void {
    const bin = Math.min(binCount - 1, Math.floor(ms * binsPerMs))
    this.bins[bin] = (this.bins[bin] ?? 0) + 1
    this.count += 1
    if (ms > this.most) this.most = ms
  }

  /** Milliseconds below which `percent` of them lie; 0 of none. */
  percentile(percent: number): number {
    let left = Math.ceil((percent / 100) * this.count)
    for (let bin = 0; bin < binCount; bin += 1) {
      left -= this.bins[bin] ?? 0
      if (left <= 0) return this.count === 0 ? 0 : (bin + 1) / binsPerMs
    }
    return this.most
  }

  get max(): number {
    return this.most
  }

  clear(): void {
    this.bins.fill(0)
    this.count = 0
    this.most = 0
  }
}
