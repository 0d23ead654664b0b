/** Loudness of a side in each stretch of a recording, 0..1, the first stretch first. */
export interface Peaks {
  readonly caller: Float32Array
  readonly heard: Float32Array
}

const wavHeaderBytes = 44
const bytesASample = 4
const full = 32_768

/** Counts the peaks of a stereo WAV of 16 bit while it comes, in pieces of any length; nothing of the sound is kept. */
export class PeakCounter {
  readonly peaks: Peaks
  private readonly sampleCount: number
  private at = 0
  /** Of a sample that came in two pieces. */
  private readonly split = new Uint8Array(bytesASample)

  constructor(
    fileBytes: number,
    private readonly stretchCount: number,
  ) {
    this.sampleCount = Math.max(1, Math.floor((fileBytes - wavHeaderBytes) / bytesASample))
    this.peaks = { caller: new Float32Array(stretchCount), heard: new Float32Array(stretchCount) }
  }

  take(piece: Uint8Array): void {
    for (const byte of piece) {
      const place = this.at - wavHeaderBytes
      this.at += 1
      if (place < 0) continue
      this.split[place % bytesASample] = byte
      if (place % bytesASample === bytesASample - 1) this.count(Math.floor(place / bytesASample))
    }
  }

  private count(sample: number): void {
    const stretch = Math.min(this.stretchCount - 1, Math.floor((sample * this.stretchCount) / this.sampleCount))
    const [leftLow = 0, leftHigh = 0, rightLow = 0, rightHigh = 0] = this.split
    this.raise(this.peaks.caller, stretch, (leftLow | (leftHigh << 8)) << 16 >> 16)
    this.raise(this.peaks.heard, stretch, (rightLow | (rightHigh << 8)) << 16 >> 16)
  }

  private raise(side: Float32Array, stretch: number, sample: number): void {
    side[stretch] = Math.max(side[stretch] ?? 0, Math.abs(sample) / full)
  }
}

/** Reads a recording once for its peaks. @throws what `fetch` throws; an Error where the answer is not good */
export async function peaksOf(url: string, stretchCount: number, signal: AbortSignal): Promise<Peaks> {
  const response = await fetch(url, { signal })
  if (!response.ok || response.body === null) throw new Error(String(response.status))
  const counter = new PeakCounter(Number(response.headers.get('content-length')), stretchCount)
  const reader = response.body.getReader()
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) counter.take(piece.value)
  return counter.peaks
}
