import { builtInIntents, keyIntents, type BuiltInIntent, type KeyIntent } from '@callchart/protocol'
import { lexiconFor } from './lexicon/lexicon-for.js'
import { builtInsOf } from './match/built-in.js'
import { isAccepted } from './match/evidence.js'
import { createKeyIntentDetector } from './match/key-intent-detector.js'
import { normaliserOf } from './text/normalise.js'

/** All that is spotted, key intents first. */
export const spottedKeyIntents = [...keyIntents, ...builtInIntents] as const

/** One thing that callers mean in any flow: a key intent, or yes, no, refusal, not knowing. */
export interface SpottedKeyIntent {
  readonly keyIntent: KeyIntent | BuiltInIntent
  /** 0..1 */
  readonly confidence: number
}

/** All that a text says of them, the likeliest first: "yes, put me through to a person" says two. */
export type KeyIntentSpotter = (text: string) => SpottedKeyIntent[]

/** The detectors that an interpreter asks in every turn, without a flow around them. */
export function createKeyIntentSpotter(language: string): KeyIntentSpotter {
  const lexicon = lexiconFor(language)
  const normaliser = normaliserOf(lexicon)
  const detector = createKeyIntentDetector({ language, intents: [], keyIntents: {} }, lexicon, normaliser)
  const builtIns = builtInsOf(lexicon)
  return (text) => {
    const utterance = normaliser.normalise(text)
    const evidence = [...detector.detect(utterance, keyIntents, false), ...builtIns.spot(utterance)].filter((each) => isAccepted(each))
    return spottedKeyIntents
      .map((keyIntent) => ({ keyIntent, confidence: Math.max(0, ...evidence.filter(({ target }) => target.id === keyIntent).map((each) => each.confidence)) }))
      .filter(({ confidence }) => confidence > 0)
      .sort((left, right) => right.confidence - left.confidence)
  }
}
