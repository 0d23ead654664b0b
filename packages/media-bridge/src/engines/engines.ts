import type { Synthesiser } from '../turn/ports.js'
import type { EngineLists } from './engine-config.js'
import { EngineHealth } from './engine-health.js'
import { createRecogniser, type EngineLog } from './fall-over-recogniser.js'
import { createSynthesiser } from './fall-over-synthesiser.js'
import { connectRecogniser } from './google-recogniser.js'
import { connectSynthesiser } from './google-synthesiser.js'
import type { Recogniser } from './recogniser.js'

export interface Engines {
  readonly recogniser: Recogniser
  readonly synthesiser: Synthesiser
  close(): void
}

/** One channel an engine, shared by all calls of the bridge. */
export const connectEngines = (lists: EngineLists, log: EngineLog): Engines => {
  const now = (): number => performance.now()
  const asr = lists.asr.map(connectRecogniser)
  const tts = lists.tts.map(connectSynthesiser)
  return {
    recogniser: createRecogniser(asr, new EngineHealth(now), log),
    synthesiser: createSynthesiser(tts, new EngineHealth(now), log),
    close: () => {
      for (const engine of [...asr, ...tts]) engine.close()
    },
  }
}
