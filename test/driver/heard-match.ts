import { frameSamples } from '@callchart/protocol'
import { firstAudible, lastAudible } from './sound.js'

/** Both begin together but for the line's companding, which may move the first audible sample by a few. */
const beginSlipSamples = 24
/** Compared at a time; long enough for a few periods of a voice. */
const pieceSamples = 800
/** Frames that were late or lost on the way. */
const mostLostFrames = 12
/** A piece so alike is where it was expected. */
const surely = 0.9

/** The audible stretch; empty where nothing is. */
export function audible(samples: Int16Array): Int16Array {
  const first = firstAudible(samples)
  return first < 0 ? new Int16Array(0) : samples.subarray(first, lastAudible(samples) + 1)
}

/**
 * How surely `speech` is the stretch of speech `line` (0..1). They are compared piece by piece from their beginnings, so that lost
 * frames do no harm; all of both is counted, so that a part or a longer phrase is another one.
 */
export function likeness(speech: Int16Array, line: Int16Array): number {
  const energy = Math.sqrt(energyOf(speech, 0, speech.length) * energyOf(line, 0, line.length))
  if (energy === 0) return 0
  let slip = best(line.subarray(0, pieceSamples), speech, 0, range(-beginSlipSamples, beginSlipSamples, 1)).slip
  let matched = 0
  for (let start = 0; start < line.length; start += pieceSamples) {
    const piece = line.subarray(start, start + pieceSamples)
    const here = best(piece, speech, start, [slip])
    const found = here.score >= surely ? here : best(piece, speech, start, [slip, ...range(-mostLostFrames, mostLostFrames, 1).map((frames) => slip + frames * frameSamples)])
    slip = found.slip
    matched += Math.max(0, found.product)
  }
  return Math.min(1, matched / energy)
}

const range = (from: number, to: number, step: number): number[] => Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step)

interface Match {
  readonly slip: number
  readonly product: number
  readonly score: number
}

function best(piece: Int16Array, speech: Int16Array, start: number, slips: readonly number[]): Match {
  const energy = energyOf(piece, 0, piece.length)
  const matches = slips.map((slip): Match => {
    const product = dot(piece, speech, start + slip)
    return { slip, product, score: product / Math.sqrt(Math.max(1, energy * energyOf(speech, start + slip, piece.length))) }
  })
  return matches.reduce((found, each) => (each.product > found.product ? each : found))
}

function energyOf(samples: Int16Array, from: number, length: number): number {
  let sum = 0
  for (let index = Math.max(0, from); index < Math.min(samples.length, from + length); index += 1) sum += (samples[index] ?? 0) ** 2
  return sum
}

function dot(piece: Int16Array, speech: Int16Array, from: number): number {
  let sum = 0
  for (let index = Math.max(0, -from); index < piece.length && index + from < speech.length; index += 1) sum += (piece[index] ?? 0) * (speech[index + from] ?? 0)
  return sum
}
