import type { Alternative } from '@callchart/protocol'
import { z } from 'zod'
import { EngineFault } from './engine-fault.js'

const duration = z.object({ seconds: z.number().min(0), nanos: z.number().min(0).max(999_999_999) }).nullish()
const confidence = z.number().min(0).max(1)
const word = z.object({ word: z.string().max(200), startTime: duration, endTime: duration, confidence })
const alternative = z.object({ transcript: z.string().max(10_000), confidence, words: z.array(word).max(1_000) })
const result = z.object({ alternatives: z.array(alternative).max(30), isFinal: z.boolean(), stability: confidence, resultEndTime: duration })
const answer = z.object({
  results: z.array(result).max(100),
  error: z.object({ code: z.number(), message: z.string().max(2_000) }).nullish(),
})

export type RecognitionResult = z.infer<typeof result>

/** Results of one StreamingRecognizeResponse. @throws EngineFault when it is none, or reports an error */
export const readAnswer = (engine: string, message: unknown): readonly RecognitionResult[] => {
  const read = answer.safeParse(message)
  if (!read.success) throw new EngineFault(`Engine "${engine}" sent a malformed answer: ${read.error.issues[0]?.message ?? ''}`, { cause: read.error })
  const { error, results } = read.data
  if (error !== null && error !== undefined && error.code !== 0) throw new EngineFault(`Engine "${engine}": ${error.message}`.slice(0, 300))
  return results
}

const msOf = (time: z.infer<typeof duration>): number => (time === null || time === undefined ? 0 : time.seconds * 1_000 + time.nanos / 1e6)

/** The wire holds single floats: 0.8 comes as 0.800000012. */
const rounded = (value: number): number => Math.round(value * 1_000) / 1_000

const toAlternative = (heard: z.infer<typeof alternative>, startMs: number): Alternative => ({
  text: heard.transcript.trim(),
  confidence: rounded(heard.confidence),
  words: heard.words.map((one) => ({
    text: one.word,
    startMs: startMs + msOf(one.startTime),
    endMs: startMs + msOf(one.endTime),
    confidence: rounded(one.confidence),
  })),
})

const join = (first: Alternative, second: Alternative): Alternative => ({
  text: `${first.text} ${second.text}`.trim(),
  confidence: Math.min(first.confidence, second.confidence),
  words: [...first.words, ...second.words].slice(0, 1_000),
})

/** What is kept of an utterance; the same as is asked for. */
const alternativesCap = 5

/** Every beginning with every end, the likeliest first: those whose places add up to least. */
const joinAll = (first: readonly Alternative[], second: readonly Alternative[]): Alternative[] =>
  first
    .flatMap((start, place) => second.map((end, further) => ({ place: place + further, alternative: join(start, end) })))
    .sort((left, right) => left.place - right.place)
    .slice(0, alternativesCap)
    .map(({ alternative }) => alternative)

/** Finals and the newest guess of one stream: engines may cut an utterance into several finals. */
export class HeardSoFar {
  readonly #startMs: number
  #finals: readonly Alternative[] = []
  #interim: Alternative | undefined
  #stability = 0
  #settledMs = 0

  constructor(startMs: number) {
    this.#startMs = startMs
  }

  get text(): string {
    return [this.#finals[0]?.text ?? '', this.#interim?.text ?? ''].filter((text) => text !== '').join(' ')
  }

  get stability(): number {
    return this.#interim === undefined ? 1 : this.#stability
  }

  /** Up to where the finals reach, from the beginning of the audio; 0 where the engine does not say. */
  get settledMs(): number {
    return this.#settledMs
  }

  /** There are words that a final is still to come for. */
  get isOpen(): boolean {
    return this.#interim !== undefined && this.#interim.text !== ''
  }

  /** @returns whether a final was among them */
  add(results: readonly RecognitionResult[]): boolean {
    this.#interim = undefined
    for (const { alternatives, isFinal, stability, resultEndTime } of results) {
      const heard = alternatives.map((one) => toAlternative(one, this.#startMs))
      if (isFinal) this.#addFinal(heard, msOf(resultEndTime))
      else this.#addInterim(heard, stability)
    }
    return results.some(({ isFinal }) => isFinal)
  }

  /** The whole utterance, best first; empty when nothing was recognised. */
  conclude(): readonly Alternative[] {
    if (this.#interim !== undefined) this.#addFinal([this.#interim], this.#settledMs)
    this.#interim = undefined
    return this.#finals.filter(({ text }) => text !== '')
  }

  #addFinal(heard: readonly Alternative[], endMs: number): void {
    this.#settledMs = Math.max(this.#settledMs, endMs)
    const [sofar] = this.#finals
    if (heard.length === 0) return
    this.#finals = sofar === undefined || sofar.text === '' ? heard : joinAll(this.#finals, heard)
  }

  #addInterim([best]: readonly Alternative[], stability: number): void {
    if (best === undefined) return
    this.#stability = this.#interim === undefined ? stability : Math.min(stability, this.#stability)
    this.#interim = this.#interim === undefined ? best : join(this.#interim, best)
  }
}
