import { Worker } from 'node:worker_threads'
import type { FlowDocument, FlowProblem, FlowResources } from '@callchart/flow'
import { systemClock, type CancelTimer, type Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'
import type { FromChecker, ToChecker } from './check-worker.js'

/** Checks flows in a thread of its own: calls go on meanwhile. */
export interface Checker {
  /** Everything that is wrong with a document among its neighbours. @throws RUNTIME_CHECK_FAILED */
  check(document: FlowDocument, resources: FlowResources): Promise<readonly FlowProblem[]>
  /** Gives up whatever is under way. */
  close(): Promise<void>
}

interface Job {
  readonly resolve: (problems: readonly FlowProblem[]) => void
  readonly reject: (error: Error) => void
}

export interface CheckerOptions {
  readonly clock?: Clock
  readonly startWorker?: () => Worker
}

/** Sources are run by tests alone. */
const workerFile = import.meta.url.endsWith('.ts') ? './testing/check-worker-from-sources.mjs' : './check-worker.js'
const startThread = (): Worker => new Worker(new URL(workerFile, import.meta.url), { execArgv: [], name: 'checker' })

/** A thread that has nothing to do for so long is ended: its memory is of use elsewhere. */
const idleMs = 30_000

const failed = (cause: string): RuntimeError =>
  new RuntimeError('RUNTIME_CHECK_FAILED', `A flow could not be checked (${cause}): try again, or give the process more memory.`, { retryable: true })

class ThreadChecker implements Checker {
  readonly #jobs = new Map<number, Job>()
  readonly #clock: Clock
  readonly #startWorker: () => Worker
  #worker: Worker | undefined
  #cancelIdle: CancelTimer = () => undefined
  #jobCount = 0
  #closed = false

  constructor({ clock = systemClock, startWorker = startThread }: CheckerOptions) {
    this.#clock = clock
    this.#startWorker = startWorker
  }

  check(document: FlowDocument, resources: FlowResources): Promise<readonly FlowProblem[]> {
    if (this.#closed) return Promise.reject(failed('the runtime ends'))
    this.#cancelIdle()
    return new Promise((resolve, reject) => {
      const job = (this.#jobCount += 1)
      this.#jobs.set(job, { resolve, reject })
      this.#worker ??= this.#openWorker()
      this.#worker.postMessage({ job, document, resources } satisfies ToChecker)
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#cancelIdle()
    await this.#end('the runtime ends')
  }

  #openWorker(): Worker {
    const worker = this.#startWorker()
    let cause = 'its thread ended'
    worker.on('message', (message: FromChecker) => this.#receive(message))
    worker.on('error', (error) => (cause = error.message))
    worker.on('exit', () => {
      if (this.#worker === worker) void this.#end(cause)
    })
    return worker
  }

  #receive(message: FromChecker): void {
    const job = this.#jobs.get(message.job)
    this.#jobs.delete(message.job)
    if ('problems' in message) job?.resolve(message.problems)
    else job?.reject(failed(message.fault))
    if (this.#jobs.size === 0) this.#cancelIdle = this.#clock.after(idleMs, () => void this.#end('nothing was asked'))
  }

  async #end(cause: string): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    for (const { reject } of this.#jobs.values()) reject(failed(cause))
    this.#jobs.clear()
    await worker?.terminate()
  }
}

/** One thread, that lives while there is something to check and a little longer. */
export const createChecker = (options: CheckerOptions = {}): Checker => new ThreadChecker(options)
