import type { Synthesiser } from '../turn/ports.js'
import type { EngineState } from '../control/call-control-client.js'
import type { EngineMeters } from '../watch/engine-meters.js'
import { countRecogniserFailOvers, countSynthesiserFailOvers, watchRecognition, watchSynthesis } from '../watch/watched-engines.js'
import type { EngineConfig, EngineLists } from './engine-config.js'
import { EngineHealth } from './engine-health.js'
import { createRecogniser, type EngineLog } from './fall-over-recogniser.js'
import { createSynthesiser } from './fall-over-synthesiser.js'
import { connectRecogniser } from './google-recogniser.js'
import { connectSynthesiser } from './google-synthesiser.js'
import type { Recogniser } from './recogniser.js'

export interface Engines {
  readonly recogniser: Recogniser
  readonly synthesiser: Synthesiser
  /** Which of them answered when they were asked last. */
  states(): readonly EngineState[]
  close(): void
}

/** One channel an engine, shared by all calls of the bridge. */
export const connectEngines = (lists: EngineLists, log: EngineLog, meters: EngineMeters): Engines => {
  const now = (): number => performance.now()
  const asr = lists.asr.map((config) => watchRecognition(connectRecogniser(config), meters))
  const tts = lists.tts.map((config) => watchSynthesis(connectSynthesiser(config), meters))
  const health = { asr: new EngineHealth(now), tts: new EngineHealth(now) }
  const stateOf = (kind: EngineState['kind'], config: EngineConfig): EngineState => ({ name: config.name, kind, up: health[kind].isUp(config) })
  return {
    recogniser: countRecogniserFailOvers(createRecogniser(asr, health.asr, log), lists.asr, meters),
    synthesiser: countSynthesiserFailOvers(createSynthesiser(tts, health.tts, log), meters),
    states: () => [...lists.asr.map((config) => stateOf('asr', config)), ...lists.tts.map((config) => stateOf('tts', config))],
    close: () => {
      for (const engine of [...asr, ...tts]) engine.close()
    },
  }
}
