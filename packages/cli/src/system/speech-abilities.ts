import type { HeardLanguage, SpeechAbilities } from '@callchart/flow'
import type { EngineConfig } from '@callchart/media-bridge'
import { embeddedEngine, ownModelLanguages } from '@callchart/protocol'
import type { Environment } from './settings.js'

/** Stands in a list of engines for the address of the embedded one. */
export const embeddedAddress = 'embedded'

export interface EngineSettings {
  /** Absent: the embedded engine alone. */
  readonly asrEngines?: readonly EngineConfig[]
  readonly ttsEngines?: readonly EngineConfig[]
  readonly environment?: Environment
}

/** The user's own model serves its languages alone, whatever is said; the others are heard by their phrases. */
const heardByEmbedded = (environment: Environment): HeardLanguage[] => {
  const own = ownModelLanguages(environment)
  return [
    ...own.map((language) => ({ language, freeText: true })),
    ...embeddedEngine.languages.filter((language) => !own.includes(language)).map((language) => ({ language, freeText: false })),
  ]
}

/** Languages of the embedded recogniser: a turn in another one is told at once that nobody hears it. */
export const embeddedLanguages = (environment: Environment): string[] => heardByEmbedded(environment).map(({ language }) => language)

const heardBy = (engine: EngineConfig, environment: Environment): HeardLanguage[] => {
  const { address, languages } = engine
  if (address !== embeddedAddress) return (languages.length === 0 ? ['*'] : languages).map((language) => ({ language, freeText: true }))
  return heardByEmbedded(environment).filter(({ language }) => languages.length === 0 || languages.some((tag) => tag.split('-')[0] === language.split('-')[0]))
}

/** What flows of this installation can rely on; engines of others are believed to do all that their languages need. */
export function speechAbilities({ asrEngines, ttsEngines, environment = {} }: EngineSettings): SpeechAbilities {
  const hears = asrEngines === undefined ? heardByEmbedded(environment) : asrEngines.flatMap((engine) => heardBy(engine, environment))
  const isEmbedded = ttsEngines === undefined || ttsEngines.every(({ address }) => address === embeddedAddress)
  return { hears, ...(isEmbedded ? { voices: embeddedEngine.voices } : {}) }
}
