import type { UnderstandingSource } from '@callchart/protocol'
import { confidenceOf, fitCalibration } from '../classifier/calibration.js'
import { crossValidate, type ValidationPlan } from '../classifier/cross-validate.js'
import { createFeatureExtractor } from '../classifier/features.js'
import { lexiconFor } from '../lexicon/lexicon-for.js'
import { normaliserOf } from '../text/normalise.js'

/** One phrase of a flow as it was understood by a model that had not seen it. */
export interface ReviewedPhrase {
  readonly intent: string
  readonly phrase: string
  /** Absent where nothing was like it. */
  readonly takenFor?: string
  /** The chance that `takenFor` is right, as the model sees it, 0..1. */
  readonly confidence: number
}

export interface ReviewedIntent {
  readonly intent: string
  readonly phraseCount: number
  /** Share of its phrases that the others lead to, 0..1; null where it has fewer than two. */
  readonly recall: number | null
}

/** Two intents whose phrases are taken for each other. */
export interface Confusion {
  readonly intent: string
  readonly takenFor: string
  readonly phrases: readonly string[]
}

export const reviewAdvice = {
  'no-phrases': 'Nothing but its keywords and patterns leads to it: add phrases that callers say.',
  'few-phrases': 'Add phrases until there are at least eight, each with words of its own.',
  'same-phrase': 'One phrase cannot mean two things: take it out of one of the intents.',
  confused: 'Tell them apart by adding phrases with the words that only one of them has, or make them one intent and ask back.',
  weak: 'Its phrases have little in common: split it, or add phrases between them.',
} as const
export type AdviceCode = keyof typeof reviewAdvice

/** What to do about an intent, or about two. */
export interface Advice {
  readonly code: AdviceCode
  readonly intents: readonly string[]
  readonly phrases: readonly string[]
  readonly advice: string
}

/** How well a flow's own phrases tell its intents apart, in one language. */
export interface PhraseReview {
  readonly language: string
  /** Share of the phrases that were understood rightly, 0..1; null where no intent has two. */
  readonly accuracy: number | null
  readonly intents: readonly ReviewedIntent[]
  /** Most phrases first. */
  readonly confusions: readonly Confusion[]
  /** Understood as another intent, or as none; the surest mistakes first. */
  readonly misunderstood: readonly ReviewedPhrase[]
  readonly advice: readonly Advice[]
}

const plan: ValidationPlan = { foldCount: 5, tested: [0, 1, 2, 3, 4], leavesOut: false }
const fewPhrases = 5
const weakRecall = 0.5

interface OwnPhrase {
  readonly intent: string
  readonly phrase: string
  /** As it is compared: two phrases with the same form are one. */
  readonly form: string
  readonly tokens: readonly string[]
}

function phrasesOf({ language, intents }: UnderstandingSource): OwnPhrase[] {
  const normaliser = normaliserOf(lexiconFor(language))
  return intents.flatMap(({ id, phrases }) =>
    phrases.flatMap((phrase): OwnPhrase[] => {
      const { tokens } = normaliser.normalise(phrase)
      return tokens.length === 0 ? [] : [{ intent: id, phrase, form: tokens.join(' '), tokens }]
    }),
  )
}

/** Each phrase by a model of the others. */
function understandEach(phrases: readonly OwnPhrase[], language: string): ReviewedPhrase[] {
  const { weights, extract } = createFeatureExtractor(language)
  const ids = [...new Set(phrases.map(({ intent }) => intent))]
  const examples = phrases.map(({ intent, tokens }) => ({ features: extract(tokens), classNumber: ids.indexOf(intent) }))
  const heldOut = crossValidate(examples, weights, plan)
  const calibration = fitCalibration(heldOut.flatMap(({ best }) => best))
  return heldOut.flatMap(({ example, best: [first] }): ReviewedPhrase[] => {
    const own = phrases[example]
    if (!own) return []
    const { intent, phrase } = own
    const takenFor = first && first.unknownShare < 1 ? ids[first.classNumber] : undefined
    const confidence = first && takenFor !== undefined ? Math.round(confidenceOf(calibration, first) * 1_000) / 1_000 : 0
    return [{ intent, phrase, confidence, ...(takenFor === undefined ? {} : { takenFor }) }]
  })
}

function confusionsOf(misunderstood: readonly ReviewedPhrase[]): Confusion[] {
  const pairs = new Map<string, Confusion>()
  for (const { intent, takenFor, phrase } of misunderstood) {
    if (takenFor === undefined) continue
    const key = JSON.stringify([intent, takenFor])
    pairs.set(key, { intent, takenFor, phrases: [...(pairs.get(key)?.phrases ?? []), phrase] })
  }
  return [...pairs.values()].sort((left, right) => right.phrases.length - left.phrases.length)
}

function samePhrases(phrases: readonly OwnPhrase[]): Advice[] {
  const byForm = new Map<string, OwnPhrase[]>()
  for (const phrase of phrases) byForm.set(phrase.form, [...(byForm.get(phrase.form) ?? []), phrase])
  return [...byForm.values()].flatMap((same): Advice[] => {
    const intents = [...new Set(same.map(({ intent }) => intent))]
    return intents.length < 2 ? [] : [{ code: 'same-phrase', intents, phrases: [...new Set(same.map(({ phrase }) => phrase))], advice: reviewAdvice['same-phrase'] }]
  })
}

function adviceFor(intents: readonly ReviewedIntent[], confusions: readonly Confusion[], same: readonly Advice[]): Advice[] {
  const about = (code: AdviceCode, ids: readonly string[], phrases: readonly string[] = []): Advice => ({ code, intents: ids, phrases, advice: reviewAdvice[code] })
  const confused = confusions.filter(({ phrases }) => phrases.length > 1)
  const isConfused = (id: string): boolean => confused.some(({ intent }) => intent === id)
  return [
    ...same,
    ...confused.map(({ intent, takenFor, phrases }) => about('confused', [intent, takenFor], phrases)),
    ...intents.flatMap(({ intent, phraseCount, recall }): Advice[] => {
      if (phraseCount === 0) return [about('no-phrases', [intent])]
      if (phraseCount < fewPhrases) return [about('few-phrases', [intent])]
      return recall !== null && recall < weakRecall && !isConfused(intent) ? [about('weak', [intent])] : []
    }),
  ]
}

/** Cross-validates the phrases of a flow's intents: which are taken for which, and what to do about it. Pure and deterministic. */
export function reviewPhrases(source: UnderstandingSource): PhraseReview {
  const phrases = phrasesOf(source)
  const reviewed = understandEach(phrases, source.language)
  const intents = source.intents.map(({ id }): ReviewedIntent => {
    const own = reviewed.filter(({ intent }) => intent === id)
    const right = own.filter(({ takenFor }) => takenFor === id).length
    return { intent: id, phraseCount: phrases.filter(({ intent }) => intent === id).length, recall: own.length < 2 ? null : right / own.length }
  })
  const judged = reviewed.filter(({ intent }) => intents.some((each) => each.intent === intent && each.recall !== null))
  const misunderstood = judged.filter(({ intent, takenFor }) => intent !== takenFor).sort((left, right) => right.confidence - left.confidence)
  const confusions = confusionsOf(misunderstood)
  return {
    language: source.language,
    accuracy: judged.length === 0 ? null : 1 - misunderstood.length / judged.length,
    intents,
    confusions,
    misunderstood,
    advice: adviceFor(intents, confusions, samePhrases(phrases)),
  }
}
