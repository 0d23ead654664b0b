import type { KeyIntent, Why } from '@callchart/protocol'

/** What a piece of evidence speaks for. */
export type Target =
  | { readonly kind: 'intent'; readonly id: string }
  | { readonly kind: 'auxiliary'; readonly id: string }
  | { readonly kind: 'key-intent'; readonly id: KeyIntent }

/** How much a piece of evidence weighs against others, whatever its confidence; higher goes first. */
export const ranks = {
  /** The whole utterance is a phrase of a key intent that no node may take. */
  exactKeyIntent: 8,
  /** The whole utterance is a sample phrase, or a keyword, of the node. */
  exactPhrase: 7,
  /** The whole utterance is a phrase of something that holds everywhere. */
  exactGlobal: 6,
  /** A key intent asked for in so many words, among others. */
  detectedKeyIntent: 5,
  /** A keyword or pattern of the node was said, or nothing but yes or no. */
  keyword: 4,
  /** A keyword or pattern of something that holds everywhere was said. */
  globalKeyword: 3,
  /** Holds unless it answers the question: "that is all", or anger among other words. */
  yielding: 2,
  /** Likeness: near phrases, classifier, yes and no with more behind them. */
  likeness: 1,
} as const

/** Whether a node that has the very words of a key intent keeps them. */
export const yieldsToNode: Readonly<Record<KeyIntent, boolean>> = {
  human: false,
  complaint: false,
  displeasure: true,
  doNotCall: false,
  repeat: true,
  goBack: true,
  end: true,
}

/** One reason to understand an utterance as something. */
export interface Evidence {
  readonly target: Target
  readonly by: Exclude<Why['by'], 'nothing' | 'reader' | 'service'>
  readonly matched: string
  /** 0..1 */
  readonly confidence: number
  readonly rank: number
}

/** Below it an utterance is no match. */
const leastConfidence = 0.5
/** A call is not handed over, nor a complaint opened, on a vague likeness. */
const leastKeyConfidence = 0.7
/** Still less is it ended or led astray: nothing but a near miss of a phrase does that. */
const leastNearMissConfidence = 0.85
export const heardByLikeness: ReadonlySet<string> = new Set<KeyIntent>(['human', 'complaint'])

/**
 * Whether a piece of evidence is enough, where nothing goes before it.
 *
 * @param threshold confidence from which the flow's classifier is believed
 */
export function isAccepted({ target, confidence, rank, by }: Evidence, threshold = leastConfidence): boolean {
  if (target.kind !== 'key-intent' || rank !== ranks.likeness) return confidence >= (by === 'classifier' ? threshold : leastConfidence)
  return confidence >= (heardByLikeness.has(target.id) ? leastKeyConfidence : leastNearMissConfidence)
}

/** Best first: rank, then confidence, then the longer match, then the name, so that the order never depends on the input's order. */
export function compareEvidence(left: Evidence, right: Evidence): number {
  return (
    right.rank - left.rank ||
    right.confidence - left.confidence ||
    right.matched.length - left.matched.length ||
    (left.target.id < right.target.id ? -1 : left.target.id > right.target.id ? 1 : 0)
  )
}
