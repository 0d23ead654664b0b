import { sampleRateHz, samplesToMs } from '@callchart/protocol'
import type { Client, Metadata } from '@grpc/grpc-js'
import { z } from 'zod'
import type { SpeechRequest } from '../turn/ports.js'
import { engineMetadata, openChannel } from './channel.js'
import type { EngineConfig } from './engine-config.js'
import { EngineFault, faultOf } from './engine-fault.js'
import { nextWithin, withDeadline } from './deadline.js'
import { speechProtos, type SpeechStream } from './speech-protos.js'
import { pcmOfWav, samplesOf } from './wav.js'

export interface SynthesisEngine {
  readonly config: EngineConfig
  /** Mono PCM16 at 8 kHz in chunks. @throws EngineFault */
  speak(request: SpeechRequest, signal: AbortSignal): AsyncIterable<Int16Array>
  close(): void
}

type UnaryCall = { cancel(): void }
type SynthesizeClient = Client & {
  streamingSynthesize(metadata: Metadata): SpeechStream
  synthesizeSpeech(request: object, metadata: Metadata, done: (error: unknown, answer: unknown) => void): UnaryCall
}

const bytes = z.instanceof(Uint8Array).refine((audio) => audio.length <= 16 * 1024 * 1024)
const answerSchema = z.object({ audioContent: bytes })

export const audioOf = (engine: string, message: unknown): Buffer => {
  const read = answerSchema.safeParse(message)
  if (!read.success) throw new EngineFault(`Engine "${engine}" sent a malformed answer.`, { cause: read.error })
  return Buffer.from(read.data.audioContent)
}

/** Not longer than any prompt is: an engine that never stops speaking is broken. */
const longestSamples = 300 * sampleRateHz

/** Nobody speaks so fast: hurried speech has 60 ms a letter. Of fewer letters nothing can be said. */
const leastMsPerLetter = 8
const leastLetters = 10

/** What is too short to be the text is something else, and would be kept for the calls to come. @throws EngineFault */
const checkLength = (engine: string, { text, ssml }: SpeechRequest, samples: number): void => {
  const letters = ssml === undefined ? (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) : 0
  if (samples > 0 && (letters < leastLetters || samplesToMs(samples) >= letters * leastMsPerLetter)) return
  const spoken = samples === 0 ? 'nothing' : `${Math.round(samplesToMs(samples))} ms for ${letters} letters`
  throw new EngineFault(`Engine "${engine}" spoke ${spoken}.`)
}

class GoogleSynthesis implements SynthesisEngine {
  readonly config: EngineConfig
  readonly #client: SynthesizeClient
  readonly #metadata: Metadata
  #canStream = true

  constructor(config: EngineConfig) {
    this.config = config
    this.#client = openChannel(speechProtos().TextToSpeech, config) as SynthesizeClient
    this.#metadata = engineMetadata(config)
  }

  async *speak(request: SpeechRequest, signal: AbortSignal): AsyncIterable<Int16Array> {
    if (request.ssml === undefined && this.#canStream) {
      const outcome = yield* this.#stream(request, signal)
      if (outcome === 'spoken') return
    }
    yield await this.#speakWhole(request, signal)
  }

  close(): void {
    this.#client.close()
  }

  /** An engine without the method, or a voice that it cannot stream, speaks the whole prompt at once instead. */
  async *#stream(request: SpeechRequest, signal: AbortSignal): AsyncGenerator<Int16Array, 'spoken' | 'unable'> {
    let spokenSamples = 0
    try {
      for await (const chunk of this.#chunks(request, signal)) {
        spokenSamples += chunk.length
        if (spokenSamples > longestSamples) throw new EngineFault(`Engine "${this.config.name}" did not stop speaking.`)
        yield chunk
      }
    } catch (error) {
      const fault = faultOf(this.config.name, error)
      if (spokenSamples > 0 || !(fault.isUnimplemented || fault.isRefusal)) throw fault
      if (fault.isUnimplemented) this.#canStream = false
      return 'unable'
    }
    checkLength(this.config.name, request, spokenSamples)
    return 'spoken'
  }

  async *#chunks(request: SpeechRequest, signal: AbortSignal): AsyncGenerator<Int16Array> {
    const stream = this.#client.streamingSynthesize(this.#metadata.clone())
    const abort = (): void => stream.cancel()
    signal.addEventListener('abort', abort)
    stream.write({ streamingConfig: { voice: this.#voice(request), streamingAudioConfig: { audioEncoding: 'PCM', sampleRateHertz: sampleRateHz } } })
    stream.write({ input: { text: request.text } })
    stream.end()
    const messages = stream[Symbol.asyncIterator]()
    let odd: Buffer = Buffer.alloc(0)
    try {
      for (;;) {
        const next = await nextWithin(messages, this.config)
        if (next.done === true) {
          if (odd.length > 0) throw new EngineFault(`Engine "${this.config.name}" sent half a sample: that is no PCM16.`)
          return
        }
        const audio = Buffer.concat([odd, audioOf(this.config.name, next.value)])
        const whole = audio.length & ~1
        odd = audio.subarray(whole)
        if (whole > 0) yield samplesOf(audio.subarray(0, whole))
      }
    } finally {
      signal.removeEventListener('abort', abort)
      stream.on('error', () => undefined)
      stream.cancel()
    }
  }

  async #speakWhole(request: SpeechRequest, signal: AbortSignal): Promise<Int16Array> {
    const message = {
      input: request.ssml === undefined ? { text: request.text } : { ssml: request.ssml },
      voice: this.#voice(request),
      audioConfig: { audioEncoding: 'LINEAR16', sampleRateHertz: sampleRateHz },
    }
    const answer = await this.#ask(message, signal)
    const samples = samplesOf(pcmOfWav(this.config.name, audioOf(this.config.name, answer)))
    checkLength(this.config.name, request, samples.length)
    return samples
  }

  async #ask(message: object, signal: AbortSignal): Promise<unknown> {
    let call: UnaryCall | undefined
    const abort = (): void => call?.cancel()
    signal.addEventListener('abort', abort)
    const answered = new Promise<unknown>((resolve, reject) => {
      call = this.#client.synthesizeSpeech(message, this.#metadata.clone(), (error, answer) => {
        if (error === null || error === undefined) resolve(answer)
        else reject(faultOf(this.config.name, error))
      })
    })
    try {
      return await withDeadline(answered, this.config)
    } finally {
      signal.removeEventListener('abort', abort)
      abort()
    }
  }

  #voice({ language, voice }: SpeechRequest): object {
    const name = voice ?? this.config.voice
    return { languageCode: language, ...(name === undefined ? {} : { name }) }
  }
}

/** A server of google.cloud.texttospeech.v1. */
export const connectSynthesiser = (config: EngineConfig): SynthesisEngine => new GoogleSynthesis(config)
