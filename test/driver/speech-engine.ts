import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { connectVoice, type Voice } from '@callchart/cli'
import { credentials, loadPackageDefinition, type GrpcObject, type ServiceClientConstructor } from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'

/** A variable: the package has no types. */
const espeakPackage: string = '@echogarden/espeak-ng-emscripten'
const entry = fileURLToPath(new URL('../../packages/speech-engine/dist/main.js', import.meta.url))

interface Recognised {
  readonly results: readonly { readonly alternatives: readonly { readonly transcript: string }[] }[]
}

function speechClient(address: string): InstanceType<ServiceClientConstructor> {
  const protos = dirname(createRequire(import.meta.url).resolve('google-proto-files/package.json'))
  const definition = loadSync('google/cloud/speech/v1/cloud_speech.proto', { includeDirs: [protos], enums: String, longs: Number, defaults: true })
  const Speech = ['google', 'cloud', 'speech', 'v1', 'Speech'].reduce<unknown>((scope, name) => (scope as GrpcObject)[name], loadPackageDefinition(definition))
  return new (Speech as ServiceClientConstructor)(address, credentials.createInsecure())
}

/** The embedded engine alone, in its own process. */
export class EngineUnderTest {
  private constructor(
    private readonly process: ChildProcess,
    private readonly voice: Voice,
    private readonly speech: InstanceType<ServiceClientConstructor>,
  ) {}

  static async start(): Promise<EngineUnderTest> {
    const child = spawn(process.execPath, [entry], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, SPEECH_ENGINE_EXIT_WITH_PARENT: '1', SPEECH_ENGINE_ASR_WORKERS: '1', SPEECH_ENGINE_TTS_WORKERS: '1', LOG_LEVEL: 'error' },
    })
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    const { address } = JSON.parse(line) as { address: string }
    return new EngineUnderTest(child, connectVoice(address), speechClient(address))
  }

  /** Mono PCM16 at 8 kHz. */
  speak(text: string, voice = 'en-us'): Promise<Int16Array> {
    return this.voice.speak(text, voice)
  }

  /** What is heard in the audio by a recogniser that expects one of these phrases; empty where it is none. */
  async hears(audio: Int16Array, phrases: readonly string[]): Promise<string> {
    const samples = Int16Array.from([...new Int16Array(2_400), ...audio, ...new Int16Array(4_800)])
    const request = {
      config: { encoding: 'LINEAR16', sampleRateHertz: 8_000, languageCode: 'en-US', speechContexts: [{ phrases }] },
      audio: { content: Buffer.from(samples.buffer) },
    }
    const { results } = await new Promise<Recognised>((resolve, reject) => {
      const recognize = this.speech['recognize'] as (request: object, answer: (error: Error | null, value: Recognised) => void) => void
      recognize.call(this.speech, request, (error, value) => (error === null ? resolve(value) : reject(error)))
    })
    return results[0]?.alternatives[0]?.transcript ?? ''
  }

  async close(): Promise<void> {
    this.voice.close()
    this.speech.close()
    const exited = once(this.process, 'exit')
    this.process.stdin?.end()
    await exited
  }
}

interface EspeakModule {
  readonly HEAPU8: Uint8Array
  readonly eSpeakNGWorker: new () => { set_voice(name: string, ...rest: readonly [0, 0, 0, 0]): number; convert_to_phonemes(text: string, ipa: boolean): { ptr: number } }
}

/** The phonemes, tones included, that the engine's own synthesiser makes of a text in a voice; the Mandarin one reads characters, and pinyin with tone numbers. */
export async function phonemesOf(voice: string): Promise<(text: string) => string> {
  const { default: createEspeak } = (await import(espeakPackage)) as { default: () => Promise<EspeakModule> }
  const module = await createEspeak()
  const espeak = new module.eSpeakNGWorker()
  if (espeak.set_voice(voice, 0, 0, 0, 0) !== 0) throw new Error(`espeak-ng has no voice ${voice}`)
  const readAt = (start: number): string => {
    const end = module.HEAPU8.indexOf(0, start)
    return Buffer.from(module.HEAPU8.subarray(start, end)).toString('latin1')
  }
  /** A clause at a time: the library stops at its end. Stress and word boundaries are no sounds. */
  const ofClause = (clause: string): string => readAt(espeak.convert_to_phonemes(clause, false).ptr).replace(/['_|\s]/g, '')
  return (text) =>
    text
      .split(/[，,。]/)
      .map((clause) => clause.trim())
      .filter((clause) => clause !== '')
      .map(ofClause)
      .join(' / ')
}
