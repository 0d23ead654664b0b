/** An utterance that no sample was: what was made of it, and whether that was right. */
export interface Judged {
  /** Of the best class. */
  readonly confidence: number
  readonly isRight: boolean
  /** It is about something that the classes do not cover. */
  readonly isOutOfScope: boolean
}

/** What mistakes cost; to ask a caller again who had said something that the classes cover costs 1. */
export interface MistakeCosts {
  /** Taking an utterance for something that it is not: from a wrong branch a caller must find the way back. */
  readonly falseAccept: number
  /** Of all that callers say, what no intent is about. */
  readonly outOfScopeShare: number
}

export const usualCosts: MistakeCosts = { falseAccept: 1.5, outOfScopeShare: 0.05 }

/** How much it costs to leave the threshold that follows from the costs alone: a few utterances move it little. */
const strength = 100
const candidates = Array.from({ length: 61 }, (_, step) => 0.2 + step / 100)

/** The confidence below which an utterance is no match: the cheapest on the utterances judged. */
export function chooseThreshold(judged: readonly Judged[], { falseAccept, outOfScopeShare }: MistakeCosts): number {
  const outside = judged.filter(({ isOutOfScope }) => isOutOfScope).length
  const inside = judged.length - outside
  // Both kinds count by how often callers are expected to say them, not by how many there are.
  const insideWeight = inside === 0 ? 0 : ((1 - outOfScopeShare) * judged.length) / inside
  const outsideWeight = outside === 0 ? 0 : (outOfScopeShare * judged.length) / outside
  // Where a confidence is the chance to be right, below this asking again is cheaper.
  const expected = Math.max(0, 1 - 1 / falseAccept)

  const costOf = (threshold: number): number => {
    let cost = strength * (threshold - expected) ** 2
    for (const { confidence, isRight, isOutOfScope } of judged) {
      if (confidence >= threshold) cost += isRight ? 0 : falseAccept * (isOutOfScope ? outsideWeight : insideWeight)
      else if (!isOutOfScope) cost += insideWeight
    }
    return cost
  }
  let best = expected
  let least = Infinity
  for (const threshold of candidates) {
    const cost = costOf(threshold)
    if (cost < least) [best, least] = [threshold, cost]
  }
  return Math.round(best * 100) / 100
}
