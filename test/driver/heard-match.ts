import { energyOf, productAt } from '@callchart/cli'
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
  const energy = Math.sqrt(energyOf(speech) * energyOf(line))
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

interface Slipped {
  readonly slip: number
  readonly product: number
  readonly score: number
}

function best(piece: Int16Array, speech: Int16Array, start: number, slips: readonly number[]): Slipped {
  const energy = energyOf(piece)
  const matches = slips.map((slip): Slipped => {
    const product = productAt(piece, speech, start + slip)
    return { slip, product, score: product / Math.sqrt(Math.max(1, energy * energyOf(speech, start + slip, piece.length))) }
  })
  return matches.reduce((found, each) => (each.product > found.product ? each : found))
}
