import type { Listen } from '@callchart/protocol'
import { isCompletePhrase, normaliseText } from './phrase-match.js'

const digitWords = new Set(['zero', 'oh', 'o', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'])

/** A string of digits that can grow no longer. */
const isFullDigits = (hypothesis: string, maxCount: number): boolean => {
  const words = normaliseText(hypothesis).split(' ')
  const count = words.reduce((sum, word) => sum + (digitWords.has(word) ? 1 : /^\d+$/.test(word) ? word.length : Number.NaN), 0)
  return count === maxCount
}

/** Silence that ends the utterance: shorter once an enabled phrase, or the longest allowed string of digits, is complete. */
export const endpointSilenceMs = (listen: Listen, hypothesis: string): number => {
  const { endSilenceMs, phraseEndSilenceMs, spokenDigits } = listen
  const isComplete = isCompletePhrase(hypothesis, listen.phrases) || (spokenDigits !== undefined && isFullDigits(hypothesis, spokenDigits.maxCount))
  return isComplete ? Math.min(phraseEndSilenceMs, endSilenceMs) : endSilenceMs
}
