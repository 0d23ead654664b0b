import { servesLanguage } from '../engines/engine-health.js'
import type { EngineConfig } from '../engines/engine-config.js'
import type { RecognitionEngine } from '../engines/google-recogniser.js'
import type { SynthesisEngine } from '../engines/google-synthesiser.js'
import type { Recogniser } from '../engines/recogniser.js'
import type { Synthesiser } from '../turn/ports.js'
import type { EngineKind, EngineMeters } from './engine-meters.js'

/** How one engine does. */
class EngineWatch {
  private readonly labels

  constructor(
    private readonly meters: EngineMeters,
    { name }: EngineConfig,
    kind: EngineKind,
  ) {
    this.labels = { engine: name, kind }
    meters.up.set(this.labels, 1)
  }

  /** @param sinceMs when it was asked for what it gave; absent: nobody waited */
  worked(sinceMs: number | undefined): void {
    this.meters.up.set(this.labels, 1)
    if (sinceMs !== undefined) this.meters.answers.observe(this.labels, (performance.now() - sinceMs) / 1_000)
  }

  failed(): void {
    this.meters.up.set(this.labels, 0)
    this.meters.failures.inc(this.labels)
  }
}

/** The same engine, looked on. */
export function watchRecognition(engine: RecognitionEngine, meters: EngineMeters): RecognitionEngine {
  const watch = new EngineWatch(meters, engine.config, 'recognition')
  return {
    config: engine.config,
    open(request, answers) {
      let endedMs: number | undefined
      const recognition = engine.open(request, {
        hypothesis: (text, stability) => answers.hypothesis(text, stability),
        recognised(alternatives) {
          watch.worked(endedMs)
          answers.recognised(alternatives)
        },
        failed(fault) {
          // What it does not offer is no failure of its health.
          if (!fault.isUnimplemented) watch.failed()
          answers.failed(fault)
        },
      })
      return {
        send: (audio) => recognition.send(audio),
        end() {
          endedMs = performance.now()
          recognition.end()
        },
        cancel: () => recognition.cancel(),
      }
    },
    close: () => engine.close(),
  }
}

/** The same engine, looked on. */
export function watchSynthesis(engine: SynthesisEngine, meters: EngineMeters): SynthesisEngine {
  const watch = new EngineWatch(meters, engine.config, 'synthesis')
  return {
    config: engine.config,
    async *speak(request, signal) {
      const askedMs = performance.now()
      let isFirst = true
      try {
        for await (const chunk of engine.speak(request, signal)) {
          if (isFirst) watch.worked(askedMs)
          isFirst = false
          yield chunk
        }
      } catch (error) {
        if (!signal.aborted) watch.failed()
        throw error
      }
    },
    close: () => engine.close(),
  }
}

const firstOf = (engines: readonly EngineConfig[], language: string): string | undefined => engines.find((config) => servesLanguage(config, language))?.name

/** Counts what another engine recognised than the one that should. */
export const countRecogniserFailOvers = (recogniser: Recogniser, engines: readonly EngineConfig[], meters: EngineMeters): Recogniser => ({
  fault: (request) => recogniser.fault(request),
  open: (request, listener) =>
    recogniser.open(request, {
      hypothesis: (text, stability) => listener.hypothesis(text, stability),
      recognised(alternatives, engine) {
        if (engine !== firstOf(engines, request.language)) meters.failOvers.inc({ kind: 'recognition' })
        listener.recognised(alternatives, engine)
      },
      failed: (cause) => listener.failed(cause),
    }),
})

/** Counts what another engine spoke, from its beginning or from somewhere within it, than the one that should. */
export const countSynthesiserFailOvers = (synthesiser: Synthesiser, meters: EngineMeters): Synthesiser => ({
  preferred: (request) => synthesiser.preferred(request),
  async *synthesise(request, signal) {
    const { engine } = synthesiser.preferred(request)
    let isCounted = false
    for await (const chunk of synthesiser.synthesise(request, signal)) {
      if (chunk.engine !== engine && !isCounted) {
        isCounted = true
        meters.failOvers.inc({ kind: 'synthesis' })
      }
      yield chunk
    }
  },
})
