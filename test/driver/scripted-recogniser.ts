import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { loadPackageDefinition, Server, ServerCredentials, type GrpcObject, type ServerDuplexStream, type ServiceClientConstructor } from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import { msToSamples } from '@callchart/protocol'
import { audible, likeness } from './heard-match.js'

/** What a stream begins with, as far as the script looks at it. */
interface StreamingRequest {
  readonly streamingConfig?: {
    readonly interimResults?: boolean
    readonly config?: { readonly languageCode?: string; readonly sampleRateHertz?: number; readonly speechContexts?: readonly { readonly phrases: readonly string[] }[] }
  }
  readonly audioContent?: Buffer
}

type RecognitionStream = ServerDuplexStream<StreamingRequest, object>

/** One stretch of speech that was recognised. */
export interface Recognition {
  readonly language: string
  /** Hints that came with it. */
  readonly phrases: readonly string[]
  /** Guesses that were streamed before the final. */
  readonly partials: readonly string[]
  /** Empty: nothing of the script was heard. */
  readonly transcript: string
}

interface Line {
  readonly transcript: string
  readonly samples: Int16Array
}

const guessEverySamples = msToSamples(300)
const enoughForGuess = 0.8
const enoughForFinal = 0.7

/**
 * A recogniser of google.cloud.speech.v1 on loopback that knows the sound of every line of its script. It guesses while it hears
 * one, and when the speech ends it gives the transcript of the line that it really heard from beginning to end, or nothing.
 */
export class ScriptedRecogniser {
  readonly recognitions: Recognition[] = []
  private readonly script: Line[] = []

  private constructor(
    readonly address: string,
    private readonly server: Server,
  ) {}

  static async start(): Promise<ScriptedRecogniser> {
    const server = new Server()
    const port = await new Promise<number>((resolve, reject) => {
      server.addService(speechService().service, { streamingRecognize: (stream: RecognitionStream) => void new Hearing(stream, recogniser).listen() })
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => (error === null ? resolve(bound) : reject(error)))
    })
    const recogniser = new ScriptedRecogniser(`127.0.0.1:${port}`, server)
    return recogniser
  }

  /** Speech of mono PCM16 at 8 kHz is heard as this text. */
  knows(transcript: string, samples: Int16Array): void {
    this.script.push({ transcript, samples: audible(samples) })
  }

  close(): void {
    this.server.forceShutdown()
  }

  /** The line that the speech is, or with `beginning` the one that it may become. */
  lineOf(speech: Int16Array, beginning: boolean): Line | undefined {
    const enough = beginning ? enoughForGuess : enoughForFinal
    const scored = this.script.map((line) => ({ line, score: likeness(speech, beginning ? line.samples.subarray(0, speech.length) : line.samples) }))
    return scored.filter(({ score }) => score >= enough).sort((left, right) => right.score - left.score)[0]?.line
  }
}

/** One stream: audio in, guesses and one final out. */
class Hearing {
  private readonly audio: Buffer[] = []
  private readonly partials: string[] = []
  private config: NonNullable<StreamingRequest['streamingConfig']>['config']
  private interim = false
  private guessedSamples = 0

  constructor(
    private readonly stream: RecognitionStream,
    private readonly recogniser: ScriptedRecogniser,
  ) {}

  listen(): void {
    this.stream.on('data', (request: StreamingRequest) => this.take(request))
    this.stream.on('end', () => this.conclude())
    this.stream.on('error', () => undefined)
  }

  private take({ streamingConfig, audioContent }: StreamingRequest): void {
    if (streamingConfig !== undefined) {
      this.config = streamingConfig.config
      this.interim = streamingConfig.interimResults ?? false
    }
    if (audioContent === undefined || audioContent.length === 0) return
    this.audio.push(audioContent)
    if (this.interim) this.guess()
  }

  private guess(): void {
    const speech = this.speech()
    if (speech.length < this.guessedSamples + guessEverySamples) return
    this.guessedSamples = speech.length
    const line = this.recogniser.lineOf(speech, true)
    if (line === undefined) return
    const transcript = line.transcript.slice(0, Math.ceil((line.transcript.length * speech.length) / line.samples.length))
    this.partials.push(transcript)
    this.answer(false, transcript)
  }

  private conclude(): void {
    const { languageCode = '', speechContexts = [] } = this.config ?? {}
    const transcript = this.recogniser.lineOf(this.speech(), false)?.transcript ?? ''
    this.recogniser.recognitions.push({ language: languageCode, phrases: speechContexts.flatMap(({ phrases }) => phrases), partials: this.partials, transcript })
    this.answer(true, transcript)
    this.stream.end()
  }

  private answer(isFinal: boolean, transcript: string): void {
    const alternatives = transcript === '' ? [] : [{ transcript, confidence: isFinal ? 0.92 : 0 }]
    this.stream.write({ results: [{ alternatives, isFinal, stability: isFinal ? 0 : 0.8, languageCode: this.config?.languageCode }] })
  }

  private speech(): Int16Array {
    const bytes = Buffer.concat(this.audio)
    return audible(new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length - (bytes.length % 2))))
  }
}

function speechService(): ServiceClientConstructor {
  const protos = dirname(createRequire(import.meta.url).resolve('google-proto-files/package.json'))
  const definition = loadSync('google/cloud/speech/v1/cloud_speech.proto', { includeDirs: [protos], longs: Number, enums: String, oneofs: true })
  return ['google', 'cloud', 'speech', 'v1', 'Speech'].reduce<unknown>((at, part) => (at as GrpcObject)[part], loadPackageDefinition(definition)) as ServiceClientConstructor
}
