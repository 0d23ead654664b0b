import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { loadPackageDefinition, Server, ServerCredentials, status, type GrpcObject, type sendUnaryData, type ServerDuplexStream, type ServerUnaryCall, type ServiceClientConstructor } from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import { msToSamples } from '@callchart/protocol'

/** What an engine does with whatever it is asked. */
export type Manner = 'works' | 'refuses' | 'hangs' | 'slow' | 'garbage' | 'dies'
export const faultyManners = ['refuses', 'hangs', 'slow', 'garbage', 'dies'] as const satisfies readonly Manner[]

interface Heard {
  readonly audioContent?: Uint8Array
}
interface Spoken {
  readonly input?: { readonly text?: string }
}

const slowMs = 10_000
const hintAfterBytes = 4_800
/** Nobody listens to it: so fast that a call is soon over, and not so fast that it would be no speech. */
export const hastyMsPerLetter = 15
const usualMsPerLetter = 60

const final = (transcript: string) => ({ results: [{ isFinal: true, stability: 1, alternatives: [{ transcript, confidence: 0.95 }] }] })
const guess = (transcript: string) => ({ results: [{ isFinal: false, stability: 0.8, alternatives: [{ transcript, confidence: 0 }] }] })
const refusal = { code: status.UNAVAILABLE, details: 'refused by script' }
const death = { code: status.INTERNAL, details: 'died by script' }
const garbage = Buffer.from('\u0000not audio\u0007')

/** PCM16 of so long a text: what is said does not matter, only that it is heard. */
function tone(text: string, msPerLetter: number): Buffer {
  const samples = new Int16Array(Math.max(1, text.length) * msToSamples(msPerLetter))
  for (let index = 0; index < samples.length; index += 1) samples[index] = Math.round(6_000 * Math.sin(index / 3) * (0.6 + 0.4 * Math.sin(index / 400)))
  return Buffer.from(samples.buffer)
}

/** google.cloud.speech.v1 and google.cloud.texttospeech.v1 on loopback; every caller says yes. */
export class ScriptedEngine {
  hearing: Manner = 'works'
  speaking: Manner = 'works'

  private constructor(
    readonly address: string,
    private readonly server: Server,
    private readonly msPerLetter: number,
  ) {}

  static async start(msPerLetter = usualMsPerLetter): Promise<ScriptedEngine> {
    const server = new Server()
    const { recogniser, voice } = speechServices()
    server.addService(recogniser, { streamingRecognize: (stream: ServerDuplexStream<Heard, object>) => engine.hear(stream) })
    server.addService(voice, {
      streamingSynthesize: (stream: ServerDuplexStream<Spoken, object>) => engine.speak(stream),
      synthesizeSpeech: ({ request }: ServerUnaryCall<Spoken, object>, done: sendUnaryData<object>) => void engine.speakWhole(request, done),
    })
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => (error === null ? resolve(bound) : reject(error)))
    })
    const engine = new ScriptedEngine(`127.0.0.1:${port}`, server, msPerLetter)
    return engine
  }

  close(): void {
    this.server.forceShutdown()
  }

  private hear(stream: ServerDuplexStream<Heard, object>): void {
    const manner = this.hearing
    let bytes = 0
    let isHinted = false
    stream.on('error', () => undefined)
    if (manner === 'refuses') return void stream.emit('error', refusal)
    stream.on('data', ({ audioContent }: Heard) => {
      bytes += audioContent?.length ?? 0
      if (isHinted || bytes < hintAfterBytes || manner === 'hangs' || manner === 'slow') return
      isHinted = true
      if (manner === 'garbage') stream.write({ results: [{ isFinal: true, stability: Number.NaN, alternatives: [] }, { alternatives: [{ transcript: '\u0000\uFFFD'.repeat(500), confidence: Number.NaN }] }] })
      else if (manner === 'dies') stream.emit('error', death)
      else stream.write(guess('yes'))
    })
    stream.on('end', () => void this.conclude(stream, manner))
  }

  private async conclude(stream: ServerDuplexStream<Heard, object>, manner: Manner): Promise<void> {
    if (manner === 'hangs' || manner === 'dies') return
    if (manner === 'slow') await pause(slowMs)
    if (manner !== 'garbage') stream.write(final('yes'))
    stream.end()
  }

  private speak(stream: ServerDuplexStream<Spoken, object>): void {
    stream.on('error', () => undefined)
    const manner = this.speaking
    let words = ''
    if (manner === 'refuses') return void stream.emit('error', refusal)
    stream.on('data', ({ input }: Spoken) => (words += input?.text ?? ''))
    stream.on('end', () => void this.say(stream, words, manner))
  }

  private async say(stream: ServerDuplexStream<Spoken, object>, words: string, manner: Manner): Promise<void> {
    if (manner === 'hangs') return
    if (manner === 'slow') await pause(slowMs)
    const audio = manner === 'garbage' ? garbage : tone(words, this.msPerLetter)
    const isCut = manner === 'dies'
    stream.write({ audioContent: isCut ? audio.subarray(0, audio.length >> 1) : audio })
    if (isCut) stream.emit('error', death)
    else stream.end()
  }

  private async speakWhole({ input }: Spoken, done: sendUnaryData<object>): Promise<void> {
    const manner = this.speaking
    if (manner === 'hangs') return
    if (manner === 'refuses' || manner === 'dies') return done(refusal)
    if (manner === 'slow') await pause(slowMs)
    done(null, { audioContent: manner === 'garbage' ? garbage : tone(input?.text ?? '', this.msPerLetter) })
  }
}

function speechServices() {
  const includeDirs = [dirname(createRequire(import.meta.url).resolve('google-proto-files/package.json'))]
  const files = ['google/cloud/speech/v1/cloud_speech.proto', 'google/cloud/texttospeech/v1/cloud_tts.proto']
  const loaded: unknown = loadPackageDefinition(loadSync(files, { includeDirs, longs: Number, enums: String, defaults: true, arrays: true, oneofs: true }))
  const serviceOf = (...names: string[]) => (names.reduce<unknown>((scope, name) => (scope as GrpcObject)[name], loaded) as ServiceClientConstructor).service
  return { recogniser: serviceOf('google', 'cloud', 'speech', 'v1', 'Speech'), voice: serviceOf('google', 'cloud', 'texttospeech', 'v1', 'TextToSpeech') }
}
