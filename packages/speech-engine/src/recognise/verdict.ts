import type { DecodedToken } from './decoder.js'

/**
 * Whether what the grammar made of the audio is what was said. The same audio is decoded twice: with the grammar, which must
 * come out with one of its phrases, and with any phones at all. The further the phrase falls behind the free phones, per frame of
 * speech, the less it fits.
 */
export interface Evidence {
  readonly grammarScore: number
  readonly freeScore: number
  readonly tokens: readonly DecodedToken[]
}

const logistic = (value: number): number => 1 / (1 + Math.exp(-value))

/** 0..1: the share of such evidence that came from the phrase itself, on the development voices. */
export function judge({ grammarScore, freeScore, tokens }: Evidence): number {
  const frames = tokens.reduce((sum, token) => sum + token.frames, 0)
  if (frames === 0) return 0
  const margin = (grammarScore - freeScore) / frames
  return logistic((margin - acceptedMargin) / marginSpread)
}

/** Confidence from which a phrase counts as said. */
export const acceptedConfidence = 0.5
const acceptedMargin = -19
const marginSpread = 6
