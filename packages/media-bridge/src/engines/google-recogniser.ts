import type { Client, Metadata } from '@grpc/grpc-js'
import { engineMetadata, openChannel } from './channel.js'
import type { EngineConfig } from './engine-config.js'
import { EngineFault, faultOf } from './engine-fault.js'
import { HeardSoFar, readAnswer } from './recognition-answer.js'
import { streamingConfig } from './recognition-config.js'
import type { RecognitionRequest } from './recogniser.js'
import { speechProtos, type SpeechStream } from './speech-protos.js'
import { frameMs, msToSamples, type Alternative } from '@callchart/protocol'

export interface EngineAnswers {
  hypothesis(text: string, stability: number): void
  recognised(alternatives: readonly Alternative[]): void
  failed(fault: EngineFault): void
}

/** One recognition by one engine. */
export interface EngineRecognition {
  /** Mono PCM16LE at 8 kHz; owned by the stream from now on. */
  send(audio: Buffer): void
  end(): void
  cancel(): void
}

export interface RecognitionEngine {
  readonly config: EngineConfig
  open(request: RecognitionRequest, answers: EngineAnswers): EngineRecognition
  close(): void
}

/** Of an engine that holds its stream open: it may have cut the utterance, and a turn cannot wait long to know. */
const furtherFinalMs = 100
const bytesPerMs = 2 * msToSamples(1)

type RecognizeClient = Client & { streamingRecognize(metadata: Metadata): SpeechStream }

class GoogleRecognition implements EngineRecognition {
  readonly #config: EngineConfig
  readonly #stream: SpeechStream
  readonly #answers: EngineAnswers
  readonly #heard: HeardSoFar
  #deadline: NodeJS.Timeout | undefined
  #sentBytes = 0
  #hasEnded = false
  /** A final came after the end of the audio. */
  #isAnswered = false
  #isOver = false

  constructor(config: EngineConfig, stream: SpeechStream, request: RecognitionRequest, answers: EngineAnswers) {
    this.#config = config
    this.#stream = stream
    this.#answers = answers
    this.#heard = new HeardSoFar(request.startMs)
    stream.on('data', (message: unknown) => this.#read(message))
    stream.on('error', (error: unknown) => this.#break(faultOf(config.name, error)))
    stream.on('end', () => this.#conclude())
    stream.write(streamingConfig(request, config.phraseLimit))
  }

  send(audio: Buffer): void {
    if (this.#isOver || this.#hasEnded) return
    this.#sentBytes += audio.length
    this.#stream.write({ audioContent: audio })
  }

  end(): void {
    if (this.#isOver || this.#hasEnded) return
    this.#hasEnded = true
    this.#stream.end()
    this.#awaitFinal()
  }

  cancel(): void {
    if (this.#isOver) return
    this.#stop()
    this.#stream.cancel()
  }

  #read(message: unknown): void {
    if (this.#isOver) return
    try {
      const hasFinal = this.#heard.add(readAnswer(this.#config.name, message))
      if (this.#hasEnded && hasFinal) this.#isAnswered = true
      if (this.#isSettled) return this.#awaitFurther()
      if (this.#hasEnded) this.#awaitFinal()
      this.#answers.hypothesis(this.#heard.text, this.#heard.stability)
    } catch (error) {
      this.#fail(faultOf(this.#config.name, error))
    }
  }

  /** A busy engine that still gives guesses is alive: each starts the deadline anew. */
  #awaitFinal(): void {
    const { name, deadlineMs } = this.#config
    clearTimeout(this.#deadline)
    this.#deadline = setTimeout(() => this.#fail(new EngineFault(`Engine "${name}" gave no final within ${deadlineMs} ms.`)), deadlineMs)
  }

  get #isSettled(): boolean {
    return this.#isAnswered && !this.#heard.isOpen
  }

  /** The last final: it reaches the end of the audio (less than a frame holds no word), the stream ends after it, or nothing follows it. */
  #awaitFurther(): void {
    if (this.#heard.settledMs > this.#sentBytes / bytesPerMs - frameMs) return this.#conclude()
    clearTimeout(this.#deadline)
    this.#deadline = setTimeout(() => this.#conclude(), furtherFinalMs)
  }

  /** A stream that breaks when its words are settled has answered. */
  #break(fault: EngineFault): void {
    if (this.#isSettled) this.#conclude()
    else this.#fail(fault)
  }

  #conclude(): void {
    if (this.#isOver) return
    this.#stop()
    this.#answers.recognised(this.#heard.conclude())
  }

  #fail(fault: EngineFault): void {
    if (this.#isOver) return
    this.#stop()
    this.#stream.cancel()
    this.#answers.failed(fault)
  }

  #stop(): void {
    this.#isOver = true
    clearTimeout(this.#deadline)
  }
}

/** A server of google.cloud.speech.v1. */
export const connectRecogniser = (config: EngineConfig): RecognitionEngine => {
  const client = openChannel(speechProtos().Speech, config) as RecognizeClient
  const metadata = engineMetadata(config)
  return {
    config,
    open: (request, answers) => new GoogleRecognition(config, client.streamingRecognize(metadata.clone()), request, answers),
    close: () => client.close(),
  }
}
