import type { SlotsByIntent } from '@callchart/protocol'
import { ranks, type Evidence } from './evidence.js'

/** Two intents that an utterance may mean, the likelier one first. */
export type Siblings = readonly [Evidence, Evidence]

/** What an utterance was understood as where either of two intents may be meant. */
export interface AmbiguousTarget {
  readonly kind: 'ambiguous'
  readonly intents: readonly [string, string]
  readonly slotsByIntent: SlotsByIntent
}

/**
 * The second is nearly as likely as the first from this share of it on: at 0.5 the first is right twice as often as the second, so that
 * a question of a second or two saves every third such caller the wrong branch.
 */
const nearlyAsLikely = 0.5
/** Who is heard as well as this is not asked back, unless the second is heard as well: near phrases are likenesses, not chances. */
const sure = 0.8
const asSure = 0.9

/** An intent that was heard by likeness: a key intent, a keyword, an exact phrase, a yes or a no is no guess between two. */
const isGuess = ({ target, rank, by }: Evidence): boolean => rank === ranks.likeness && target.kind !== 'key-intent' && by !== 'built-in'

/**
 * The two intents between which an utterance cannot be told apart, if the caller is to be asked which: one of them would win, or neither
 * is sure enough alone while one of the two is.
 *
 * @param evidence best first, one for each target @param winner what would be understood without asking back
 * @param least confidence from which something is understood
 */
export function siblingsOf(evidence: readonly Evidence[], winner: Evidence | undefined, least: number): Siblings | undefined {
  const [first, second] = evidence.filter(isGuess)
  if (!first || !second || first !== evidence[0] || (winner && winner !== first)) return undefined
  if (first.confidence + second.confidence < least) return undefined
  const share = first.confidence >= sure ? asSure : nearlyAsLikely
  return second.confidence >= first.confidence * share ? [first, second] : undefined
}

/** Of the first, as one of the two: likenesses to near phrases may both be high, and yet one is right at most. */
export function doubtedConfidence([first, second]: Siblings): number {
  return Math.min(first.confidence, first.confidence / (first.confidence + second.confidence))
}

/** @param slotsOf what the utterance names for an intent */
export function ambiguousTarget([first, second]: Siblings, slotsOf: (intent: string) => SlotsByIntent[string]): AmbiguousTarget {
  const intents = [first.target.id, second.target.id] as const
  return { kind: 'ambiguous', intents, slotsByIntent: Object.fromEntries(intents.map((intent) => [intent, slotsOf(intent)])) }
}
