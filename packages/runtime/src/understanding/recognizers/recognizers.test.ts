import { Worker } from 'node:worker_threads'
import { afterAll, describe, expect, it } from 'vitest'
import { createInterpreter, trainUnderstanding } from '@callchart/nlu'
import type { ValueSpec, ValueType } from '@callchart/protocol'
import { interpretWith } from './interpret.js'
import { createRecognizers, type Recognizers } from './recognizers.js'

const patient = { now: () => 0, after: () => () => undefined }
const hurried = { now: () => 0, after: (_ms: number, run: () => void) => (run(), () => undefined) }
const fake = (body: string) => () => new Worker(`const { parentPort } = require('node:worker_threads'); ${body}`, { eval: true })
const now = new Date('2026-03-04T14:00:00Z')

async function understood(recognizers: Recognizers, language: string, text: string, value: ValueSpec) {
  const source = { language, intents: [], keyIntents: {} }
  const interpreter = createInterpreter(trainUnderstanding(source))
  const alternatives = [{ text, confidence: 1, words: [] }]
  const interpretation = await interpretWith(recognizers, interpreter, alternatives, { intents: [], keyIntents: [], value }, { now, timeZone: 'Europe/Madrid', language, intents: [] })
  return interpretation.type === 'value' ? interpretation.value : interpretation.type
}

describe('values in a language without readers of ours', () => {
  const recognizers = createRecognizers({ clock: patient })
  afterAll(() => recognizers.close())
  const read = (language: string, type: ValueType, text: string) => understood(recognizers, language, text, { type })

  it.each([
    ['es-ES', 'number', 'veinticinco', 25],
    ['es-ES', 'number', 'somos tres', 3],
    ['es-ES', 'money', 'doce euros', { amount: 12, currency: 'EUR' }],
    ['es-ES', 'money', 'doce', { amount: 12, currency: 'EUR' }],
    ['es-ES', 'date', 'el cinco de mayo', '2026-05-05'],
    ['es-ES', 'date', 'mañana', '2026-03-05'],
    ['es-ES', 'time', 'a las tres', '15:00'],
    ['es-ES', 'time', 'a las ocho y media de la mañana', '08:30'],
    ['es-ES', 'time', 'tres', '15:00'],
    ['es-ES', 'dateRange', 'del 3 al 8 de mayo', '2026-05-03/2026-05-08'],
    ['es-ES', 'dateRange', 'la próxima semana', '2026-03-09/2026-03-15'],
    ['es-ES', 'phone', '612 345 678', '612345678'],
    ['es-ES', 'number', 'no lo sé', 'no-match'],
    ['ja-JP', 'number', '二十五', 25],
    ['ja-JP', 'money', '千二百円', { amount: 1_200, currency: 'JPY' }],
    ['pt-BR', 'number', 'vinte e cinco', 25],
  ] as const)('%s: a %s in %j', async (language, type, text, value) => {
    expect(await read(language, type, text)).toEqual(value)
  })

  it('are filled into the slots of an intent', async () => {
    const slots = { seats: { type: 'number' }, day: { type: 'date' } } as const
    const source = { language: 'es-ES', intents: [{ id: 'table', keywords: ['mesa'], patterns: [], phrases: [], slots }], keyIntents: {} }
    const interpreter = createInterpreter(trainUnderstanding(source))
    const alternatives = [{ text: 'una mesa para cuatro el cinco de mayo', confidence: 1, words: [] }]

    const { slots: filled } = await interpretWith(recognizers, interpreter, alternatives, { intents: ['table'], keyIntents: [] }, { now, timeZone: 'Europe/Madrid', language: 'es-ES', intents: source.intents })

    expect(filled).toEqual({ seats: 4, day: '2026-05-05' })
  })

  it('are read by our own readers alone where the language has them', async () => {
    const untouched = createRecognizers({ startThread: () => expect.unreachable('no thread is needed') })

    expect(await understood(untouched, 'en-US', 'the week after next on friday', { type: 'date' })).toBe('2026-03-20')
    expect(await understood(untouched, 'zh-CN', '没有', { type: 'date' })).toBe('no-match')
  })

  it('are none in a language that the library does not know', async () => {
    expect(await read('fi-FI', 'number', 'kaksikymmentä')).toBe('no-match')
    expect(await read('fi-FI', 'number', '20')).toBe(20)
  })
})

describe('a library that fails', () => {
  it('is not waited for', async () => {
    const recognizers = createRecognizers({ clock: hurried, startThread: fake('parentPort.on("message", () => undefined)') })

    expect(await understood(recognizers, 'es-ES', 'veinticinco', { type: 'number' })).toBe('no-match')
    await recognizers.close()
  })

  it('leaves what our readers understand', async () => {
    const recognizers = createRecognizers({ clock: patient, startThread: fake('throw new Error("broken")') })

    for (let call = 0; call < 5; call += 1) expect(await understood(recognizers, 'es-ES', '25', { type: 'number' })).toBe(25)
    await recognizers.close()
    expect(await understood(recognizers, 'es-ES', '25', { type: 'number' })).toBe(25)
  })

  it('finds nothing in what nobody would say', async () => {
    const recognizers = createRecognizers({ clock: patient })

    for (const text of ['', '\u0000', '?', 'a'.repeat(10_000), 'tres '.repeat(2_000)]) {
      expect(await understood(recognizers, 'es-ES', text, { type: 'time' })).toMatch(/^(?:no-match|\d\d:\d\d)$/)
    }
    await recognizers.close()
  })
})

it('is loaded before the first call for the languages that need it, and only then', () => {
  const started: string[] = []
  const recognizers = createRecognizers({ clock: patient, startThread: () => (started.push('thread'), fake('parentPort.on("message", () => undefined)')()) })

  recognizers.prepare('fi-FI', ['number'])
  recognizers.prepare('es-ES', ['name', 'choice'])
  expect(started).toEqual([])
  recognizers.prepare('es-ES', ['number', 'date'])
  recognizers.prepare('es-MX', ['number'])
  expect(started).toEqual(['thread'])
  void recognizers.close()
})
