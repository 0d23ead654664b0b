import { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import { SpeechEngineError } from '../errors.js'
import type { FromSynthesiser, ToSynthesiser } from './messages.js'
import type { Delivery } from './request.js'
import { VoiceCatalogue } from './voices.js'

export interface SpeechListener {
  audio(bytes: Uint8Array): void
  done(): void
  failed(error: SpeechEngineError): void
}

interface Job {
  readonly message: ToSynthesiser
  readonly settle: (message: FromSynthesiser) => void
  readonly fail: (error: SpeechEngineError) => void
}

interface Seat {
  readonly worker: Worker
  job: Job | undefined
}

/** Texts that may wait for a synthesiser; more than that are refused. */
const maxWaiting = 64

/** Synthesis workers, each with one espeak-ng; a job at a time, first come first served. */
export class SynthesisPool {
  readonly #seats: Seat[] = []
  readonly #waiting: Job[] = []
  #jobs = 0
  #closed = false
  #catalogue: VoiceCatalogue | undefined

  constructor(
    readonly workerCount: number,
    readonly log: Logger,
  ) {}

  get catalogue(): VoiceCatalogue {
    if (this.#catalogue === undefined) throw new SpeechEngineError('SPEECH_WORKER_FAILED', 'The synthesiser is not started')
    return this.#catalogue
  }

  async start(): Promise<void> {
    await Promise.all(Array.from({ length: this.workerCount }, () => this.#startSeat()))
  }

  #startSeat(): Promise<void> {
    const worker = new Worker(new URL('./worker.js', import.meta.url))
    const seat: Seat = { worker, job: undefined }
    return new Promise((resolve, reject) => {
      worker.on('message', (message: FromSynthesiser) => {
        if (message.type !== 'ready') return this.#receive(seat, message)
        this.#catalogue ??= new VoiceCatalogue(message.voices)
        this.#seats.push(seat)
        this.#dispatch()
        resolve()
      })
      worker.on('error', (error) => this.log.error({ err: error }, 'synthesis worker failed'))
      worker.on('exit', () => {
        const error = new SpeechEngineError('SPEECH_WORKER_FAILED', 'A synthesis worker ended: try again', { retryable: true })
        reject(error)
        this.#lose(seat, error)
      })
    })
  }

  /** A lost worker fails its job and is replaced. */
  #lose(seat: Seat, error: SpeechEngineError): void {
    const index = this.#seats.indexOf(seat)
    if (index >= 0) this.#seats.splice(index, 1)
    seat.job?.fail(error)
    if (index >= 0 && !this.#closed) this.#startSeat().catch((cause: unknown) => this.log.error({ err: cause }, 'synthesis worker not replaced'))
  }

  #receive(seat: Seat, message: FromSynthesiser): void {
    const job = seat.job
    if (message.type !== 'audio') {
      seat.job = undefined
      this.#dispatch()
    }
    if (message.type === 'failed') job?.fail(new SpeechEngineError('SPEECH_WORKER_FAILED', `Synthesis failed: ${message.message}`))
    else job?.settle(message)
  }

  #dispatch(): void {
    for (const seat of this.#seats) {
      if (seat.job !== undefined) continue
      seat.job = this.#waiting.shift()
      if (seat.job === undefined) return
      seat.worker.postMessage(seat.job.message)
    }
  }

  #enqueue(job: Job): void {
    if (this.#waiting.length >= maxWaiting) throw new SpeechEngineError('SPEECH_BUSY', `${maxWaiting} texts wait to be spoken already: try again`, { retryable: true })
    this.#waiting.push(job)
    this.#dispatch()
  }

  /** Speaks; the result stops it. Nothing is told to the listener after a stop. @throws SpeechEngineError SPEECH_BUSY */
  speak(ssml: string, delivery: Delivery, listener: SpeechListener): () => void {
    const stopped = new Int32Array(new SharedArrayBuffer(4))
    const isStopped = (): boolean => stopped[0] !== 0
    this.#jobs += 1
    this.#enqueue({
      message: { type: 'speak', job: this.#jobs, ssml, delivery, stopped },
      settle: (message) => {
        if (isStopped()) return
        if (message.type === 'audio') listener.audio(message.bytes)
        else listener.done()
      },
      fail: (error) => (isStopped() ? undefined : listener.failed(error)),
    })
    return () => Atomics.store(stopped, 0, 1)
  }

  /** How espeak-ng's American voice says each word, in IPA with `_` between phonemes. */
  pronounce(words: readonly string[]): Promise<readonly string[]> {
    return new Promise((resolve, reject) => {
      this.#jobs += 1
      this.#enqueue({
        message: { type: 'pronounce', job: this.#jobs, words },
        settle: (message) => resolve(message.type === 'pronounced' ? message.ipa : []),
        fail: reject,
      })
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(this.#seats.map(({ worker }) => worker.terminate()))
  }
}
