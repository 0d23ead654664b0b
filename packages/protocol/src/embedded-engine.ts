import { embeddedVoiceNames } from './embedded-voices.generated.js'

/** What the embedded speech engine can do, for those who may not load it; a test of the engine compares. */
export const embeddedEngine = {
  /** Languages whose phrases it recognises. */
  languages: ['en'],
  /** With more phrases in a turn each of them is heard worse. */
  phraseLimit: 24,
  voices: {
    names: embeddedVoiceNames,
    /** Any voice takes one after a plus sign. */
    timbres: ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8', 'f1', 'f2', 'f3', 'f4', 'f5', 'klatt', 'klatt2', 'klatt3', 'klatt4'],
  },
} as const

/** Settings of the user's own streaming model, which the embedded engine runs. */
export const ownModelLanguages = (environment: Readonly<Record<string, string | undefined>>): readonly string[] => {
  if ((environment['ASR_MODEL_DIR'] ?? '') === '') return []
  return (environment['ASR_MODEL_LANGUAGES'] || 'zh').split(',').map((language) => language.trim())
}
