import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { credentials, status, type ServiceClientConstructor } from '@grpc/grpc-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadClient } from './grpc/protos.js'
import { languageAliases } from './synthesise/voices.js'

/** The built engine as its own process, as everybody else uses it. */
let engine: ChildProcess
let speech: Client
let textToSpeech: Client
let health: Client

type Client = InstanceType<ServiceClientConstructor>
interface Alternative {
  transcript: string
  confidence: number
  words: { word: string; start_time: { seconds: number; nanos: number }; end_time: { seconds: number; nanos: number } }[]
}
interface Result {
  is_final: boolean
  stability: number
  alternatives: Alternative[]
}
interface Stream {
  write(message: unknown): void
  end(): void
  cancel(): void
  on(event: string, listener: (value: never) => void): void
}
type Failure = { code: number; details: string; metadata: { get(key: string): unknown[] } }

const phrases = ['order a taxi', 'cancel my taxi', 'where is the driver', 'talk to a person', 'yes', 'no thanks']
const fourDigits = '#ABNF 1.0 UTF-8;\nlanguage en-US;\nroot $digits;\n$digit = zero | oh | one | two | three | four | five | six | seven | eight | nine;\n$digits = $digit<4>;\n'

beforeAll(async () => {
  engine = spawn(process.execPath, [fileURLToPath(new URL('../dist/main.js', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, SPEECH_ENGINE_EXIT_WITH_PARENT: '1', SPEECH_ENGINE_ASR_WORKERS: '1', SPEECH_ENGINE_TTS_WORKERS: '1', LOG_LEVEL: 'error' },
  })
  if (engine.stdout === null) throw new Error('no stdout')
  const [line] = (await once(createInterface({ input: engine.stdout }), 'line')) as [string]
  const ready = JSON.parse(line) as { ready: boolean; address: string }
  expect(ready).toEqual({ ready: true, address: expect.stringMatching(/^127\.0\.0\.1:\d+$/) as string })
  const connect = (name: Parameters<typeof loadClient>[0]): Client => new (loadClient(name))(ready.address, credentials.createInsecure())
  speech = connect('speech')
  textToSpeech = connect('textToSpeech')
  health = connect('health')
}, 60_000)

afterAll(async () => {
  for (const client of [speech, textToSpeech, health]) client.close()
  const exited = once(engine, 'exit')
  engine.stdin?.end()
  expect((await exited)[0]).toBe(0)
})

const stream = (client: Client, method: string): Stream => (client[method] as () => Stream).call(client)

function unary<T>(client: Client, method: string, request: object): Promise<T> {
  return new Promise((resolve, reject) => {
    const call = client[method] as (request: object, answer: (error: Failure | null, value: T) => void) => void
    call.call(client, request, (error, value) => (error === null ? resolve(value) : reject(error as unknown as Error)))
  })
}

/** All responses of a bidirectional call that is sent these messages. */
function converse<T>(client: Client, method: string, messages: readonly object[]): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const call = stream(client, method)
    const responses: T[] = []
    call.on('data', (response) => responses.push(response))
    call.on('error', (error: Error) => reject(error))
    call.on('end', () => resolve(responses))
    messages.forEach((message) => call.write(message))
    call.end()
  })
}

const speakingConfig = (name: string) => ({ streaming_config: { voice: { name }, streaming_audio_config: { audio_encoding: 'MULAW', sample_rate_hertz: 8_000 } } })

async function speak(text: string, voice = 'en-us'): Promise<Buffer> {
  const chunks = await converse<{ audio_content: Buffer }>(textToSpeech, 'StreamingSynthesize', [speakingConfig(voice), { input: { text } }])
  return Buffer.concat(chunks.map((chunk) => chunk.audio_content))
}

const listenFor = (config: object) => ({
  streaming_config: { interim_results: true, config: { encoding: 'MULAW', sample_rate_hertz: 8_000, language_code: 'en-US', enable_word_time_offsets: true, ...config } },
})

/** 100 ms messages, with silence on both sides. */
function pieces(speechAudio: Buffer): object[] {
  const audio = Buffer.concat([Buffer.alloc(2_400, 0xff), speechAudio, Buffer.alloc(5_600, 0xff)])
  return Array.from({ length: Math.ceil(audio.length / 800) }, (_, index) => ({ audio_content: audio.subarray(index * 800, index * 800 + 800) }))
}

async function recognise(audio: Buffer, config: object): Promise<Result[]> {
  const responses = await converse<{ results: Result[] }>(speech, 'StreamingRecognize', [listenFor(config), ...pieces(audio)])
  return responses.flatMap((response) => response.results)
}

const heard = (results: readonly Result[]): string | undefined => results.at(-1)?.alternatives[0]?.transcript

describe('the speech engine', () => {
  it('hears a phrase of the turn that its own voice speaks', async () => {
    const results = await recognise(await speak('order a taxi'), { speech_contexts: [{ phrases }] })

    const final = results.at(-1)
    expect(final).toMatchObject({ is_final: true, alternatives: [{ transcript: 'order a taxi' }] })
    expect(results.slice(0, -1).every((result) => !result.is_final && result.stability > 0)).toBe(true)
    expect(results.length).toBeGreaterThan(1)
    expect(final?.alternatives[0]?.confidence).toBeGreaterThan(0.5)
    expect(final?.alternatives[0]?.words.map(({ word }) => word)).toEqual(['order', 'a', 'taxi'])
    expect(final?.alternatives[0]?.words[0]?.start_time.nanos).toBeGreaterThan(200_000_000)
  })

  it('hears digits beside the phrases', async () => {
    const config = { speech_contexts: [{ phrases }], adaptation: { abnf_grammar: { abnf_strings: [fourDigits] } } }

    expect(heard(await recognise(await speak('one two six five'), config))).toBe('one two six five')
    expect(heard(await recognise(await speak('where is the driver'), config))).toBe('where is the driver')
  })

  it('hears a phrase with a word that no dictionary holds', async () => {
    expect(heard(await recognise(await speak('call the zorblatt'), { speech_contexts: [{ phrases: [...phrases, 'call the zorblatt'] }] }))).toBe('call the zorblatt')
  })

  it('gives an empty final for what is not in the grammar, and for silence', async () => {
    const config = { speech_contexts: [{ phrases }] }

    expect(heard(await recognise(await speak('seventeen elephants marched in the parade'), config))).toBeUndefined()
    expect(await recognise(Buffer.alloc(8_000, 0xff), config)).toMatchObject([{ is_final: true, alternatives: [] }])
    expect(await recognise(Buffer.alloc(0), config)).toMatchObject([{ is_final: true, alternatives: [] }])
  })

  it('leaves nothing of a cancelled stream to the next one', async () => {
    const audio = await speak('cancel my taxi')
    const cancelled = stream(speech, 'StreamingRecognize')
    const over = new Promise<Failure>((resolve) => cancelled.on('error', resolve))
    cancelled.write(listenFor({ speech_contexts: [{ phrases: ['something else'] }] }))
    for (const piece of pieces(audio).slice(0, 9)) cancelled.write(piece)
    cancelled.cancel()

    expect((await over).code).toBe(status.CANCELLED)
    expect(heard(await recognise(audio, { speech_contexts: [{ phrases }] }))).toBe('cancel my taxi')
  })

  it('recognises many streams at once', async () => {
    const [yes, no] = await Promise.all([speak('yes'), speak('no thanks')])
    const config = { speech_contexts: [{ phrases }] }

    const results = await Promise.all(Array.from({ length: 6 }, (_, index) => recognise(index % 2 === 0 ? yes : no, config)))

    expect(results.map(heard)).toEqual(['yes', 'no thanks', 'yes', 'no thanks', 'yes', 'no thanks'])
  }, 60_000)

  it('recognises a whole recording', async () => {
    const config = { encoding: 'LINEAR16', sample_rate_hertz: 16_000, language_code: 'en-US', speech_contexts: [{ phrases }] }
    const request = { input: { text: 'talk to a person' }, voice: { name: 'en-us' }, audio_config: { audio_encoding: 'PCM', sample_rate_hertz: 16_000 } }
    const { audio_content: content } = await unary<{ audio_content: Buffer }>(textToSpeech, 'SynthesizeSpeech', request)

    const { results } = await unary<{ results: Result[] }>(speech, 'Recognize', { config, audio: { content } })

    expect(heard(results)).toBe('talk to a person')
  })

  it.each([
    [{}, status.UNIMPLEMENTED, 'does not recognise free text', 'SPEECH_NOT_SUPPORTED'],
    [{ language_code: 'cmn-Hans-CN', speech_contexts: [{ phrases }] }, status.UNIMPLEMENTED, 'no model for "cmn-Hans-CN"', 'SPEECH_NOT_SUPPORTED'],
    [{ adaptation: { abnf_grammar: { abnf_strings: ['$a = b;'] } } }, status.INVALID_ARGUMENT, 'The ABNF grammar cannot be read', 'SPEECH_GRAMMAR_INVALID'],
    [{ sample_rate_hertz: 44_100, speech_contexts: [{ phrases }] }, status.INVALID_ARGUMENT, '8000 Hz', 'SPEECH_REQUEST_INVALID'],
  ])('refuses %j', async (config, code, details, ourCode) => {
    const failure = await recognise(Buffer.alloc(800), config).catch((error: Failure) => error)

    expect(failure).toMatchObject({ code, details: expect.stringContaining(details) as string })
    expect((failure as Failure).metadata.get('callchart-error-code')).toEqual([ourCode])
  })

  it('refuses messages out of order', async () => {
    const config = listenFor({ speech_contexts: [{ phrases }] })

    await expect(converse(speech, 'StreamingRecognize', [{ audio_content: Buffer.alloc(8) }])).rejects.toMatchObject({ details: expect.stringContaining('first message') as string })
    await expect(converse(speech, 'StreamingRecognize', [config, config])).rejects.toMatchObject({ details: expect.stringContaining('twice') as string })
    await expect(converse(speech, 'StreamingRecognize', [])).rejects.toMatchObject({ details: expect.stringContaining('before its streaming_config') as string })
    await expect(converse(textToSpeech, 'StreamingSynthesize', [{ input: { text: 'hello' } }])).rejects.toMatchObject({ code: status.INVALID_ARGUMENT })
  })

  it('names the voices that exist when asked for one that does not', async () => {
    await expect(speak('hello', 'nobody')).rejects.toMatchObject({ code: status.INVALID_ARGUMENT, details: expect.stringContaining('en-us, ') as string })

    const { voices } = await unary<{ voices: { name: string }[] }>(textToSpeech, 'ListVoices', { language_code: 'en' })
    expect(voices.map(({ name }) => name)).toEqual(expect.arrayContaining(['en-us', 'en-gb']))
  })

  it('has the voices that others expect of it (vitest -u writes them down)', async () => {
    const { voices } = await unary<{ voices: { name: string; language_codes: string[] }[] }>(textToSpeech, 'ListVoices', {})
    const names = [...voices.flatMap(({ name, language_codes: codes }) => [name, ...codes.map((code) => code.toLowerCase())]), ...Object.keys(languageAliases)]
    const lines = [...new Set(names)].sort().map((name) => `  '${name}',`)
    const text = `/** Names by which the embedded engine knows its voices; written by \`vitest -u\` from what it lists. */\nexport const embeddedVoiceNames: readonly string[] = [\n${lines.join('\n')}\n]\n`

    await expect(text).toMatchFileSnapshot('../../protocol/src/embedded-voices.generated.ts')
  })

  it('speaks SSML in one answer, as a WAV file, with its pauses', async () => {
    const say = async (ssml: string): Promise<Buffer> => {
      const request = { input: { ssml }, voice: { language_code: 'en-US' }, audio_config: { audio_encoding: 'LINEAR16', sample_rate_hertz: 8_000 } }
      return (await unary<{ audio_content: Buffer }>(textToSpeech, 'SynthesizeSpeech', request)).audio_content
    }

    const loudest = (wav: Buffer): number => Math.max(...new Int16Array(Uint8Array.from(wav.subarray(44, 44 + 2 * Math.floor((wav.length - 44) / 2))).buffer))

    const plain = await say('<speak>Hello you</speak>')
    const quiet = await say('<speak><prosody volume="-6dB">Hello you</prosody></speak>')
    const foreign = await say('<speak><lang xml:lang="zh-CN">你好，很高兴认识您</lang></speak>')
    const spelled = await say('<speak><sub alias="Chinese letter Chinese letter">你好，很高兴认识您</sub></speak>')
    const paused = await say('<speak>Hello <break time="1s"/> you</speak>')

    expect(plain.toString('latin1', 0, 4)).toBe('RIFF')
    expect(paused.length - plain.length).toBeGreaterThan(12_000)
    // No two syntheses of one text are quite the same.
    expect(loudest(quiet) / loudest(plain)).toBeGreaterThan(0.35)
    expect(loudest(quiet) / loudest(plain)).toBeLessThan(0.65)
    expect(foreign.length).toBeGreaterThan(spelled.length)
    expect(foreign.length).toBeLessThan(8_000 * 2 * 3.5)
  })

  it('speaks Mandarin, and stops when the client does', async () => {
    expect((await speak('您好，请问有什么可以帮您', 'cmn')).length).toBeGreaterThan(8_000)

    const call = stream(textToSpeech, 'StreamingSynthesize')
    const over = new Promise<Failure>((resolve) => call.on('error', resolve))
    call.on('data', () => call.cancel())
    call.write(speakingConfig('en-us'))
    call.write({ input: { text: 'This is a very long text. '.repeat(150) } })
    expect((await over).code).toBe(status.CANCELLED)
    expect((await speak('hello')).length).toBeGreaterThan(2_000)
  })

  it('refuses a text over the cap', async () => {
    await expect(speak('x'.repeat(5_001))).rejects.toMatchObject({ code: status.INVALID_ARGUMENT, details: expect.stringContaining('5001 bytes') as string })
  })

  it('answers the health check', async () => {
    expect(await unary(health, 'Check', {})).toEqual({ status: 'SERVING' })
  })
})
