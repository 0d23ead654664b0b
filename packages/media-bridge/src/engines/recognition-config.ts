import { sampleRateHz } from '@callchart/protocol'
import type { RecognitionRequest } from './recogniser.js'

/** How digits are said one by one; in Chinese the one is 幺 on the telephone, and 两 is heard for two. */
const digitWords: Readonly<Record<string, string>> = {
  en: 'zero | oh | one | two | three | four | five | six | seven | eight | nine',
  zh: '零 | 一 | 幺 | 二 | 两 | 三 | 四 | 五 | 六 | 七 | 八 | 九',
}

const wordsFor = (language: string): string | undefined => digitWords[(language.split('-')[0] ?? '').toLowerCase().replace(/^cmn$/, 'zh')]

/** A string of spoken digits as SRGS ABNF; none for a language whose digits have no words here. */
export const digitGrammar = (language: string, { minCount, maxCount }: { minCount: number; maxCount: number }): string[] => {
  const words = wordsFor(language)
  if (words === undefined) return []
  const count = minCount === maxCount ? minCount : `${minCount}-${maxCount}`
  return [['#ABNF 1.0 UTF-8;', `language ${language};`, 'root $digits;', `$digit = ${words};`, `$digits = $digit<${count}>;`, ''].join('\n')]
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
