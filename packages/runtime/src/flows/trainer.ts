import { Worker } from 'node:worker_threads'
import { NluError, type UnderstandingModel } from '@callchart/nlu'
import type { UnderstandingSource } from '@callchart/protocol'
import { systemClock, type CancelTimer, type Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'
import type { FromTrainer, ToTrainer } from './train-messages.js'

/** Trains in a thread of its own: calls go on meanwhile. */
export interface Trainer {
  /**
   * One source after the other, in the order they were asked.
   * @param signal the model is not wanted any more: its training is given up
   * @throws {NluError} as `trainUnderstanding`; RUNTIME_TRAINING_TIMEOUT, RUNTIME_TRAINING_FAILED
   */
  train(source: UnderstandingSource, signal?: AbortSignal): Promise<UnderstandingModel>
  /** Gives up whatever is under way. */
  close(): Promise<void>
}

export interface TrainerOptions {
  /** A model that takes longer is given up. */
  readonly timeoutMs?: number
  readonly clock?: Clock
  readonly startWorker?: () => Worker
}

interface Job {
  readonly number: number
  readonly source: UnderstandingSource
  readonly resolve: (model: UnderstandingModel) => void
  readonly reject: (error: Error) => void
}

const defaultTimeoutMs = 180_000

/** Sources are run by tests alone. */
const workerFile = import.meta.url.endsWith('.ts') ? './testing/train-worker-from-sources.mjs' : './train-worker.js'
const startThread = (): Worker => new Worker(new URL(workerFile, import.meta.url), { execArgv: [], name: 'trainer' })

const failed = (cause: string): RuntimeError =>
  new RuntimeError('RUNTIME_TRAINING_FAILED', `The thread that trains ended (${cause}): give the flow fewer phrases, or the process more memory.`)

const tooLong = ({ source }: Job, timeoutMs: number): RuntimeError =>
  new RuntimeError(
    'RUNTIME_TRAINING_TIMEOUT',
    `The intents in ${source.language} were not trained within ${Math.round(timeoutMs / 1_000)} s: give them fewer phrases, or split the flow.`,
  )

/** One thread, that lives while there is something to train. */
class ThreadTrainer implements Trainer {
  readonly #timeoutMs: number
  readonly #clock: Clock
  readonly #startWorker: () => Worker
  readonly #waiting: Job[] = []
  #running: Job | undefined
  #worker: Worker | undefined
  #cancelTimeout: CancelTimer = () => undefined
  #jobCount = 0
  #closed = false

  constructor({ timeoutMs = defaultTimeoutMs, clock = systemClock, startWorker = startThread }: TrainerOptions) {
    this.#timeoutMs = timeoutMs
    this.#clock = clock
    this.#startWorker = startWorker
  }

  train(source: UnderstandingSource, signal?: AbortSignal): Promise<UnderstandingModel> {
    if (this.#closed) return Promise.reject(givenUp())
    return new Promise((resolve, reject) => {
      const job: Job = { number: (this.#jobCount += 1), source, resolve, reject }
      if (signal?.aborted === true) return reject(givenUp())
      signal?.addEventListener('abort', () => this.#giveUp(job), { once: true })
      this.#waiting.push(job)
      this.#next()
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const job of this.#waiting.splice(0)) job.reject(givenUp())
    if (this.#running !== undefined) this.#settle(givenUp())
    await this.#stopWorker()
  }

  #next(): void {
    if (this.#running !== undefined || this.#closed) return
    this.#running = this.#waiting.shift()
    if (this.#running === undefined) return void this.#stopWorker()
    const job = this.#running
    this.#cancelTimeout = this.#clock.after(this.#timeoutMs, () => this.#abandon(tooLong(job, this.#timeoutMs)))
    this.#worker ??= this.#openWorker()
    this.#worker.postMessage({ job: job.number, source: job.source } satisfies ToTrainer)
  }

  #openWorker(): Worker {
    const worker = this.#startWorker()
    let cause = 'without a word'
    worker.on('message', (message: FromTrainer) => this.#receive(message))
    worker.on('error', (error) => (cause = error.message))
    worker.on('exit', () => {
      if (this.#worker !== worker) return
      this.#worker = undefined
      if (this.#running !== undefined) this.#settle(failed(cause))
      this.#next()
    })
    return worker
  }

  #receive(message: FromTrainer): void {
    if (message.job !== this.#running?.number) return
    if (message.type === 'trained') this.#settle(message.model)
    else this.#settle(message.code === undefined ? failed(message.message) : new NluError(message.code, message.message))
    this.#next()
  }

  #settle(outcome: UnderstandingModel | Error): void {
    const job = this.#running
    this.#running = undefined
    this.#cancelTimeout()
    if (outcome instanceof Error) job?.reject(outcome)
    else job?.resolve(outcome)
  }

  #giveUp(job: Job): void {
    const at = this.#waiting.indexOf(job)
    if (at >= 0) this.#waiting.splice(at, 1)[0]?.reject(givenUp())
    else if (this.#running === job) this.#abandon(givenUp())
  }

  /** A thread that computes hears nothing: it is ended, and the next job gets another one. */
  #abandon(error: Error): void {
    this.#settle(error)
    void this.#stopWorker()
    this.#next()
  }

  async #stopWorker(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    await worker?.terminate()
  }
}

/** Nobody waits for it any more. */
const givenUp = (): RuntimeError => new RuntimeError('RUNTIME_TRAINING_CANCELLED', 'The training was given up: the flow has changed, or the runtime ends.')

export const createTrainer = (options: TrainerOptions = {}): Trainer => new ThreadTrainer(options)
