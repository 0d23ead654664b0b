import { msToSamples, type ErrorCode } from '@callchart/protocol'
import type { EngineFault } from './engine-fault.js'
import type { EngineHealth } from './engine-health.js'
import type { EngineRecognition, RecognitionEngine } from './google-recogniser.js'
import type { Recogniser, RecognitionListener, RecognitionRequest, RecognitionStream } from './recogniser.js'

/** Audio travels in packs: a message costs more than its bytes. */
const packMs = 100
const packSamples = msToSamples(packMs)

export interface EngineLog {
  warn(fields: Record<string, unknown>, message: string): void
}

const nobodyRecognised = 'MEDIA_RECOGNITION_FAILED' satisfies ErrorCode

/** What a request needs, as far as an engine may lack it. */
const kindOf = ({ phrases, spokenDigits }: RecognitionRequest): string =>
  [phrases.length > 0 ? 'phrases' : '', spokenDigits === undefined ? '' : 'digits'].filter((part) => part !== '').join('+') || 'free'

/** One stretch of speech; the next engine gets everything that was said so far. */
class FallOverStream implements RecognitionStream {
  readonly #engines: readonly RecognitionEngine[]
  readonly #request: RecognitionRequest
  readonly #listener: RecognitionListener
  readonly #health: EngineHealth
  readonly #log: EngineLog
  readonly #packs: Buffer[] = []
  #pack = new Int16Array(packSamples)
  #filled = 0
  #engine = 0
  #recognition: EngineRecognition | undefined
  #hasEnded = false
  #isOver = false

  constructor(engines: readonly RecognitionEngine[], request: RecognitionRequest, listener: RecognitionListener, health: EngineHealth, log: EngineLog) {
    this.#engines = engines
    this.#request = request
    this.#listener = listener
    this.#health = health
    this.#log = log
    this.#open('No engine serves this turn.')
  }

  write(frame: Int16Array): void {
    if (this.#isOver) return
    for (let from = 0; from < frame.length; ) {
      const count = Math.min(frame.length - from, packSamples - this.#filled)
      this.#pack.set(count === frame.length ? frame : frame.subarray(from, from + count), this.#filled)
      this.#filled += count
      from += count
      if (this.#filled === packSamples) this.#flush()
    }
  }

  end(): void {
    if (this.#isOver || this.#hasEnded) return
    if (this.#filled > 0) this.#flush()
    this.#hasEnded = true
    this.#recognition?.end()
  }

  goOn(): void {
    if (this.#isOver || !this.#hasEnded) return
    this.#hasEnded = false
    this.#recognition?.cancel()
    this.#open('')
  }

  cancel(): void {
    this.#isOver = true
    this.#recognition?.cancel()
  }

  #flush(): void {
    // PCM16LE as it is in memory: Node runs on little-endian machines alone.
    const audio = Buffer.from(this.#pack.buffer, 0, 2 * this.#filled)
    this.#pack = new Int16Array(packSamples)
    this.#filled = 0
    this.#packs.push(audio)
    if (!this.#hasEnded) this.#recognition?.send(audio)
  }

  /** Asks the present engine, from the first sample on. @param cause why there is none left, if so */
  #open(cause: string): void {
    const engine = this.#engines[this.#engine]
    if (engine === undefined) {
      this.#isOver = true
      this.#log.warn({ code: nobodyRecognised, cause }, 'no engine recognised the caller')
      queueMicrotask(() => this.#listener.failed(cause))
      return
    }
    const recognition = engine.open(this.#request, {
      hypothesis: (text, stability) => {
        if (!this.#isOver) this.#listener.hypothesis(text, stability)
      },
      recognised: (alternatives) => {
        this.#health.worked(engine.config)
        if (!this.#isOver) this.#listener.recognised(alternatives, engine.config.name)
      },
      failed: (fault) => this.#engineFailed(engine, fault),
    })
    this.#recognition = recognition
    for (const audio of this.#packs) recognition.send(audio)
    if (this.#hasEnded) recognition.end()
  }

  #engineFailed({ config }: RecognitionEngine, fault: EngineFault): void {
    this.#engine += 1
    this.#health.failed(config, this.#request.language, kindOf(this.#request), fault)
    this.#log.warn({ engine: config.name, cause: fault.message, enginesLeft: this.#engines.length - this.#engine }, 'speech engine failed to recognise')
    if (!this.#isOver) this.#open(fault.message)
  }
}

export const createRecogniser = (engines: readonly RecognitionEngine[], health: EngineHealth, log: EngineLog): Recogniser => {
  const rank = (request: RecognitionRequest) => health.rank(engines, request.language, kindOf(request))
  return {
    fault: (request) => rank(request).fault,
    open: (request, listener) => new FallOverStream(rank(request).engines, request, listener, health, log),
  }
}
