import { describe, expect, it } from 'vitest'
import { status } from '@grpc/grpc-js'
import { SpeechEngineError, toServiceError } from './errors.js'
import { readOptions } from './options.js'
import { readRecognitionConfig } from './recognise/request.js'

describe('the settings', () => {
  it('have defaults on loopback', () => {
    expect(readOptions({})).toMatchObject({ host: '127.0.0.1', port: 0, logLevel: 'info', exitWithParent: false })
  })

  it('are taken from the environment', () => {
    const options = readOptions({ SPEECH_ENGINE_PORT: '50051', SPEECH_ENGINE_ASR_WORKERS: '3', SPEECH_ENGINE_TTS_WORKERS: '2', LOG_LEVEL: 'warn', SPEECH_ENGINE_EXIT_WITH_PARENT: '1' })

    expect(options).toEqual({ host: '127.0.0.1', port: 50_051, recogniserWorkers: 3, synthesiserWorkers: 2, logLevel: 'warn', exitWithParent: true })
  })

  it.each([{ SPEECH_ENGINE_PORT: 'x' }, { SPEECH_ENGINE_PORT: '65536' }, { SPEECH_ENGINE_ASR_WORKERS: '0' }, { LOG_LEVEL: 'loud' }])('%j is refused', (environment) => {
    expect(() => readOptions(environment)).toThrow(expect.objectContaining({ code: 'SPEECH_SETTING_INVALID' }) as Error)
  })
})

describe("a model of the user's own", () => {
  it('is Mandarin at 16 kHz unless it is said otherwise', () => {
    expect(readOptions({})).not.toHaveProperty('ownModel')
    expect(readOptions({ ASR_MODEL_DIR: '/models/zh' }).ownModel).toMatchObject({ folder: '/models/zh', languages: ['zh'], sampleRateHz: 16_000 })
    expect(
      readOptions({ ASR_MODEL_DIR: '/m', ASR_MODEL_LANGUAGES: 'zh-CN, en', ASR_MODEL_SAMPLE_RATE: '8000', ASR_MODEL_TYPE: 'tone-ctc', ASR_MODEL_THREADS: '3' }).ownModel,
    ).toEqual({ folder: '/m', languages: ['zh-CN', 'en'], sampleRateHz: 8_000, type: 'tone-ctc', threads: 3 })
  })

  it.each([
    [{ ASR_MODEL_LANGUAGES: 'Mandarin!' }, 'ASR_MODEL_LANGUAGES holds "Mandarin!"'],
    [{ ASR_MODEL_LANGUAGES: 'zh,' }, 'ASR_MODEL_LANGUAGES holds ""'],
    [{ ASR_MODEL_SAMPLE_RATE: '44100' }, 'ASR_MODEL_SAMPLE_RATE is 44100: streaming models are trained with audio of 8000 or 16000 Hz'],
    [{ ASR_MODEL_SAMPLE_RATE: 'fast' }, 'ASR_MODEL_SAMPLE_RATE is "fast"'],
    [{ ASR_MODEL_THREADS: '0' }, 'ASR_MODEL_THREADS is "0"'],
  ])('%j is refused', (environment, message) => {
    expect(() => readOptions({ ASR_MODEL_DIR: '/m', ...environment })).toThrow(expect.objectContaining({ code: 'SPEECH_SETTING_INVALID', message: expect.stringContaining(message) as string }) as Error)
  })

  it('serves its languages alone, free text and all', () => {
    const free = { encoding: 'MULAW', sample_rate_hertz: 8_000, language_code: 'cmn-Hans-CN' }

    expect(readRecognitionConfig(free, ['zh'])).toMatchObject({ by: 'own-model', languageCode: 'cmn-Hans-CN' })
    expect(readRecognitionConfig({ ...free, language_code: 'zh-CN' }, ['zh-CN'])).toMatchObject({ by: 'own-model' })
    expect(readRecognitionConfig({ ...free, language_code: 'en-US', speech_contexts: [{ phrases: ['yes'] }] }, ['zh'])).toMatchObject({ by: 'grammar' })
    expect(readRecognitionConfig({ ...free, language_code: 'en-US', speech_contexts: [{ phrases: ['yes'] }] }, ['en'])).toMatchObject({ by: 'own-model' })
    expect(() => readRecognitionConfig({ ...free, language_code: 'zh-TW' }, ['zh-CN'])).toThrow('no model for "zh-TW": name the folder of a streaming model in ASR_MODEL_DIR')
  })
})

describe('a recognition config', () => {
  const config = { encoding: 'MULAW', sample_rate_hertz: 8_000, language_code: 'en-US', speech_contexts: [{ phrases: ['yes', 'yes', ' '] }] }

  it('gives the phrases of contexts and phrase sets', () => {
    const plan = readRecognitionConfig({ ...config, adaptation: { phrase_sets: [{ phrases: [{ value: 'no' }] }] } })

    expect(plan).toMatchObject({ encoding: 'mulaw', sampleRateHz: 8_000, phrases: ['yes', 'no'], grammars: [] })
  })

  it.each([
    [undefined, 'SPEECH_REQUEST_INVALID'],
    [{ ...config, language_code: '' }, 'SPEECH_REQUEST_INVALID'],
    [{ ...config, sample_rate_hertz: 16_000 }, 'SPEECH_REQUEST_INVALID'],
    [{ ...config, encoding: 'LINEAR16', sample_rate_hertz: 0 }, 'SPEECH_REQUEST_INVALID'],
    [{ ...config, encoding: 'FLAC' }, 'SPEECH_NOT_SUPPORTED'],
    [{ ...config, language_code: 'zh-CN' }, 'SPEECH_NOT_SUPPORTED'],
    [{ ...config, audio_channel_count: 2 }, 'SPEECH_NOT_SUPPORTED'],
    [{ ...config, speech_contexts: [] }, 'SPEECH_NOT_SUPPORTED'],
    [{ ...config, speech_contexts: [{ phrases: Array.from({ length: 501 }, (_, index) => `phrase ${index}`) }] }, 'SPEECH_REQUEST_INVALID'],
  ])('is refused when the engine cannot serve it (%#)', (bad, code) => {
    expect(() => readRecognitionConfig(bad)).toThrow(expect.objectContaining({ code }) as Error)
  })
})

describe('an error', () => {
  it('becomes the gRPC status of its code', () => {
    const told = toServiceError(new SpeechEngineError('SPEECH_BUSY', 'try again'))

    expect(told).toMatchObject({ code: status.RESOURCE_EXHAUSTED, details: 'try again' })
    expect(told.metadata.get('callchart-error-code')).toEqual(['SPEECH_BUSY'])
  })

  it('that nobody foresaw tells nothing of the inside', () => {
    expect(toServiceError(new TypeError('secret'))).toMatchObject({ code: status.INTERNAL, details: expect.not.stringContaining('secret') as string })
  })
})
