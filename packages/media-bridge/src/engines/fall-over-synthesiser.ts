import { MediaError } from '../errors.js'
import type { SpeechRequest, SpokenChunk, Synthesiser } from '../turn/ports.js'
import { faultOf } from './engine-fault.js'
import { servesLanguage, type EngineHealth } from './engine-health.js'
import type { EngineLog } from './fall-over-recogniser.js'
import type { SynthesisEngine } from './google-synthesiser.js'

const kindOf = ({ ssml }: SpeechRequest): string => (ssml === undefined ? 'text' : 'ssml')

/** What is left of a chunk when the first `samples` of the prompt were already given out. */
const behind = (chunk: Int16Array, samples: number): Int16Array => (samples <= 0 ? chunk : chunk.subarray(Math.min(samples, chunk.length)))

class FallOverSynthesiser implements Synthesiser {
  readonly #engines: readonly SynthesisEngine[]
  readonly #health: EngineHealth
  readonly #log: EngineLog

  constructor(engines: readonly SynthesisEngine[], health: EngineHealth, log: EngineLog) {
    this.#engines = engines
    this.#health = health
    this.#log = log
  }

  preferred({ language, voice }: SpeechRequest): { readonly engine: string; readonly voice: string } {
    const first = this.#engines.find(({ config }) => servesLanguage(config, language))?.config
    return { engine: first?.name ?? 'none', voice: voice ?? first?.voice ?? '' }
  }

  /** An engine that dies mid-word: the next one goes on where the first stopped. */
  async *synthesise(request: SpeechRequest, signal: AbortSignal): AsyncGenerator<SpokenChunk> {
    const { engines, fault } = this.#health.rank(this.#engines, request.language, kindOf(request))
    let cause = fault ?? 'No engine is left.'
    let givenSamples = 0
    for (const engine of engines) {
      let spokenSamples = 0
      try {
        for await (const chunk of engine.speak(request, signal)) {
          const pcm = behind(chunk, givenSamples - spokenSamples)
          spokenSamples += chunk.length
          if (pcm.length === 0) continue
          givenSamples = spokenSamples
          yield { pcm, engine: engine.config.name }
        }
        this.#health.worked(engine.config)
        return
      } catch (error) {
        if (signal.aborted) throw error
        cause = this.#failed(engine, request, error)
      }
    }
    throw new MediaError('MEDIA_SYNTHESIS_FAILED', `No engine spoke the prompt in "${request.language}": ${cause}`, { retryable: true })
  }

  #failed({ config }: SynthesisEngine, request: SpeechRequest, error: unknown): string {
    const fault = faultOf(config.name, error)
    this.#health.failed(config, request.language, kindOf(request), fault)
    this.#log.warn({ engine: config.name, cause: fault.message }, 'speech engine failed to speak')
    return fault.message
  }
}

export const createSynthesiser = (engines: readonly SynthesisEngine[], health: EngineHealth, log: EngineLog): Synthesiser =>
  new FallOverSynthesiser(engines, health, log)
