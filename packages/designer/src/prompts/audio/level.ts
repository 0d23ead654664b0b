/** What can be seen of a recording. */
export interface AudioLevel {
  /** Of the loudest sample; 0 is the most there is. */
  readonly peakDbFs: number
  /** Of the parts in which somebody speaks. */
  readonly speechDbFs: number
  /** Share of samples that are cut off. */
  readonly clippedShare: number
  readonly silenceBeforeMs: number
  readonly silenceAfterMs: number
  readonly durationMs: number
  /** Loudest sample of each of equally long parts, 0..1. */
  readonly waveform: readonly number[]
}

export const waveformParts = 96
const clippedFrom = 0.998
const blockMs = 20
/** A block below is a pause. */
const pauseDbFs = -50

const decibels = (share: number): number => (share <= 0.00001 ? -100 : 20 * Math.log10(share))

/** Root mean square of each 20 ms. */
function blocksOf(samples: Float32Array, sampleRateHz: number): number[] {
  const length = Math.max(1, Math.round((sampleRateHz * blockMs) / 1_000))
  const blocks: number[] = []
  for (let from = 0; from < samples.length; from += length) {
    let sum = 0
    const to = Math.min(samples.length, from + length)
    for (let index = from; index < to; index += 1) sum += (samples[index] ?? 0) ** 2
    blocks.push(Math.sqrt(sum / (to - from)))
  }
  return blocks
}

/** Measures mono audio, -1..1. */
export function measureLevel(samples: Float32Array, sampleRateHz: number): AudioLevel {
  let peak = 0
  let clipped = 0
  const waveform = new Array<number>(waveformParts).fill(0)
  for (let index = 0; index < samples.length; index += 1) {
    const size = Math.abs(samples[index] ?? 0)
    if (size > peak) peak = size
    if (size >= clippedFrom) clipped += 1
    const part = Math.floor((index * waveformParts) / samples.length)
    if (size > (waveform[part] ?? 0)) waveform[part] = Math.min(1, size)
  }
  const blocks = blocksOf(samples, sampleRateHz)
  const spoken = blocks.filter((block) => decibels(block) > pauseDbFs)
  const first = blocks.findIndex((block) => decibels(block) > pauseDbFs)
  const last = blocks.findLastIndex((block) => decibels(block) > pauseDbFs)
  const durationMs = Math.round((samples.length / sampleRateHz) * 1_000)
  return {
    peakDbFs: decibels(peak),
    speechDbFs: spoken.length === 0 ? -100 : decibels(Math.sqrt(spoken.reduce((sum, block) => sum + block * block, 0) / spoken.length)),
    clippedShare: samples.length === 0 ? 0 : clipped / samples.length,
    silenceBeforeMs: first < 0 ? durationMs : first * blockMs,
    silenceAfterMs: last < 0 ? durationMs : Math.max(0, durationMs - (last + 1) * blockMs),
    durationMs,
    waveform,
  }
}

export type LevelAdvice = 'silent' | 'clipping' | 'quiet' | 'loud' | 'silenceBefore' | 'silenceAfter'

/** As voices of engines are heard: a recording beside them should be about as loud. */
export const usualSpeechDbFs = -20

/** What a caller would notice. */
export function adviceOf({ peakDbFs, speechDbFs, clippedShare, silenceBeforeMs, silenceAfterMs }: AudioLevel): LevelAdvice[] {
  if (speechDbFs <= -100 || peakDbFs < -45) return ['silent']
  return [
    ...(clippedShare > 0.0005 ? ['clipping' as const] : []),
    ...(speechDbFs < usualSpeechDbFs - 9 ? ['quiet' as const] : []),
    ...(speechDbFs > usualSpeechDbFs + 9 && clippedShare <= 0.0005 ? ['loud' as const] : []),
    ...(silenceBeforeMs > 600 ? ['silenceBefore' as const] : []),
    ...(silenceAfterMs > 1_000 ? ['silenceAfter' as const] : []),
  ]
}

const kept = { beforeMs: 100, afterMs: 200 }
const highestPeak = 0.89

/** As loud as voices are, with the silence around it cut off. */
export function evenedOut(samples: Float32Array, sampleRateHz: number): Float32Array {
  const { speechDbFs, peakDbFs, silenceBeforeMs, silenceAfterMs } = measureLevel(samples, sampleRateHz)
  if (speechDbFs <= -100) return samples
  const count = (ms: number): number => Math.round((ms * sampleRateHz) / 1_000)
  const from = count(Math.max(0, silenceBeforeMs - kept.beforeMs))
  const to = samples.length - count(Math.max(0, silenceAfterMs - kept.afterMs))
  const gain = Math.min(10 ** ((usualSpeechDbFs - speechDbFs) / 20), highestPeak / 10 ** (peakDbFs / 20))
  return samples.slice(from, Math.max(from + 1, to)).map((sample) => sample * gain)
}
