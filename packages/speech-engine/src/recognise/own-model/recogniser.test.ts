import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
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
const load = async (name: string, child?: string): Promise<OwnModelRecogniser> => {
  const folder = join(root, name)
  await mkdir(folder, { recursive: true })
  for (const file of ['encoder.onnx', 'decoder.onnx', 'joiner.onnx']) await writeFile(join(folder, file), Buffer.from([8, 7]))
  await writeFile(join(folder, 'tokens.txt'), 'a 0\n')
  const recogniser = await OwnModelRecogniser.load({ folder, languages: ['zh'], sampleRateHz: 16_000, threads: 1 }, log, child ?? scripted)
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

it('says that the process does not start where its file is missing', async () => {
  await expect(load('good', join(root, 'gone.mjs'))).rejects.toMatchObject({ code: 'SPEECH_MODEL_INVALID', message: expect.stringContaining('ended with code 1') as string })
})
