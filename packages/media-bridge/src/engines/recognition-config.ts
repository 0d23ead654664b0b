import { sampleRateHz } from '@callchart/protocol'
import type { RecognitionRequest } from './recogniser.js'

/** A string of spoken digits as SRGS ABNF. */
export const digitGrammar = (language: string, { minCount, maxCount }: { minCount: number; maxCount: number }): string =>
  [
    '#ABNF 1.0 UTF-8;',
    `language ${language};`,
    'root $digits;',
    '$digit = zero | oh | one | two | three | four | five | six | seven | eight | nine;',
    `$digits = $digit<${minCount === maxCount ? minCount : `${minCount}-${maxCount}`}>;`,
    '',
  ].join('\n')

/** The first message of google.cloud.speech.v1 StreamingRecognize. */
export const streamingConfig = ({ language, phrases, spokenDigits }: RecognitionRequest): object => ({
  streamingConfig: {
    config: {
      encoding: 'LINEAR16',
      sampleRateHertz: sampleRateHz,
      languageCode: language,
      maxAlternatives: 3,
      enableWordTimeOffsets: true,
      enableWordConfidence: true,
      speechContexts: phrases.length === 0 ? [] : [{ phrases }],
      ...(spokenDigits === undefined ? {} : { adaptation: { abnfGrammar: { abnfStrings: [digitGrammar(language, spokenDigits)] } } }),
    },
    interimResults: true,
  },
})
