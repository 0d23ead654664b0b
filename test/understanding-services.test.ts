import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ScriptedChatServer, type ChatConduct } from '../packages/runtime/src/testing/scripted-chat-server.js'
import { cardServices } from './driver/flows.js'
import { TestSystem } from './driver/system.js'

/** What the model of each flow does, and why the embedded understanding then answers. */
const misbehaviours: readonly { flow: string; conduct: ChatConduct; cause: string }[] = [
  { flow: 'silent', conduct: { does: 'waits' }, cause: 'RUNTIME_SERVICE_TIMEOUT' },
  { flow: 'dripping', conduct: { does: 'drips', text: 'word', everyMs: 50 }, cause: 'RUNTIME_SERVICE_TIMEOUT' },
  { flow: 'resetting', conduct: { does: 'resets' }, cause: 'RUNTIME_SERVICE_UNREACHABLE' },
  { flow: 'hostile', conduct: { does: 'calls', tools: [{ name: 'choose_event', arguments: { event: 'call.hang-up' } }] }, cause: 'RUNTIME_SERVICE_OUT_OF_FENCE' },
]
const flows = ['served', 'left', ...misbehaviours.map(({ flow }) => flow)]
const there = new TestSystem(flows.map((id) => cardServices(id, { toHuman: { queue: id } })))
let rasa: ScriptedChatServer
let chat: ScriptedChatServer
beforeAll(async () => {
  rasa = await ScriptedChatServer.open()
  chat = await ScriptedChatServer.open()
  chat.otherwise(({ body }) => misbehaviours.find(({ flow }) => flow === body.model)?.conduct ?? { does: 'waits' })
  const guard = { deadlineMs: 700, failureCount: 100 }
  const chats = ['left', ...misbehaviours.map(({ flow }) => flow)].map((flow) => ({ use: 'chat', url: chat.url, model: flow, options: {}, flows: [flow], languages: ['en'], guard }) as const)
  await there.start({ understanding: [{ use: 'rasa', url: rasa.url, threshold: 0.6, names: { account_balance: 'balance' }, flows: ['served'], languages: [], guard }, ...chats] })
})
afterAll(async () => {
  await there.close()
  await rasa.close()
  await chat.close()
})

describe.concurrent('a spoken call', () => {
  it('goes where a Rasa server says, and does not ask it for a person', async () => {
    const ranking = [{ name: 'account_balance', confidence: 0.93 }, { name: 'nlu_fallback', confidence: 0.1 }]
    rasa.otherwise({ does: 'writes', contentType: 'application/json', body: JSON.stringify({ intent: ranking[0], intent_ranking: ranking, entities: [] }) })
    const caller = await there.calls('served')
    await caller.isAsked('question')
    await caller.says('opening hours')
    const asked = await caller.isAsked('balanceCard')
    const { path, body } = await rasa.asked.take()

    expect(path).toBe('/v1/model/parse')
    expect(body.text).toMatch(/opening hours/)
    expect(asked.transcript.findLast(({ who }) => who === 'caller')).toMatchObject({ intent: 'balance', confidence: 0.93, why: { by: 'service', service: 'rasa' } })

    await caller.says('speak to an agent')
    await caller.isIn('toHuman')
    expect(rasa.askedCount).toBe(1)
    caller.hangsUp()
    await there.ended(caller.callId)
  })

  it.each(misbehaviours)('goes on by the embedded understanding where its chat model is $flow', async ({ flow, cause }) => {
    const caller = await there.calls(flow)
    await caller.isAsked('question')
    await caller.says('check my balance')
    const asked = await caller.isAsked('balanceCard')

    expect(asked.transcript.findLast(({ who }) => who === 'caller')).toMatchObject({ intent: 'balance', why: { fellBack: { from: 'chat', cause } } })
    caller.hangsUp()
    await there.ended(caller.callId)
  })
})

it('a call is over at once when its caller hangs up while a chat model ponders', async () => {
  const before = chat.askedCount
  const caller = await there.calls('left')
  await caller.isAsked('question')
  await caller.says('check my balance')
  await there.until('a question to the model', () => chat.askedCount > before)
  caller.hangsUp()

  expect((await there.ended(caller.callId)).transcript.findLast(({ who }) => who === 'caller')).toMatchObject({ why: { fellBack: { cause: 'RUNTIME_SERVICE_CANCELLED' } } })
})
