import type { Listen } from '@callchart/protocol'
import { countDigits } from './digit-words.js'
import { isCompletePhrase, normaliseText } from './phrase-match.js'

/** A string of digits that can grow no longer. */
const isFullDigits = (hypothesis: string, language: string, maxCount: number): boolean => countDigits(normaliseText(hypothesis), language) === maxCount

interface Known {
  hypothesis: string
  silenceMs: number
}

/** The last hypothesis of each turn: it is asked for with every frame, and changes a few times a second. */
const knownOf = new WeakMap<Listen, Known>()

/** Silence that ends the utterance: shorter once an enabled phrase, or the longest allowed string of digits, is complete. */
export const endpointSilenceMs = (listen: Listen, hypothesis: string): number => {
  const known = knownOf.get(listen)
  if (known?.hypothesis === hypothesis) return known.silenceMs
  const silenceMs = silenceAfter(listen, hypothesis)
  knownOf.set(listen, { hypothesis, silenceMs })
  return silenceMs
}

const silenceAfter = (listen: Listen, hypothesis: string): number => {
  const { endSilenceMs, phraseEndSilenceMs, spokenDigits } = listen
  const isComplete = isCompletePhrase(hypothesis, listen.phrases) || (spokenDigits !== undefined && isFullDigits(hypothesis, listen.language, spokenDigits.maxCount))
  return isComplete ? Math.min(phraseEndSilenceMs, endSilenceMs) : endSilenceMs
}
