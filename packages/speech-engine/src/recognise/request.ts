import { embeddedEngine } from '@callchart/protocol'
import { SpeechEngineError } from '../errors.js'
import { parseAbnf, type AbnfGrammar } from './abnf.js'

export interface RecognitionConfigMessage {
  readonly encoding?: string
  readonly sample_rate_hertz?: number
  readonly audio_channel_count?: number
  readonly language_code?: string
  readonly enable_word_time_offsets?: boolean
  readonly speech_contexts?: readonly { readonly phrases?: readonly string[] }[]
  readonly adaptation?: {
    readonly phrase_sets?: readonly { readonly phrases?: readonly { readonly value?: string }[] }[]
    readonly abnf_grammar?: { readonly abnf_strings?: readonly string[] } | null
  } | null
}

/** What one stream is to listen for. */
export interface RecognitionPlan {
  /** A grammar of phrases, or the user's own model, which hears whatever is said. */
  readonly by: 'grammar' | 'own-model'
  readonly encoding: 'linear16' | 'mulaw'
  readonly sampleRateHz: number
  readonly languageCode: string
  readonly phrases: readonly string[]
  readonly grammars: readonly AbnfGrammar[]
  readonly wordTimes: boolean
}

const sampleRatesHz = [8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000]
/** More phrases would make every one of them less likely to be told from the others. */
const maxPhrases = 500
const otherEngine =
  'name the folder of a streaming model in ASR_MODEL_DIR, configure a cloud or self-hosted engine that serves google.cloud.speech.v1, or let callers press keys'

/**
 * @param ownLanguages what the user's own model understands: it serves these languages alone
 * @throws SpeechEngineError SPEECH_REQUEST_INVALID, SPEECH_GRAMMAR_INVALID, SPEECH_NOT_SUPPORTED
 */
export function readRecognitionConfig(config: RecognitionConfigMessage | null | undefined, ownLanguages: readonly string[] = []): RecognitionPlan {
  if (config === null || config === undefined) throw new SpeechEngineError('SPEECH_REQUEST_INVALID', 'config is missing')
  const languageCode = config.language_code ?? ''
  const isOwn = ownLanguages.some((language) => sameLanguage(language, languageCode))
  if (!isOwn) requireModel(languageCode)
  const encoding = readEncoding(config.encoding ?? '')
  if ((config.audio_channel_count ?? 0) > 1) throw new SpeechEngineError('SPEECH_NOT_SUPPORTED', 'The embedded engine hears one channel: send a stream a channel')
  const rest = { encoding, sampleRateHz: readSampleRate(config, encoding), languageCode, wordTimes: config.enable_word_time_offsets ?? false }
  if (isOwn) return { by: 'own-model', phrases: [], grammars: [], ...rest }
  const phrases = readPhrases(config)
  const grammars = (config.adaptation?.abnf_grammar?.abnf_strings ?? []).map(parseAbnf)
  if (phrases.length === 0 && grammars.length === 0) {
    throw new SpeechEngineError(
      'SPEECH_NOT_SUPPORTED',
      `The embedded engine does not recognise free text, only phrases (speech_contexts) and grammars (adaptation.abnf_grammar): ${otherEngine}`,
    )
  }
  return { by: 'grammar', phrases, grammars, ...rest }
}

/** `cmn` and `zh` are one language by two names. */
const baseOf = (language: string): string => (language.split('-')[0] ?? '').toLowerCase().replace(/^cmn$/, 'zh')

const sameLanguage = (served: string, asked: string): boolean =>
  served.toLowerCase() === asked.toLowerCase() || (!served.includes('-') && baseOf(served) === baseOf(asked))

function requireModel(languageCode: string): void {
  if (languageCode === '') throw new SpeechEngineError('SPEECH_REQUEST_INVALID', 'config.language_code is missing')
  if (embeddedEngine.languages.some((language) => sameLanguage(language, languageCode))) return
  throw new SpeechEngineError('SPEECH_NOT_SUPPORTED', `The embedded engine recognises English only, it has no model for "${languageCode}": ${otherEngine}`)
}

function readEncoding(encoding: string): 'linear16' | 'mulaw' {
  if (encoding === 'LINEAR16') return 'linear16'
  if (encoding === 'MULAW') return 'mulaw'
  throw new SpeechEngineError('SPEECH_NOT_SUPPORTED', `The embedded engine does not decode "${encoding}": send LINEAR16 or MULAW`)
}

function readSampleRate(config: RecognitionConfigMessage, encoding: string): number {
  const sampleRateHz = config.sample_rate_hertz ?? 0
  if (encoding === 'mulaw' && sampleRateHz !== 8_000) throw new SpeechEngineError('SPEECH_REQUEST_INVALID', `MULAW comes at 8000 Hz, not at ${sampleRateHz}`)
  if (sampleRatesHz.includes(sampleRateHz)) return sampleRateHz
  throw new SpeechEngineError('SPEECH_REQUEST_INVALID', `sample_rate_hertz ${sampleRateHz} is not one of ${sampleRatesHz.join(', ')}`)
}

function readPhrases(config: RecognitionConfigMessage): readonly string[] {
  const contexts = (config.speech_contexts ?? []).flatMap((context) => context.phrases ?? [])
  const sets = (config.adaptation?.phrase_sets ?? []).flatMap((set) => (set.phrases ?? []).map((phrase) => phrase.value ?? ''))
  const phrases = [...new Set([...contexts, ...sets].filter((phrase) => phrase.trim() !== ''))]
  if (phrases.length > maxPhrases) throw new SpeechEngineError('SPEECH_REQUEST_INVALID', `${phrases.length} phrases are more than ${maxPhrases}: enable fewer in a turn`)
  return phrases
}
