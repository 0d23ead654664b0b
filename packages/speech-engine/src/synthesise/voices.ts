import { embeddedEngine } from '@callchart/protocol'
import { SpeechEngineError } from '../errors.js'

/** A voice as espeak-ng lists it: `identifier` is its file, such as `gmw/en-US`. */
export interface ListedVoice {
  readonly identifier: string
  readonly languages: readonly string[]
}

/** Timbres that any voice takes after a plus sign: `en-us+m3`. */
export const variants = embeddedEngine.voices.timbres

/** Where the language tag of a request says less than, or other than, espeak-ng's own tags. */
export const languageAliases: Readonly<Record<string, string>> = {
  en: 'en-us',
  zh: 'cmn',
  'zh-cn': 'cmn',
  'zh-tw': 'cmn',
  'zh-hk': 'yue',
  'cmn-hans-cn': 'cmn',
  'cmn-cn': 'cmn',
  'cmn-tw': 'cmn',
  'cmn-hant-tw': 'cmn',
  'yue-hant-hk': 'yue',
  fr: 'fr-fr',
  'es-us': 'es-419',
}

export class VoiceCatalogue {
  readonly #byName = new Map<string, ListedVoice>()

  constructor(readonly voices: readonly ListedVoice[]) {
    for (const voice of voices) for (const language of voice.languages.slice(1)) this.#claim(language, voice)
    for (const voice of voices) this.#byName.set(voiceName(voice), voice)
  }

  #claim(name: string, voice: ListedVoice): void {
    if (!this.#byName.has(name)) this.#byName.set(name, voice)
  }

  /**
   * The espeak-ng voice for a request: by name (`en-us+m3`), else by language tag.
   * @throws SpeechEngineError SPEECH_VOICE_UNKNOWN
   */
  find(name: string, languageCode: string): string {
    if (name !== '') return this.#findNamed(name)
    if (languageCode === '') throw new SpeechEngineError('SPEECH_REQUEST_INVALID', 'voice has neither a name nor a language_code: give one of them')
    return this.#findLanguage(languageCode).identifier
  }

  #findNamed(name: string): string {
    const [base = '', variant, ...rest] = name.toLowerCase().split('+')
    const voice = this.#byName.get(languageAliases[base] ?? base)
    const known = variant === undefined || (rest.length === 0 && (variants as readonly string[]).includes(variant))
    if (voice === undefined || !known) throw this.#unknown(`Voice "${name}"`)
    return variant === undefined ? voice.identifier : `${voice.identifier}+${variant}`
  }

  #findLanguage(languageCode: string): ListedVoice {
    const tag = languageCode.toLowerCase()
    for (let part = tag; part !== ''; part = part.slice(0, Math.max(0, part.lastIndexOf('-')))) {
      const voice = this.#byName.get(languageAliases[part] ?? part)
      if (voice !== undefined) return voice
    }
    throw this.#unknown(`A voice for language "${languageCode}"`)
  }

  #unknown(what: string): SpeechEngineError {
    const names = this.voices.map(voiceName).join(', ')
    return new SpeechEngineError('SPEECH_VOICE_UNKNOWN', `${what} does not exist. Voices: ${names}; each may be followed by +${variants.join(', +')}.`)
  }

  /** Voices that speak a language: `en` finds every English one; an empty tag finds all. */
  list(languageCode: string): readonly { readonly name: string; readonly languages: readonly string[] }[] {
    const tag = languageCode.toLowerCase()
    const wanted = languageAliases[tag] ?? tag
    return this.voices
      .filter((voice) => tag === '' || voice.languages.some((language) => language === wanted || language === tag || language.startsWith(`${tag}-`)))
      .map((voice) => ({ name: voiceName(voice), languages: [...voice.languages] }))
  }
}

/** The first language tag of a voice is its name: `en-us`, `en-gb`, `cmn`. */
function voiceName(voice: ListedVoice): string {
  return (voice.languages[0] ?? voice.identifier).toLowerCase()
}
