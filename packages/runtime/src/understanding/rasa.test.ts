import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ManualClock } from '../testing/manual-clock.js'
import { askedAfter } from '../testing/questions.js'
import { ScriptedChatServer } from '../testing/scripted-chat-server.js'
import { createRasaUnderstander, parseAddress, type RasaSettings } from './rasa.js'
import type { Understander } from './understander.js'

let server: ScriptedChatServer
let rasa: Understander
const open = (settings: Partial<RasaSettings> = {}): Understander =>
  createRasaUnderstander({ url: server.url, threshold: 0.6, names: { goodbye_bot: 'human', buy: 'intent.order', amount: 'size', day: 'value' }, clock: new ManualClock(), ...settings })
beforeEach(async () => {
  server = await ScriptedChatServer.open()
  rasa = open()
})
afterEach(async () => {
  rasa.close?.()
  await server.close()
})

const wish = askedAfter()
const due = askedAfter('order')
const answers = (parsed: unknown) => server.next({ does: 'writes', body: typeof parsed === 'string' ? parsed : JSON.stringify(parsed), contentType: 'application/json' })
const asks = (text: string, { context, turn } = wish) =>
  rasa.understand([{ text, confidence: 0.9, words: [] }], turn.effect.expect ?? { intents: [], keyIntents: [] }, context, new AbortController().signal)
const ranking = (...entries: [string, number][]) => ({
  intent: { name: entries[0]?.[0], confidence: entries[0]?.[1] },
  intent_ranking: entries.map(([name, confidence]) => ({ name, confidence })),
  entities: [],
})

describe('a Rasa server', () => {
  it('is asked for the meaning of the words alone, with the secret as a bearer token', async () => {
    const secret = open({ secret: 's3cret', url: `${server.url}/?region=eu` })
    answers(ranking(['track', 0.9]))
    await secret.understand([{ text: 'where is it', confidence: 1, words: [] }], { intents: ['track'], keyIntents: [] }, wish.context, new AbortController().signal)
    const { path, body, headers } = await server.asked.take()

    expect([path, body, headers.authorization]).toEqual(['/v1/model/parse?region=eu', { text: 'where is it' }, 'Bearer s3cret'])
    secret.close?.()
  })

  it('chooses the best of the enabled intents, and shows what lost among them', async () => {
    answers(ranking(['other', 0.7], ['track', 0.65], ['order', 0.1], ['unknown', 0.05]))

    expect(await asks('where is it')).toMatchObject({
      type: 'intent',
      intent: 'track',
      confidence: 0.65,
      why: { by: 'service', service: 'rasa', losing: [{ intent: 'order', confidence: 0.1 }] },
    })
  })

  it('may use names of its own for intents, key intents and slots', async () => {
    answers({ ...ranking(['buy', 0.9]), entities: [{ entity: 'amount', value: 'dozen', start: 2, end: 8 }] })
    expect(await asks('😀 twelve inches')).toMatchObject({ type: 'intent', intent: 'order', slots: { size: 12 } })

    answers(ranking(['goodbye_bot', 0.8]))
    expect(await asks('enough')).toMatchObject({ type: 'key-intent', keyIntent: 'human' })

    answers(ranking(['fees', 0.8]))
    expect(await asks('how much')).toMatchObject({ type: 'auxiliary', intent: 'fees' })
  })

  it.each([['day'], ['date']])('names a value by the entity %s where one is asked for', async (entity) => {
    answers({ intent: { name: 'inform', confidence: 0.9 }, entities: [{ entity, value: 'tomorrow', start: 3, end: 11 }] })

    expect(await asks('on tomorrow', due)).toMatchObject({ type: 'value', value: '2026-03-05' })
  })

  it.each([
    ['is not sure', ranking(['track', 0.5])],
    ['says that it does not know', ranking(['nlu_fallback', 0.9], ['track', 0.3])],
    ['has no intent', { intent: null, entities: [] }],
  ])('finds nothing when it %s', async (_what, parsed) => {
    answers(parsed)

    expect(await asks('hmm')).toMatchObject({ type: 'no-match' })
  })

  it.each([
    ['is sure of an intent that is not enabled', ranking(['other', 0.9], ['track', 0.1]), 'RUNTIME_SERVICE_OUT_OF_FENCE'],
    ['answers in another shape', { intents: ['track'] , intent: 'track' }, 'RUNTIME_SERVICE_ANSWER_INVALID'],
    ['answers no JSON', 'Hello from Rasa: 3.6', 'RUNTIME_SERVICE_ANSWER_INVALID'],
  ])('has no say when it %s', async (_what, parsed, code) => {
    answers(parsed)

    await expect(asks('hmm')).rejects.toMatchObject({ code })
  })
})

it('is reached below its base address', () => {
  expect(parseAddress('http://rasa:5005')).toBe('http://rasa:5005/model/parse')
  expect(parseAddress('https://host/nlu/?token=x')).toBe('https://host/nlu/model/parse?token=x')
})
