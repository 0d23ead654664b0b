import { SpeechEngineError } from '../errors.js'
import { escapeText, readSsml } from './ssml.js'
import type { VoiceCatalogue } from './voices.js'

/** As in Google's quota table: input of one request, in bytes of UTF-8. */
export const maxTextBytes = 5_000
/** espeak-ng's own pace, in words a minute, and the bounds it takes. */
const normalRate = 175
const rateBounds = { least: 80, most: 450 }
const sampleRatesHz = new Set([8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000])
const nativeRateHz = 22_050

export type SpokenEncoding = 'linear16' | 'mulaw' | 'alaw'

/** How a text is to be spoken; plain data, sent to a worker thread. */
export interface Delivery {
  readonly espeakVoice: string
  readonly wordsPerMinute: number
  /** 0..99, 50 = the voice's own. */
  readonly pitch: number
  readonly gain: number
  readonly sampleRateHz: number
  readonly encoding: SpokenEncoding
}

export interface VoiceMessage {
  readonly name?: string
  readonly language_code?: string
}
export interface AudioMessage {
  readonly audio_encoding?: string
  readonly sample_rate_hertz?: number
  readonly speaking_rate?: number
  readonly pitch?: number
  readonly volume_gain_db?: number
}

/** @throws SpeechEngineError SPEECH_REQUEST_INVALID, SPEECH_VOICE_UNKNOWN, SPEECH_NOT_SUPPORTED */
export function readDelivery(voice: VoiceMessage | null | undefined, audio: AudioMessage | null | undefined, catalogue: VoiceCatalogue): Delivery {
  const rate = within('speaking_rate', audio?.speaking_rate || 1, 0.25, 4)
  return {
    espeakVoice: catalogue.find(voice?.name ?? '', voice?.language_code ?? ''),
    wordsPerMinute: Math.round(Math.min(rateBounds.most, Math.max(rateBounds.least, normalRate * rate))),
    pitch: toEspeakPitch(within('pitch', audio?.pitch ?? 0, -20, 20)),
    gain: 10 ** (within('volume_gain_db', audio?.volume_gain_db ?? 0, -96, 16) / 20),
    sampleRateHz: readSampleRate(audio?.sample_rate_hertz || nativeRateHz),
    encoding: readEncoding(audio?.audio_encoding ?? 'PCM'),
  }
}

function readEncoding(encoding: string): SpokenEncoding {
  switch (encoding) {
    case 'AUDIO_ENCODING_UNSPECIFIED':
    case 'LINEAR16':
    case 'PCM':
      return 'linear16'
    case 'MULAW':
      return 'mulaw'
    case 'ALAW':
      return 'alaw'
    default:
      throw new SpeechEngineError('SPEECH_NOT_SUPPORTED', `The embedded engine does not encode ${encoding}: ask for LINEAR16, PCM, MULAW or ALAW`)
  }
}

function readSampleRate(sampleRateHz: number): number {
  if (sampleRatesHz.has(sampleRateHz)) return sampleRateHz
  throw new SpeechEngineError('SPEECH_REQUEST_INVALID', `sample_rate_hertz ${sampleRateHz} is not one of ${[...sampleRatesHz].join(', ')}`)
}

function within(field: string, value: number, least: number, most: number): number {
  if (value >= least && value <= most) return value
  throw new SpeechEngineError('SPEECH_REQUEST_INVALID', `${field} ${value} is not within ${least}..${most}`)
}

/** Semitones to espeak-ng's 0..99, which spans about −15 (0) to +12 (99) semitones around 50. */
export function toEspeakPitch(semitones: number): number {
  return Math.round(Math.min(99, Math.max(0, 50 + semitones * (semitones < 0 ? 50 / 15 : 50 / 12))))
}

export interface SynthesisInputMessage {
  readonly input_source?: string
  readonly text?: string
  readonly ssml?: string
}

/** What espeak-ng is to be given. @throws SpeechEngineError SPEECH_TEXT_TOO_LONG, SPEECH_REQUEST_INVALID, SPEECH_NOT_SUPPORTED */
export function readInput(input: SynthesisInputMessage | null | undefined): string {
  if (!input?.input_source) throw new SpeechEngineError('SPEECH_REQUEST_INVALID', 'input is empty: give text or ssml')
  switch (input.input_source) {
    case 'text':
      return escapeText(withinCap(input.text ?? ''))
    case 'ssml':
      return readSsml(withinCap(input.ssml ?? ''))
    default:
      throw new SpeechEngineError('SPEECH_NOT_SUPPORTED', `The embedded engine does not speak ${input.input_source}: give text or ssml`)
  }
}

/** @throws SpeechEngineError SPEECH_TEXT_TOO_LONG */
export function withinCap(text: string): string {
  const bytes = Buffer.byteLength(text)
  if (bytes <= maxTextBytes) return text
  throw new SpeechEngineError('SPEECH_TEXT_TOO_LONG', `The text is ${bytes} bytes long, ${maxTextBytes} is the most: send it in parts`)
}
