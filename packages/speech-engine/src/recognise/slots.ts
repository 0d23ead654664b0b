import { borrowResampler } from '../audio/resample.js'
import { SampleReader } from '../audio/sample-reader.js'
import { loadDecoders, type Decoder } from './decoder.js'
import { Leveller } from './level.js'
import type { Heard, HeardWord, RecogniserTask } from './messages.js'
import { modelRateHz, phones } from './model.js'
import { acceptedConfidence, judge } from './verdict.js'

/** A pair of decoders for the same audio: one held to the grammar, one free to hear any phones. */
interface Pair {
  readonly grammar: Decoder
  readonly free: Decoder
}

interface Stream {
  readonly pair: Pair
  readonly task: RecogniserTask
  readonly words: ReadonlyMap<string, string>
  readonly leveller: Leveller
  readonly resampler: Awaited<ReturnType<typeof borrowResampler>>
  readonly reader: SampleReader
  samplesHeard: number
  samplesAtHypothesis: number
  lastHypothesis: string
}

type MakeDecoder = Awaited<ReturnType<typeof loadDecoders>>

/**
 * Beams of the grammar are wide enough for voices far from the model's, for it is small; free sounds always find a path, and
 * narrow beams give the same score within 1 % for half the work.
 */
const grammarBeams = { beam: 1e-100, wordBeam: 1e-80 }
const freeBeams = { beam: 1e-30, wordBeam: 1e-20 }
/** Silence and noise count among what may be heard instead of a phrase: else a cough would have to be a word. */
const anySounds = [...phones, 'SIL', '+NSN+', '+SPN+'].map((phone, index) => ({ token: `any${index}`, word: '', pronunciations: [phone] }))
const anySound = `( ${anySounds.map(({ token }) => token).join(' | ')} )+`
/** Hypotheses are looked at as often as this, in samples. */
const hypothesisSamples = modelRateHz / 10
/** Making a pair takes some 60 ms, in which its thread hears nobody: this many are there before the first caller, and one more than ever spoke at once. */
const firstPairs = 2

export class RecogniserSlots {
  readonly #streams = new Map<number, Stream>()
  readonly #idle: Pair[] = []
  #mostStreams = firstPairs - 1

  constructor(readonly makeDecoder: MakeDecoder) {}

  static async load(): Promise<RecogniserSlots> {
    const slots = new RecogniserSlots(await loadDecoders())
    for (let count = 0; count < firstPairs; count += 1) slots.#idle.push(await slots.#makePair())
    return slots
  }

  /** Makes the pair that one more caller would need, while nobody speaks. */
  async prepare(): Promise<void> {
    if (this.#streams.size === 0 && this.#idle.length <= this.#mostStreams) this.#idle.push(await this.#makePair())
  }

  async #makePair(): Promise<Pair> {
    const grammar = await this.makeDecoder(grammarBeams)
    const free = await this.makeDecoder(freeBeams)
    free.learn(anySounds)
    free.setGrammar(anySound)
    return { grammar, free }
  }

  async open(id: number, task: RecogniserTask): Promise<void> {
    const pair = this.#idle.pop() ?? (await this.#makePair())
    const resampler = await borrowResampler(task.sampleRateHz, modelRateHz)
    const words = new Map(task.entries.map(({ token, word }) => [token, word]))
    const stream: Stream = { pair, task, words, leveller: new Leveller(), resampler, reader: new SampleReader(task.encoding), samplesHeard: 0, samplesAtHypothesis: 0, lastHypothesis: '' }
    this.#streams.set(id, stream)
    this.#mostStreams = Math.max(this.#mostStreams, this.#streams.size)
    pair.grammar.learn(task.entries)
    pair.grammar.setGrammar(task.expression)
    pair.grammar.begin()
    pair.free.begin()
  }

  /** Decodes a piece of audio; gives the hypothesis when it changed. */
  hear(id: number, bytes: Uint8Array): Heard | undefined {
    const stream = this.#streams.get(id)
    if (stream === undefined) return undefined
    const samples = stream.resampler.process(stream.reader.read(bytes))
    stream.samplesHeard += samples.length
    this.#decode(stream, stream.leveller.process(samples))
    if (!stream.task.interim || stream.samplesHeard - stream.samplesAtHypothesis < hypothesisSamples) return undefined
    stream.samplesAtHypothesis = stream.samplesHeard
    return this.#changedHypothesis(stream)
  }

  #decode({ pair }: Stream, samples: Float32Array): void {
    pair.grammar.feed(samples)
    pair.free.feed(samples)
  }

  #changedHypothesis(stream: Stream): Heard | undefined {
    const heard = assess(stream)
    const text = heard.words.map(({ word }) => word).join(' ')
    if (text === '' || text === stream.lastHypothesis) return undefined
    stream.lastHypothesis = text
    return heard
  }

  finish(id: number): { heard: Heard; audioMs: number } {
    const stream = this.#streams.get(id)
    if (stream === undefined) throw new Error('the stream is not open')
    this.#decode(stream, stream.leveller.process(stream.resampler.flush()))
    this.#decode(stream, stream.leveller.flush())
    this.#end(id, stream)
    return { heard: assess(stream), audioMs: (stream.samplesHeard * 1_000) / modelRateHz }
  }

  cancel(id: number): void {
    const stream = this.#streams.get(id)
    if (stream !== undefined) this.#end(id, stream)
  }

  /** Drops a stream whose decoders failed, and the decoders with it: what state they are in is unknown. */
  discard(id: number): void {
    this.#streams.get(id)?.resampler.release()
    this.#streams.delete(id)
  }

  #end(id: number, stream: Stream): void {
    this.#streams.delete(id)
    stream.pair.grammar.end()
    stream.pair.free.end()
    stream.resampler.release()
    this.#idle.push(stream.pair)
  }
}

function assess({ pair, words, leveller }: Stream): Heard {
  if (!leveller.heardSpeech) return { words: [], confidence: 0 }
  const grammarScore = pair.grammar.score()
  const freeScore = pair.free.score()
  if (grammarScore === undefined || freeScore === undefined) return { words: [], confidence: 0 }
  const tokens = pair.grammar.tokens()
  const confidence = judge({ grammarScore, freeScore, tokens })
  if (confidence < acceptedConfidence) return { words: [], confidence }
  const heard = tokens.map(
    ({ token, startFrame, frames }): HeardWord => ({ word: words.get(token) ?? token, startMs: startFrame * 10, endMs: (startFrame + frames) * 10, confidence }),
  )
  return { words: heard, confidence }
}
