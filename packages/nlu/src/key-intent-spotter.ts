import { keyIntents, type BuiltInIntent, type KeyIntent } from '@callchart/protocol'
import { lexiconFor } from './lexicon/lexicon-for.js'
import { builtInsOf } from './match/built-in.js'
import { isAccepted } from './match/evidence.js'
import { createKeyIntentDetector } from './match/key-intent-detector.js'
import { normaliserOf } from './text/normalise.js'

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
    const best = new Map<string, SpottedKeyIntent>()
    for (const { target, confidence } of [...detector.detect(utterance, keyIntents, false), ...builtIns.spot(utterance)].filter(isAccepted)) {
      const keyIntent = target.id as KeyIntent | BuiltInIntent
      if (confidence > (best.get(keyIntent)?.confidence ?? 0)) best.set(keyIntent, { keyIntent, confidence })
    }
    return [...best.values()].sort((left, right) => right.confidence - left.confidence)
  }
}
