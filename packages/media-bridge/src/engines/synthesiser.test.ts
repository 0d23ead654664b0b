import { EventEmitter, once } from 'node:events'
import { status } from '@grpc/grpc-js'
import { afterEach, describe, expect, test } from 'vitest'
import type { SpeechRequest } from '../turn/ports.js'
import type { EngineConfig } from './engine-config.js'
import { EngineHealth } from './engine-health.js'
import { Registry } from 'prom-client'
import { createEngineMeters } from '../watch/engine-meters.js'
import { connectEngines } from './engines.js'
import { createSynthesiser } from './fall-over-synthesiser.js'
import { connectSynthesiser } from './google-synthesiser.js'
import { closedAddress, engineAt, grpcError, startFakeEngine, startGarbageServer, type FakeEngine, type FakeEngineScript, type FakeStream } from './testing/fake-engine.js'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

const started = async (engine: Promise<FakeEngine>): Promise<string> => {
  const running = await engine
  closing.push(() => running.close())
  return running.address
}

const synthesiserOf = (...configs: EngineConfig[]) => {
  const engines = configs.map(connectSynthesiser)
  closing.push(() => engines.forEach((engine) => engine.close()))
  return createSynthesiser(engines, new EngineHealth(() => 0), { warn: () => undefined })
}

const fake = async (name: string, script: FakeEngineScript, over: Partial<EngineConfig> = {}): Promise<EngineConfig> =>
  engineAt(name, await started(startFakeEngine(script)), over)

const hello: SpeechRequest = { text: 'hello', language: 'en-US' }

const bytesOf = (samples: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(samples.length * 2)
  samples.forEach((sample, index) => bytes.writeInt16LE(sample, index * 2))
  return bytes
}

const wavOf = (samples: readonly number[], rateHz = 8_000): Buffer => {
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(rateHz, 24)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(samples.length * 2, 40)
  return Buffer.concat([header, bytesOf(samples)])
}

/** Answers a streamed request with these pieces of audio. */
const speaks = (...pieces: Buffer[]) => (stream: FakeStream): void => {
  stream.on('data', () => undefined)
  stream.on('end', () => {
    for (const audioContent of pieces) stream.write({ audioContent })
    stream.end()
  })
}

const spoken = async (config: ReturnType<typeof synthesiserOf>, request = hello): Promise<{ samples: number[]; engines: string[] }> => {
  const samples: number[] = []
  const engines: string[] = []
  for await (const { pcm, engine } of config.synthesise(request, new AbortController().signal)) {
    samples.push(...pcm)
    engines.push(engine)
  }
  return { samples, engines }
}

describe('synthesis', () => {
  test('streams text; samples split over messages stay whole', async () => {
    const messages: unknown[] = []
    const audio = bytesOf([1, -2, 3, 4])
    const streamSpeech = (stream: FakeStream): void => {
      stream.on('data', (message: unknown) => messages.push(message))
      speaks(audio.subarray(0, 3), audio.subarray(3))(stream)
    }

    expect((await spoken(synthesiserOf(await fake('one', { streamSpeech }, { voice: 'v1' })))).samples).toEqual([1, -2, 3, 4])
    expect(messages).toMatchObject([
      { streamingConfig: { voice: { languageCode: 'en-US', name: 'v1' }, streamingAudioConfig: { audioEncoding: 'PCM', sampleRateHertz: 8_000 } } },
      { input: { text: 'hello' } },
    ])
  })

  test('speaks SSML by the unary method, out of a WAV file', async () => {
    let asked: Record<string, unknown> = {}
    const speak = (request: Record<string, unknown>) => {
      asked = request
      return { audioContent: wavOf([5, 6]) }
    }
    const synthesiser = synthesiserOf(await fake('one', { speak }))

    expect((await spoken(synthesiser, { ...hello, ssml: '<speak>hello</speak>', voice: 'v2' })).samples).toEqual([5, 6])
    expect(asked).toMatchObject({ input: { ssml: '<speak>hello</speak>' }, voice: { name: 'v2' }, audioConfig: { audioEncoding: 'LINEAR16', sampleRateHertz: 8_000 } })
  })

  test.each([
    ['has no streaming method', status.UNIMPLEMENTED, 1],
    ['cannot stream this voice', status.INVALID_ARGUMENT, 2],
  ])('an engine that %s speaks the whole prompt at once', async (_, code, streamedCount) => {
    let streamed = 0
    const streamSpeech = (stream: FakeStream): void => {
      streamed += 1
      stream.emit('error', grpcError(code, 'no'))
    }
    const synthesiser = synthesiserOf(await fake('one', { streamSpeech, speak: () => ({ audioContent: bytesOf([7, 8]) }) }))

    expect((await spoken(synthesiser)).samples).toEqual([7, 8])
    await spoken(synthesiser)
    expect(streamed).toBe(streamedCount)
  })

  test.each([
    ['audio far too short to be the text', bytesOf([1, 2, 3, 4, 5, 6])],
    ['audio with half a sample at its end', Buffer.from('<html></html>'.repeat(1_001))],
  ])('%s is no speech: the next engine speaks, from where the first was heard', async (_, audio) => {
    const request = { ...hello, text: 'Would you like to order?' }
    const good = Array.from({ length: 8_000 }, (_sample, index) => index % 100)
    const synthesiser = synthesiserOf(await fake('one', { streamSpeech: speaks(audio) }), await fake('two', { streamSpeech: speaks(bytesOf(good)) }))

    const { samples, engines } = await spoken(synthesiser, request)

    expect(engines).toEqual(['one', 'two'])
    expect(samples).toHaveLength(good.length)
  })

  test('ends when it is no longer wanted', async () => {
    const signals = new EventEmitter()
    const cancelled = once(signals, 'cancelled')
    const streamSpeech = (stream: FakeStream): void => {
      stream.on('data', () => undefined)
      stream.on('cancelled', () => signals.emit('cancelled'))
      stream.write({ audioContent: bytesOf([1]) })
    }
    const wanted = new AbortController()
    const read = async (): Promise<void> => {
      for await (const _ of synthesiserOf(await fake('one', { streamSpeech })).synthesise(hello, wanted.signal)) wanted.abort()
    }

    await expect(read()).rejects.toThrow()
    await cancelled
  })

  test('names the engine and voice that speak when all is well', async () => {
    const synthesiser = synthesiserOf(engineAt('one', 'a:1', { languages: ['zh-CN'] }), engineAt('two', 'b:2', { voice: 'v' }))

    expect(synthesiser.preferred(hello)).toEqual({ engine: 'two', voice: 'v' })
    expect(synthesiser.preferred({ ...hello, voice: 'w' })).toEqual({ engine: 'two', voice: 'w' })
    expect(synthesiser.preferred({ ...hello, language: 'zh' })).toEqual({ engine: 'one', voice: '' })
    expect(synthesiserOf().preferred(hello)).toEqual({ engine: 'none', voice: '' })
  })
})

describe('an engine that fails to speak', () => {
  const good = (): Promise<EngineConfig> => fake('good', { streamSpeech: speaks(bytesOf([1, 2, 3, 4])) })

  const failing: Record<string, () => Promise<EngineConfig>> = {
    'is not there': async () => engineAt('bad', await closedAddress()),
    'is no gRPC server': async () => engineAt('bad', await started(startGarbageServer())),
    refuses: () => fake('bad', { streamSpeech: (stream) => stream.emit('error', grpcError(status.PERMISSION_DENIED, 'no')) }),
    'can do nothing': () => fake('bad', {}),
    stalls: () => fake('bad', { streamSpeech: (stream) => stream.on('data', () => undefined) }, { deadlineMs: 150 }),
    'speaks nothing': () => fake('bad', { streamSpeech: speaks() }),
  }

  test.each(Object.entries(failing))('that %s: the next one speaks', async (_, bad) => {
    expect(await spoken(synthesiserOf(await bad(), await good()))).toEqual({ samples: [1, 2, 3, 4], engines: ['good'] })
  })

  test('that dies mid-word: the next one goes on where it stopped', async () => {
    const streamSpeech = (stream: FakeStream): void => {
      stream.on('data', () => undefined)
      stream.write({ audioContent: bytesOf([1, 2, 3]) })
      stream.on('end', () => stream.emit('error', grpcError(status.UNAVAILABLE, 'gone')))
    }

    expect(await spoken(synthesiserOf(await fake('bad', { streamSpeech }), await good()))).toEqual({ samples: [1, 2, 3, 4], engines: ['bad', 'good'] })
  })

  test.each([
    ['audio of another rate', wavOf([1], 16_000)],
    ['a WAV file without audio', wavOf([]).subarray(0, 36)],
    ['nothing', Buffer.alloc(0)],
  ])('by the unary method, with %s: the next one is asked', async (_, audioContent) => {
    const ssml = { ...hello, ssml: '<speak>hello</speak>' }
    const synthesiser = synthesiserOf(await fake('bad', { speak: () => ({ audioContent }) }), await fake('good', { speak: () => ({ audioContent: wavOf([9]) }) }))

    expect((await spoken(synthesiser, ssml)).samples).toEqual([9])
  })

  test('by the unary method, late: the next one is asked', async () => {
    const ssml = { ...hello, ssml: '<speak>hello</speak>' }
    const synthesiser = synthesiserOf(await fake('bad', { speak: () => undefined }, { deadlineMs: 150 }), await fake('good', { speak: () => ({ audioContent: wavOf([9]) }) }))

    expect((await spoken(synthesiser, ssml)).samples).toEqual([9])
  })

  test('is a coded error when none is left', async () => {
    await expect(spoken(synthesiserOf(engineAt('bad', await closedAddress())))).rejects.toMatchObject({ code: 'MEDIA_SYNTHESIS_FAILED', retryable: true })
    await expect(spoken(synthesiserOf())).rejects.toThrow('No engine is configured for the language "en-US"')
  })
})

describe('the engines of a bridge', () => {
  test('are connected by lists', async () => {
    const address = await started(startFakeEngine({ streamSpeech: speaks(bytesOf([3])) }))
    const engines = connectEngines({ asr: [engineAt('a', address)], tts: [engineAt('t', address)] }, { warn: () => undefined }, createEngineMeters(new Registry()))
    closing.push(() => engines.close())

    expect((await spoken(engines.synthesiser)).samples).toEqual([3])
    expect(engines.recogniser.fault({ language: 'en-US', phrases: [], startMs: 0 })).toBeUndefined()
  })
})
