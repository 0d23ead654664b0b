import type { Synthesiser } from '../turn/ports.js'
import type { EngineMeters } from '../watch/engine-meters.js'
import { countRecogniserFailOvers, countSynthesiserFailOvers, watchRecognition, watchSynthesis } from '../watch/watched-engines.js'
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
export const connectEngines = (lists: EngineLists, log: EngineLog, meters: EngineMeters): Engines => {
  const now = (): number => performance.now()
  const asr = lists.asr.map((config) => watchRecognition(connectRecogniser(config), meters))
  const tts = lists.tts.map((config) => watchSynthesis(connectSynthesiser(config), meters))
  return {
    recogniser: countRecogniserFailOvers(createRecogniser(asr, new EngineHealth(now), log), lists.asr, meters),
    synthesiser: countSynthesiserFailOvers(createSynthesiser(tts, new EngineHealth(now), log), meters),
    close: () => {
      for (const engine of [...asr, ...tts]) engine.close()
    },
  }
}
