import { keyIntents, type UnderstandingSource } from '@callchart/protocol'
import type { Lexicon } from '../lexicon/lexicon.js'
import type { NormalText, Normaliser } from '../text/normalise.js'

/** Class of everything that no intent is about. */
export const backgroundClass = '(background)'
const keyPrefix = '(key) '

export const keyClass = (keyIntent: string): string => keyPrefix + keyIntent

/** The key intent a class stands for. */
export function keyIntentOfClass(classId: string): (typeof keyIntents)[number] | undefined {
  return keyIntents.find((keyIntent) => keyClass(keyIntent) === classId)
}

/** One text that the classifier learns from. */
export interface Sample {
  readonly classId: string
  readonly text: NormalText
}

/** Whether most of what is said are words of the flow: it may well be what one of its intents is about. */
const isAbout = ({ core }: NormalText, words: ReadonlySet<string>): boolean =>
  core.filter((word) => words.has(word)).length > core.length / 2

/**
 * What a flow and its language's lexicon give to learn from, in a fixed order, each text once a class; texts without a word are
 * left out.
 */
export function samplesOf(source: UnderstandingSource, lexicon: Lexicon, normaliser: Normaliser): Sample[] {
  const seen = new Set<string>()
  const samples: Sample[] = []
  const add = (classId: string, phrases: readonly string[]) => {
    for (const phrase of phrases) {
      const text = normaliser.normalise(phrase)
      const once = `${classId}${text.padded}`
      if (text.tokens.length === 0 || seen.has(once)) continue
      seen.add(once)
      samples.push({ classId, text })
    }
  }
  for (const intent of source.intents) add(intent.id, [...intent.phrases, ...intent.keywords])
  for (const keyIntent of keyIntents)
    add(keyClass(keyIntent), [...(source.keyIntents[keyIntent] ?? []), ...lexicon.keyIntents[keyIntent].samples])
  const own = new Set(samples.filter(({ classId }) => keyIntentOfClass(classId) === undefined).flatMap(({ text }) => text.core))
  add(
    backgroundClass,
    lexicon.background.filter((phrase) => !isAbout(normaliser.normalise(phrase), own)),
  )
  return samples
}
