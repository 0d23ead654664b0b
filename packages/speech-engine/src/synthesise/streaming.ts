import type { ServerDuplexStream } from '@grpc/grpc-js'
import type { Logger } from 'pino'
import { SpeechEngineError, toServiceError } from '../errors.js'
import type { SynthesisPool } from './pool.js'
import { readDelivery, readInput, withinCap, type AudioMessage, type Delivery, type VoiceMessage } from './request.js'
import { splitSentences } from './sentences.js'

export interface StreamingSynthesizeRequest {
  readonly streaming_request?: 'streaming_config' | 'input'
  readonly streaming_config?: { readonly voice?: VoiceMessage | null; readonly streaming_audio_config?: AudioMessage | null }
  readonly input?: { readonly input_source?: string; readonly text?: string }
}

/** One StreamingSynthesize call: text is spoken by whole sentences as it comes, the rest when the client half-closes. */
export class StreamingSynthesis {
  readonly #texts: string[] = []
  #delivery: Delivery | undefined
  #pending = ''
  #halfClosed = false
  #over = false
  #stopSpeaking: (() => void) | undefined

  constructor(
    readonly pool: SynthesisPool,
    readonly log: Logger,
    readonly call: ServerDuplexStream<StreamingSynthesizeRequest, unknown>,
  ) {}

  run(): void {
    this.call.on('data', (request: StreamingSynthesizeRequest) => this.#guard(() => this.#receive(request)))
    this.call.on('end', () => this.#guard(() => this.#finish()))
    this.call.on('cancelled', () => this.#stop())
    this.call.on('error', () => this.#stop())
  }

  #guard(step: () => void): void {
    if (this.#over) return
    try {
      step()
    } catch (error) {
      this.#fail(error)
    }
  }

  #receive(request: StreamingSynthesizeRequest): void {
    if (request.streaming_request === 'streaming_config') return this.#configure(request)
    if (this.#delivery === undefined) throw new SpeechEngineError('SPEECH_REQUEST_INVALID', 'The first message must be streaming_config')
    const { input } = request
    if (input?.input_source !== 'text') throw new SpeechEngineError('SPEECH_NOT_SUPPORTED', 'The embedded engine streams plain text only: send SSML to SynthesizeSpeech')
    const { sentences, rest } = splitSentences(withinCap(this.#pending + (input.text ?? '')))
    this.#pending = rest
    this.#texts.push(...sentences)
    this.#speakNext()
  }

  #configure({ streaming_config: config }: StreamingSynthesizeRequest): void {
    if (this.#delivery !== undefined) throw new SpeechEngineError('SPEECH_REQUEST_INVALID', 'streaming_config came twice: it is the first message only')
    this.#delivery = readDelivery(config?.voice, config?.streaming_audio_config, this.pool.catalogue)
  }

  #finish(): void {
    this.#halfClosed = true
    if (this.#pending.trim() !== '') this.#texts.push(this.#pending)
    this.#speakNext()
  }

  #speakNext(): void {
    if (this.#over || this.#stopSpeaking !== undefined) return
    const text = this.#texts.shift()
    if (text === undefined || this.#delivery === undefined) {
      if (this.#halfClosed) this.#end()
      return
    }
    this.#stopSpeaking = this.pool.speak(readInput({ input_source: 'text', text }), this.#delivery, {
      audio: (bytes) => this.call.write({ audio_content: bytes }),
      done: () => {
        this.#stopSpeaking = undefined
        this.#guard(() => this.#speakNext())
      },
      failed: (error) => this.#fail(error),
    })
  }

  #end(): void {
    this.#over = true
    this.call.end()
  }

  #fail(error: unknown): void {
    if (this.#over) return
    this.#stop()
    if (!(error instanceof SpeechEngineError)) this.log.error({ err: error }, 'synthesis failed')
    this.call.emit('error', toServiceError(error))
  }

  #stop(): void {
    this.#over = true
    this.#stopSpeaking?.()
  }
}
