import { msToSamples, sampleRateHz, samplesToMs, wavHeader, wavHeaderBytes } from '@callchart/protocol'

/** Something that was recorded, and when its first sample was. */
export interface TimelinePart {
  /** On the call's sample clock. */
  readonly fromMs: number
  readonly audio: {
    readonly channelCount: number
    /** Of each channel. */
    readonly sampleCount: number
    read(sample: number, into: Int16Array): Promise<void>
  }
}

/** Read and sent at once: sixteen seconds. */
const blockSamples = 16 * sampleRateHz

interface PlacedPart {
  readonly from: number
  readonly audio: TimelinePart['audio']
}

/**
 * Everything that was recorded of a call as one WAV file, 16 bit linear at 8 kHz, which every player knows: it begins with the first part, and
 * between two parts there is silence.
 */
export class Timeline {
  /** On the call's sample clock. */
  readonly fromMs: number
  readonly sampleCount: number
  private readonly channelCount: number
  private readonly parts: readonly PlacedPart[]

  /** @param parts one at least, all with the same channels */
  constructor(parts: readonly TimelinePart[]) {
    this.fromMs = Math.min(...parts.map(({ fromMs }) => fromMs))
    this.channelCount = parts[0]?.audio.channelCount ?? 1
    this.parts = parts.map(({ fromMs, audio }) => ({ from: msToSamples(fromMs - this.fromMs), audio }))
    this.sampleCount = Math.max(0, ...this.parts.map(({ from, audio }) => from + audio.sampleCount))
  }

  get durationMs(): number {
    return samplesToMs(this.sampleCount)
  }

  get bytes(): number {
    return wavHeaderBytes + this.sampleCount * this.sampleBytes
  }

  /** Bytes of the file. @param to behind the last one */
  async *read(from: number, to: number): AsyncGenerator<Uint8Array> {
    if (from < wavHeaderBytes) yield this.header().subarray(from, Math.min(to, wavHeaderBytes))
    const [audioFrom, audioTo] = [Math.max(0, from - wavHeaderBytes), to - wavHeaderBytes]
    for (let at = Math.floor(audioFrom / this.sampleBytes); at * this.sampleBytes < audioTo; ) {
      const count = Math.min(blockSamples - (at % blockSamples), this.sampleCount - at)
      const block = await this.block(at, count)
      const skipped = Math.max(0, audioFrom - at * this.sampleBytes)
      yield block.subarray(skipped, Math.min(block.length, audioTo - at * this.sampleBytes))
      at += count
    }
  }

  /** Of all channels together. */
  private get sampleBytes(): number {
    return 2 * this.channelCount
  }

  private header(): Uint8Array {
    return wavHeader(this.sampleCount * this.sampleBytes, { sampleRateHz, encoding: 'linear16', channelCount: this.channelCount })
  }

  private async block(at: number, count: number): Promise<Uint8Array> {
    const samples = new Int16Array(count * this.channelCount)
    for (const { from, audio } of this.parts) {
      const [first, last] = [Math.max(at, from), Math.min(at + count, from + audio.sampleCount)]
      if (first < last) await audio.read(first - from, samples.subarray((first - at) * this.channelCount, (last - at) * this.channelCount))
    }
    return new Uint8Array(samples.buffer)
  }
}
