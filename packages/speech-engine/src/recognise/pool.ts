import { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import { SpeechEngineError } from '../errors.js'
import type { FromRecogniser, Heard, RecogniserTask, ToRecogniser } from './messages.js'

export interface RecognitionListener {
  hypothesis(heard: Heard): void
  final(heard: Heard, audioMs: number): void
  failed(error: SpeechEngineError): void
}

/** One stream at a recogniser, from its task to its final result. */
export interface Recognition {
  audio(bytes: Uint8Array): void
  finish(): void
  cancel(): void
}

interface Seat {
  readonly worker: Worker
  readonly streams: Map<number, RecognitionListener>
}

interface Claim {
  readonly seat: Seat
  readonly stream: number
}

interface Waiter {
  readonly seat: (seat: Seat) => void
  readonly deadline: NodeJS.Timeout
}

export interface PoolLimits {
  readonly workers: number
  /** Streams that one worker thread decodes at once: a core keeps up with about a dozen callers who speak at the same time. */
  readonly streamsPerWorker: number
  readonly maxWaitMs: number
}

/** Recogniser threads; a stream goes to the one with the fewest, and waits briefly when all are full. */
export class RecognitionPool {
  readonly #seats: Seat[] = []
  readonly #waiting: Waiter[] = []
  #streams = 0
  #closed = false

  constructor(
    readonly limits: PoolLimits,
    readonly log: Logger,
  ) {}

  async start(): Promise<void> {
    await Promise.all(Array.from({ length: this.limits.workers }, () => this.#startSeat()))
  }

  #startSeat(): Promise<void> {
    const worker = new Worker(new URL('./worker.js', import.meta.url))
    const seat: Seat = { worker, streams: new Map() }
    return new Promise((resolve, reject) => {
      worker.on('message', (message: FromRecogniser) => {
        if (message.type !== 'ready') return this.#receive(seat, message)
        this.#seats.push(seat)
        this.#serveWaiting()
        resolve()
      })
      worker.on('error', (error) => this.log.error({ err: error }, 'recogniser worker failed'))
      worker.on('exit', () => {
        const error = new SpeechEngineError('SPEECH_WORKER_FAILED', 'A recogniser worker ended: try again', { retryable: true })
        reject(error)
        this.#lose(seat, error)
      })
    })
  }

  /** A lost worker fails its streams and is replaced. */
  #lose(seat: Seat, error: SpeechEngineError): void {
    const index = this.#seats.indexOf(seat)
    if (index >= 0) this.#seats.splice(index, 1)
    for (const listener of seat.streams.values()) listener.failed(error)
    seat.streams.clear()
    if (index >= 0 && !this.#closed) this.#startSeat().catch((cause: unknown) => this.log.error({ err: cause }, 'recogniser worker not replaced'))
  }

  #receive(seat: Seat, message: Exclude<FromRecogniser, { type: 'ready' }>): void {
    const listener = seat.streams.get(message.stream)
    if (message.type !== 'hypothesis') this.#release(seat, message.stream)
    switch (message.type) {
      case 'hypothesis':
        return listener?.hypothesis(message.heard)
      case 'final':
        return listener?.final(message.heard, message.audioMs)
      case 'failed':
        return listener?.failed(new SpeechEngineError('SPEECH_WORKER_FAILED', `Recognition failed: ${message.message}`))
    }
  }

  #release(seat: Seat, stream: number): void {
    if (seat.streams.delete(stream)) this.#serveWaiting()
  }

  #freeSeat(): Seat | undefined {
    const free = this.#seats.filter(({ streams }) => streams.size < this.limits.streamsPerWorker)
    return free.sort((a, b) => a.streams.size - b.streams.size)[0]
  }

  #serveWaiting(): void {
    for (let seat = this.#freeSeat(); seat !== undefined && this.#waiting.length > 0; seat = this.#freeSeat()) {
      const waiter = this.#waiting.shift()
      clearTimeout(waiter?.deadline)
      waiter?.seat(seat)
    }
  }

  /** @throws SpeechEngineError SPEECH_BUSY when no recogniser became free in time */
  async open(task: RecogniserTask, listener: RecognitionListener): Promise<Recognition> {
    const free = this.#freeSeat()
    const { seat, stream } = free === undefined ? await this.#waitForSeat(listener) : this.#claim(free, listener)
    const send = (message: ToRecogniser): void => (seat.streams.has(stream) ? seat.worker.postMessage(message) : undefined)
    send({ type: 'open', stream, task })
    return {
      audio: (bytes) => send({ type: 'audio', stream, bytes }),
      finish: () => send({ type: 'finish', stream }),
      cancel: () => {
        send({ type: 'cancel', stream })
        this.#release(seat, stream)
      },
    }
  }

  #claim(seat: Seat, listener: RecognitionListener): Claim {
    this.#streams += 1
    seat.streams.set(this.#streams, listener)
    return { seat, stream: this.#streams }
  }

  #waitForSeat(listener: RecognitionListener): Promise<Claim> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        seat: (seat) => resolve(this.#claim(seat, listener)),
        deadline: setTimeout(() => {
          this.#waiting.splice(this.#waiting.indexOf(waiter), 1)
          reject(new SpeechEngineError('SPEECH_BUSY', 'All recognisers are at work: raise SPEECH_ENGINE_ASR_WORKERS or add an engine', { retryable: true }))
        }, this.limits.maxWaitMs),
      }
      this.#waiting.push(waiter)
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(this.#seats.map(({ worker }) => worker.terminate()))
  }
}
