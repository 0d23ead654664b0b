import type { UnderstandingSource } from '@callchart/protocol'
import type { Lexicon } from '../lexicon/lexicon.js'
import { foldText } from '../text/tokens.js'
import type { NormalText, Normaliser } from '../text/normalise.js'
import { ranks, type Evidence } from './evidence.js'
import { negationOf } from './negation.js'
import { compilePattern, type Pattern } from './pattern.js'

interface Matcher {
  readonly id: string
  readonly keywords: readonly (readonly string[])[]
  readonly patterns: readonly Pattern[]
}

export interface KeywordMatcher {
  /** Keywords and patterns of the enabled intents; `text` is what was said, before it was normalised. */
  match(utterance: NormalText, text: string, enabled: ReadonlySet<string>): Evidence[]
}

/** Confidence of something said in so many words; more, the more of the utterance it is. */
function literalConfidence(words: number, all: number): number {
  return 0.85 + 0.13 * Math.min(1, words / Math.max(1, all))
}

/** Index of the first token of a sequence in the tokens, or -1. */
function indexOfSequence(tokens: readonly string[], sequence: readonly string[]): number {
  return tokens.findIndex((_, at) => sequence.every((word, offset) => tokens[at + offset] === word))
}

/** A flow's own keywords and patterns. */
export function createKeywordMatcher(source: UnderstandingSource, lexicon: Lexicon, normaliser: Normaliser): KeywordMatcher {
  const negation = negationOf(lexicon)
  const matchers = source.intents.map((intent): Matcher => ({
    id: intent.id,
    keywords: intent.keywords.map((keyword) => normaliser.normalise(keyword).tokens).filter((words) => words.length > 0),
    patterns: intent.patterns.map((pattern) => compilePattern(intent.id, pattern)),
  }))

  const keywordEvidence = ({ id, keywords }: Matcher, { tokens, core }: NormalText): Evidence[] =>
    keywords.flatMap((words) => {
      const at = indexOfSequence(tokens, words)
      if (at < 0 || negation.isNegated(tokens, at, false)) return []
      const confidence = literalConfidence(words.length, core.length)
      const matched = words.join(' ')
      const rank = matched === tokens.join(' ') || matched === core.join(' ') ? ranks.exactPhrase : ranks.keyword
      return [{ target: { kind: 'intent', id }, by: 'keyword', matched, confidence, rank }]
    })

  const patternEvidence = ({ id, patterns }: Matcher, utterance: NormalText, folded: string): Evidence[] =>
    patterns.flatMap((pattern) => {
      const matched = pattern.find(folded) ?? pattern.find(utterance.tokens.join(' '))
      if (matched === undefined) return []
      const confidence = literalConfidence(matched.split(/\s+/).length, utterance.core.length)
      return [{ target: { kind: 'intent', id }, by: 'pattern', matched: pattern.source, confidence, rank: ranks.keyword }]
    })

  return {
    match: (utterance, text, enabled) => {
      const folded = foldText(text)
      return matchers
        .filter(({ id }) => enabled.has(id))
        .flatMap((matcher) => [...keywordEvidence(matcher, utterance), ...patternEvidence(matcher, utterance, folded)])
    },
  }
}
