import type { sendUnaryData, ServerDuplexStream, ServerUnaryCall, UntypedServiceImplementation } from '@grpc/grpc-js'
import type { Logger } from 'pino'
import { SpeechEngineError, toServiceError } from '../errors.js'
import type { Lexicon } from './lexicon.js'
import type { Heard } from './messages.js'
import type { OwnModelRecogniser } from './own-model/recogniser.js'
import type { Recognition, RecognitionListener, RecognitionPool } from './pool.js'
import { readRecognitionConfig, type RecognitionConfigMessage, type RecognitionPlan } from './request.js'
import { finalResponse, hypothesisResponse, toAlternatives, toDuration } from './response.js'
import { makeTask } from './task.js'

export interface SpeechParts {
  readonly pool: RecognitionPool
  /** The user's own model, where there is one. */
  readonly ownModel?: OwnModelRecogniser
  readonly lexicon: Lexicon
  readonly log: Logger
}

interface StreamingConfigMessage {
  readonly config?: RecognitionConfigMessage | null
  readonly interim_results?: boolean
}
interface StreamingRequest {
  readonly streaming_request?: 'streaming_config' | 'audio_content'
  readonly streaming_config?: StreamingConfigMessage
  readonly audio_content?: Uint8Array
}
interface RecognizeRequest {
  readonly config?: RecognitionConfigMessage | null
  readonly audio?: { readonly audio_source?: string; readonly content?: Uint8Array } | null
}

/** google.cloud.speech.v1.Speech: streaming and unary recognition. */
export function speechService(parts: SpeechParts): UntypedServiceImplementation {
  return {
    StreamingRecognize: (call: ServerDuplexStream<StreamingRequest, unknown>) => new StreamingRecognition(parts, call).run(),
    Recognize: (call: ServerUnaryCall<RecognizeRequest, unknown>, answer: sendUnaryData<unknown>) => {
      recognizeOnce(parts, call.request).then(
        (response) => answer(null, response),
        (error: unknown) => answer(tell(parts.log, error)),
      )
    },
    LongRunningRecognize: (_call: unknown, answer: sendUnaryData<unknown>) =>
      answer(toServiceError(new SpeechEngineError('SPEECH_NOT_SUPPORTED', 'The embedded engine has no LongRunningRecognize: use StreamingRecognize'))),
  }
}

async function openRecognition({ pool, ownModel, lexicon, log }: SpeechParts, plan: RecognitionPlan, interim: boolean, listener: RecognitionListener): Promise<Recognition> {
  if (plan.by === 'own-model' && ownModel !== undefined) return ownModel.open({ encoding: plan.encoding, sampleRateHz: plan.sampleRateHz, interim }, listener)
  return pool.open(await makeTask(plan, interim, lexicon, log), listener)
}

function tell(log: Logger, error: unknown): ReturnType<typeof toServiceError> {
  if (!(error instanceof SpeechEngineError)) log.error({ err: error }, 'recognition failed')
  return toServiceError(error)
}

/** As at Google's: a stream ends after about five minutes. */
const maxSeconds = 305

/** One StreamingRecognize call. Audio that comes while the recogniser is being prepared is kept in order. */
class StreamingRecognition {
  readonly #early: Uint8Array[] = []
  #plan: RecognitionPlan | undefined
  #recognition: Recognition | undefined
  #bytesHeard = 0
  #halfClosed = false
  #over = false

  constructor(
    readonly parts: SpeechParts,
    readonly call: ServerDuplexStream<StreamingRequest, unknown>,
  ) {}

  run(): void {
    this.call.on('data', (request: StreamingRequest) => this.#receive(request))
    this.call.on('end', () => {
      this.#halfClosed = true
      if (this.#plan === undefined) this.#fail(new SpeechEngineError('SPEECH_REQUEST_INVALID', 'The stream ended before its streaming_config'))
      else this.#recognition?.finish()
    })
    this.call.on('cancelled', () => this.#stop())
    this.call.on('error', () => this.#stop())
  }

  #receive(request: StreamingRequest): void {
    if (this.#over) return
    if (request.streaming_request === 'audio_content') return this.#hear(request.audio_content ?? new Uint8Array(0))
    if (this.#plan !== undefined) return this.#fail(new SpeechEngineError('SPEECH_REQUEST_INVALID', 'streaming_config came twice: it is the first message only'))
    try {
      this.#plan = readRecognitionConfig(request.streaming_config?.config, this.parts.ownModel?.languages)
    } catch (error) {
      return this.#fail(error)
    }
    this.#open(this.#plan, request.streaming_config?.interim_results ?? false).catch((error: unknown) => this.#fail(error))
  }

  #hear(bytes: Uint8Array): void {
    if (this.#plan === undefined) return this.#fail(new SpeechEngineError('SPEECH_REQUEST_INVALID', 'The first message must be streaming_config'))
    this.#bytesHeard += bytes.length
    if (this.#bytesHeard > maxSeconds * this.#plan.sampleRateHz * (this.#plan.encoding === 'mulaw' ? 1 : 2)) {
      return this.#fail(new SpeechEngineError('SPEECH_REQUEST_INVALID', `The stream is longer than ${maxSeconds} s: open another one`))
    }
    if (this.#recognition === undefined) this.#early.push(bytes)
    else this.#recognition.audio(bytes)
  }

  async #open(plan: RecognitionPlan, interim: boolean): Promise<void> {
    const recognition = await openRecognition(this.parts, plan, interim, this.#listener(plan))
    if (this.#over) return recognition.cancel()
    this.#recognition = recognition
    for (const bytes of this.#early.splice(0)) recognition.audio(bytes)
    if (this.#halfClosed) recognition.finish()
  }

  #listener(plan: RecognitionPlan): RecognitionListener {
    return {
      hypothesis: (heard) => this.#write(hypothesisResponse(heard, plan)),
      final: (heard, audioMs) => {
        this.#write(finalResponse(heard, audioMs, plan))
        this.#over = true
        this.call.end()
      },
      failed: (error) => this.#fail(error),
    }
  }

  #write(response: unknown): void {
    if (!this.#over) this.call.write(response)
  }

  #fail(error: unknown): void {
    if (this.#over) return
    this.#stop()
    this.call.emit('error', tell(this.parts.log, error))
  }

  #stop(): void {
    if (this.#over) return
    this.#over = true
    this.#recognition?.cancel()
  }
}

async function recognizeOnce(parts: SpeechParts, request: RecognizeRequest): Promise<unknown> {
  const plan = readRecognitionConfig(request.config, parts.ownModel?.languages)
  const content = request.audio?.content
  if (request.audio?.audio_source !== 'content' || content === undefined) throw new SpeechEngineError('SPEECH_NOT_SUPPORTED', 'The embedded engine reads no uri: send audio.content')
  const { heard, audioMs } = await new Promise<{ heard: Heard; audioMs: number }>((resolve, reject) => {
    const listener: RecognitionListener = { hypothesis: () => undefined, final: (heard, audioMs) => resolve({ heard, audioMs }), failed: reject }
    openRecognition(parts, plan, false, listener).then((recognition) => {
      recognition.audio(content)
      recognition.finish()
    }, reject)
  })
  const alternatives = toAlternatives(heard, plan)
  return { results: alternatives.length === 0 ? [] : [{ alternatives, result_end_time: toDuration(audioMs), language_code: plan.languageCode }] }
}
