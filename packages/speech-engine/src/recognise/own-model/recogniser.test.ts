import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SpeechEngineError } from '../../errors.js'
import { OwnModelRecogniser } from './recogniser.js'

const scripted = fileURLToPath(new URL('./testing/scripted-child.mjs', import.meta.url))
const log = pino({ level: 'silent' })
const task = { encoding: 'linear16', sampleRateHz: 8_000, interim: true } as const

let root: string
const loaded: OwnModelRecogniser[] = []
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'callchart-own-model-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))
afterEach(() => Promise.all(loaded.splice(0).map((recogniser) => recogniser.close())))

/** A folder that looks like a model; its name tells the scripted process what to do. */
const load = async (name: string, child?: string, threads = 1): Promise<OwnModelRecogniser> => {
  const folder = join(root, name)
  await mkdir(folder, { recursive: true })
  for (const file of ['encoder.onnx', 'decoder.onnx', 'joiner.onnx']) await writeFile(join(folder, file), Buffer.from([8, 7]))
  await writeFile(join(folder, 'tokens.txt'), 'a 0\n')
  const recogniser = await OwnModelRecogniser.load({ folder, languages: ['zh'], sampleRateHz: 16_000, threads }, log, child ?? scripted)
  loaded.push(recogniser)
  return recogniser
}

interface Said {
  readonly hypotheses: string[]
  readonly outcome: Promise<string>
}

const open = async (recogniser: OwnModelRecogniser) => {
  const said: { hypotheses: string[] } = { hypotheses: [] }
  let heardFirst: () => void = () => undefined
  const first = new Promise<void>((resolve) => (heardFirst = resolve))
  let settle: (outcome: string) => void = () => undefined
  const outcome = new Promise<string>((resolve) => (settle = resolve))
  const recognition = await recogniser.open(task, {
    hypothesis: ({ text }) => {
      said.hypotheses.push(text ?? '')
      heardFirst()
    },
    final: ({ text }, audioMs) => settle(`${text} after ${audioMs}`),
    failed: (error: SpeechEngineError) => settle(`${error.code}${error.retryable ? ' (try again)' : ''}: ${error.message}`),
  })
  const told: Said = { hypotheses: said.hypotheses, outcome }
  return { recognition, first, ...told }
}

it('hears through the process of the model', async () => {
  const { recognition, hypotheses, outcome } = await open(await load('good'))

  recognition.audio(Uint8Array.of(1, 2, 3, 4))
  recognition.finish()

  expect(await outcome).toBe('the end after 20')
  expect(hypotheses).toEqual(['heard 4'])
})

it('tells nothing of a stream that was cancelled', async () => {
  const recogniser = await load('good')
  const cancelled = await open(recogniser)
  const other = await open(recogniser)

  cancelled.recognition.audio(Uint8Array.of(1))
  cancelled.recognition.cancel()
  cancelled.recognition.finish()
  other.recognition.audio(Uint8Array.of(1))
  await other.first

  expect(cancelled.hypotheses).toEqual([])
})

it('fails the stream that cannot be decoded, and no other', async () => {
  const recogniser = await load('good')
  const [bad, good] = [await open(recogniser), await open(recogniser)]

  bad.recognition.audio(Uint8Array.of(8))
  good.recognition.finish()

  expect(await bad.outcome).toBe('SPEECH_WORKER_FAILED: Recognition failed: bad audio')
  expect(await good.outcome).toBe('the end after 20')
})

it('fails the streams of a process that ends, and starts another one for the next', async () => {
  const recogniser = await load('good')
  const lost = await open(recogniser)

  lost.recognition.audio(Uint8Array.of(9))
  expect(await lost.outcome).toBe('SPEECH_WORKER_FAILED (try again): The process of the speech model ended: try again')
  lost.recognition.finish()

  const next = await open(recogniser)
  next.recognition.finish()
  expect(await next.outcome).toBe('the end after 20')
})

it('refuses more streams than it can follow', async () => {
  const recogniser = await load('good')
  for (let index = 0; index < 32; index += 1) await open(recogniser)

  await expect(open(recogniser)).rejects.toMatchObject({ code: 'SPEECH_BUSY', retryable: true })
})

it.each([
  ['package', 'SPEECH_MODEL_PACKAGE_MISSING', /sherpa-onnx-node .* cannot be loaded \(Cannot find module\): install it .*npm install --no-save sherpa-onnx-node/],
  ['config', 'SPEECH_MODEL_INVALID', /config cannot be loaded \(Please check your config!\): check that it is a streaming model/],
  ['abort', 'SPEECH_MODEL_INVALID', /\(its library ended with code 255: the encoder has no metadata\)/],
])('says why a model is not loaded (%s)', async (name, code, message) => {
  await expect(load(name)).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string })
})

/** The built process of the model, as the engine runs it. */
const built = fileURLToPath(new URL('../../../dist/recognise/own-model/child.js', import.meta.url))

/** A library in the place of the real one: it hears one sign for each second that it was given, and refuses a model of two threads. */
const library = `
module.exports.OnlineRecognizer = class {
  constructor(config) { if (config.modelConfig.numThreads === 2) throw new Error('Please check your config!') }
  createStream() { return { seconds: 0, acceptWaveform({ samples, sampleRate }) { if (samples[0] === 0.75) throw new Error('no such sound'); this.seconds += samples.length / sampleRate }, inputFinished() {} } }
  isReady(stream) { return !stream.read || stream.read < Math.floor(stream.seconds) }
  decode(stream) { stream.read = (stream.read ?? 0) + 1 }
  getResult(stream) { return { text: '好'.repeat(Math.floor(stream.seconds)), tokens: [], timestamps: [] } }
}
`

/** Whoever has the real library hears with that one. */
const hasLibrary = ((): boolean => {
  try {
    return createRequire(import.meta.url).resolve('sherpa-onnx-node') !== ''
  } catch {
    return false
  }
})()

describe.skipIf(hasLibrary)('the process of the model', () => {
  const nodePath = process.env.NODE_PATH
  afterEach(() => {
    if (nodePath === undefined) delete process.env.NODE_PATH
    else process.env.NODE_PATH = nodePath
  })
  const withLibrary = async () => {
    await mkdir(join(root, 'library', 'sherpa-onnx-node'), { recursive: true })
    await writeFile(join(root, 'library', 'sherpa-onnx-node', 'index.js'), library)
    process.env.NODE_PATH = join(root, 'library')
  }

  it('hears with the library that is installed', async () => {
    await withLibrary()
    const recogniser = await load('good', built)
    const [one, other] = [await open(recogniser), await open(recogniser)]

    one.recognition.audio(new Uint8Array(16_000))
    await one.first
    other.recognition.audio(new Uint8Array(new Int16Array([24_576]).buffer))
    one.recognition.audio(new Uint8Array(16_000))
    one.recognition.finish()

    expect(await one.outcome).toBe('好好 after 2000')
    expect(one.hypotheses).toEqual(['好', '好好'])
    expect(await other.outcome).toBe('SPEECH_WORKER_FAILED: Recognition failed: no such sound')
  })

  it('says that the library is missing, or does not take the model', async () => {
    process.env.NODE_PATH = join(root, 'nowhere')
    await expect(load('good', built)).rejects.toMatchObject({ code: 'SPEECH_MODEL_PACKAGE_MISSING', message: expect.stringContaining("Cannot find module 'sherpa-onnx-node'") as string })

    await withLibrary()
    await expect(load('good', built, 2)).rejects.toMatchObject({ code: 'SPEECH_MODEL_INVALID', message: expect.stringContaining('Please check your config!') as string })
  })
})

it('says that the process does not start where its file is missing', async () => {
  await expect(load('good', join(root, 'gone.mjs'))).rejects.toMatchObject({ code: 'SPEECH_MODEL_INVALID', message: expect.stringContaining('ended with code 1') as string })
})
