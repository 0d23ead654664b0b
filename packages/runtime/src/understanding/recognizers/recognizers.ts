import { Worker } from 'node:worker_threads'
import type { FurtherReader } from '@callchart/nlu'
import type { ValueType } from '@callchart/protocol'
import { systemClock, type Clock } from '../../clock.js'
import { furtherReaderOf } from './readings.js'
import { cultureOf, kindsFor, type RecognizerAsk, type RecognizerKind, type RecognizerResult } from './results.js'

/** Values in languages for which we have no readers, by a library that runs in a thread of its own. */
export interface Recognizers {
  /** Loads what a language needs for values of these types, so that no caller waits for it. */
  prepare(language: string, types: readonly ValueType[]): void
  /**
   * Looks through the alternatives of an utterance.
   * @param today the caller's day, YYYY-MM-DD
   * @returns undefined where the language or the types are none of the library's, and where it does not answer in time
   */
  read(texts: readonly string[], language: string, types: readonly ValueType[], today: string): Promise<FurtherReader | undefined>
  close(): Promise<void>
}

interface Options {
  readonly clock?: Clock
  readonly startThread?: () => Worker
  /** Later answers are not waited for: the caller is asked again. */
  readonly deadlineMs?: number
}

interface Answer {
  readonly job: number
  readonly found: readonly (readonly RecognizerResult[])[]
}

type Waiting = (found: Answer['found'] | undefined) => void

const maxTexts = 3
/** Longer than any value that is said. */
const maxTextLength = 300
/** A library that keeps failing is left alone. */
const maxFailures = 3

/** Beside `src` and `dist` alike: it is plain JavaScript and needs no build. */
const startRecognizers = (): Worker => new Worker(new URL('../../../threads/recognizers.mjs', import.meta.url), { name: 'recognizers' })

/** Expressions are compiled when a text is first looked through, and again when they turn out to be used. */
const preparations = 2
const preparationText = '1'

class ThreadRecognizers implements Recognizers {
  readonly #clock: Clock
  readonly #startThread: () => Worker
  readonly #deadlineMs: number
  readonly #waiting = new Map<number, Waiting>()
  readonly #prepared = new Set<string>()
  #thread: Worker | undefined
  #jobCount = 0
  #failureCount = 0
  #closed = false

  constructor({ clock = systemClock, startThread = startRecognizers, deadlineMs = 400 }: Options) {
    this.#clock = clock
    this.#startThread = startThread
    this.#deadlineMs = deadlineMs
  }

  prepare(language: string, types: readonly ValueType[]): void {
    const asks = asksFor(Array.from({ length: preparations }, () => preparationText), language, types, '2026-01-01')
    const fresh = asks.filter(({ kind, culture }) => !this.#prepared.has(`${culture} ${kind}`))
    for (const { kind, culture } of fresh) this.#prepared.add(`${culture} ${kind}`)
    if (fresh.length > 0) this.#post(fresh, () => undefined)
  }

  async read(texts: readonly string[], language: string, types: readonly ValueType[], today: string): Promise<FurtherReader | undefined> {
    const asks = asksFor(texts.slice(0, maxTexts).map((text) => text.slice(0, maxTextLength)), language, types, today)
    if (asks.length === 0) return undefined
    const found = await new Promise<Answer['found'] | undefined>((resolve) => {
      const cancel = this.#clock.after(this.#deadlineMs, () => resolve(undefined))
      this.#post(asks, (answer) => {
        cancel()
        resolve(answer)
      })
    })
    return found && furtherReaderOf(found.flat(), language, today)
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#thread?.terminate()
    this.#fail()
  }

  #post(asks: readonly RecognizerAsk[], waiting: Waiting): void {
    if (this.#closed || this.#failureCount >= maxFailures) return waiting(undefined)
    const job = (this.#jobCount += 1)
    this.#waiting.set(job, waiting)
    this.#thread ??= this.#openThread()
    this.#thread.postMessage({ job, asks })
  }

  #openThread(): Worker {
    const thread = this.#startThread()
    thread.on('message', ({ job, found }: Answer) => {
      this.#waiting.get(job)?.(found)
      this.#waiting.delete(job)
    })
    thread.on('error', () => (this.#failureCount += 1))
    thread.on('exit', () => this.#fail())
    thread.unref()
    return thread
  }

  /** Nobody waits for a thread that has ended; the next text gets another one. */
  #fail(): void {
    this.#thread = undefined
    this.#prepared.clear()
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const each of waiting) each(undefined)
  }
}

function asksFor(texts: readonly string[], language: string, types: readonly ValueType[], today: string): RecognizerAsk[] {
  const known = cultureOf(language)
  if (!known) return []
  const kinds = new Set<RecognizerKind>(types.flatMap((type) => kindsFor[type]).filter((kind) => known.kinds.includes(kind)))
  return texts.flatMap((text) => [...kinds].map((kind) => ({ kind, text, culture: known.culture, today })))
}

export const createRecognizers = (options: Options = {}): Recognizers => new ThreadRecognizers(options)
