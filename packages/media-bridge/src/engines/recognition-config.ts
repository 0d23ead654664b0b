import { sampleRateHz } from '@callchart/protocol'
import { digitWordsOf } from '../listen/digit-words.js'
import type { RecognitionRequest } from './recogniser.js'

/** A string of spoken digits as SRGS ABNF; none for a language whose digits have no words here. */
export const digitGrammar = (language: string, { minCount, maxCount }: { minCount: number; maxCount: number }): string[] => {
  const words = digitWordsOf(language)
  if (words.length === 0) return []
  const count = minCount === maxCount ? minCount : `${minCount}-${maxCount}`
  return [['#ABNF 1.0 UTF-8;', `language ${language};`, 'root $digits;', `$digit = ${words.join(' | ')};`, `$digits = $digit<${count}>;`, ''].join('\n')]
}

/** Alternatives of one utterance that are asked for. */
const maxAlternatives = 5
/** Cloud Speech-to-Text takes 500 phrases in a context, of 100 characters each. */
const defaultPhraseLimit = 500
const phraseLengthLimit = 100

/** The first message of google.cloud.speech.v1 StreamingRecognize. */
export const streamingConfig = (request: RecognitionRequest, phraseLimit = defaultPhraseLimit): object => {
  const { language, spokenDigits } = request
  const phrases = request.phrases.filter(({ length }) => length <= phraseLengthLimit).slice(0, phraseLimit)
  const abnfStrings = spokenDigits === undefined ? [] : digitGrammar(language, spokenDigits)
  const config = {
    encoding: 'LINEAR16',
    sampleRateHertz: sampleRateHz,
    languageCode: language,
    maxAlternatives,
    enableWordTimeOffsets: true,
    enableWordConfidence: true,
    speechContexts: phrases.length === 0 ? [] : [{ phrases }],
    ...(abnfStrings.length === 0 ? {} : { adaptation: { abnfGrammar: { abnfStrings } } }),
  }
  return { streamingConfig: { config, interimResults: true } }
}
