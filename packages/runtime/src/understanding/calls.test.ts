import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deskFlow } from '../testing/flows.js'
import { ScriptedChatServer, type ChatConduct } from '../testing/scripted-chat-server.js'
import { World } from '../testing/world.js'

let world: World
let chat: ScriptedChatServer
beforeAll(async () => {
  chat = await ScriptedChatServer.open()
  const choice = { use: 'chat', url: chat.url, model: 'tiny', secret: 'chatKey', options: {}, languages: ['en'], guard: { failureCount: 1_000 } } as const
  const embedded = { use: 'embedded', flows: ['alone'], languages: [] } as const
  world = await World.open(
    { desk: deskFlow, alone: { ...deskFlow, id: 'alone', dnis: [] } },
    { understanding: [embedded, { ...choice, flows: [] }], secrets: { chatKey: 's3cret' } },
  )
}, 60_000)
afterAll(async () => {
  await world.close()
  await chat.close()
})

const chooses = (event: string): ChatConduct => ({ does: 'calls', tools: [{ name: 'choose_event', arguments: { event } }] })
const heardIn = async (callId: string) => (await world.view(callId)).transcript.filter(({ who }) => who === 'caller')

describe('a call whose utterances go to a chat model', () => {
  it('goes where the model says', async () => {
    chat.next(chooses('intent.hours'))
    const { callId, bridge } = await world.calls({ flow: 'desk' })
    await bridge.hears(await bridge.plays(), 'can i come by on sundays')
    const goodbye = await bridge.plays()

    expect(goodbye.prompts[0]?.text).toBe('Goodbye.')
    expect((await chat.asked.take()).headers.authorization).toBe('Bearer s3cret')
    expect(await heardIn(callId)).toMatchObject([{ text: 'can i come by on sundays', intent: 'hours', why: { by: 'service', service: 'chat' } }])
    await bridge.hangsUp()
    expect(await (await fetch(`${world.runtime.url}/metrics`)).text()).toContain('callchart_service_understandings_total{service="chat",outcome="answered"} 1')
  })

  it('goes on with the embedded understanding when the model proposes what is not enabled, and its view says so', async () => {
    chat.next(chooses('keyIntent.end'))
    const { callId, bridge } = await world.calls({ flow: 'desk' })
    await bridge.hears(await bridge.plays(), 'what are your opening hours')
    await bridge.plays()
    await chat.asked.take()

    expect(await heardIn(callId)).toMatchObject([{ intent: 'hours', why: { by: 'phrase', fellBack: { from: 'chat', cause: 'RUNTIME_SERVICE_OUT_OF_FENCE' } } }])
    await bridge.hangsUp()
  })

  it('goes on at the deadline when the model is silent', async () => {
    chat.next({ does: 'waits' })
    const { callId, bridge } = await world.calls({ flow: 'desk' })
    const heard = bridge.hears(await bridge.plays(), 'what are your opening hours')
    await chat.asked.take()
    world.clock.advance(1_500)
    await heard

    expect(await heardIn(callId)).toMatchObject([{ intent: 'hours', why: { fellBack: { cause: 'RUNTIME_SERVICE_TIMEOUT' } } }])
    await bridge.hangsUp()
  })

  it.each([
    ['hangs up', 'caller.hung-up'],
    ['presses a key', 'digit.pressed'],
  ] as const)('does not wait for the model when the caller %s', async (_what, type) => {
    chat.next({ does: 'waits' })
    const { callId, bridge } = await world.calls({ flow: 'desk' })
    const question = await bridge.plays()
    const heard = bridge.hears(question, 'what are your opening hours')
    const asked = await chat.asked.take()
    await bridge.fact(type === 'caller.hung-up' ? { type, cause: 'normal' } : { type, turnId: question.turnId, digit: '1' })
    await heard

    expect(await heardIn(callId)).toMatchObject([{ intent: 'hours', why: { fellBack: { cause: 'RUNTIME_SERVICE_CANCELLED' } } }])
    await asked.gone
    if (type !== 'caller.hung-up') await bridge.hangsUp()
    expect((await world.view(callId)).status).toBe('ended')
  })

  it('does not wait for the model when it is ended from outside', async () => {
    chat.next({ does: 'waits' })
    const { callId, bridge } = await world.calls({ flow: 'desk' })
    const heard = bridge.hears(await bridge.plays(), 'what are your opening hours')
    await chat.asked.take()
    expect((await world.asks('POST', `/v1/calls/${callId}/hangup`, {})).status).toBeLessThan(300)

    await bridge.next('call.hang-up')
    await heard
    await bridge.hangsUp()
  })

  it('asks nobody for a person, nor for a flow that is not to ask', async () => {
    const before = chat.askedCount
    const { bridge } = await world.calls({ flow: 'desk' })
    await bridge.hears(await bridge.plays(), 'let me speak to an agent')
    expect((await bridge.plays()).prompts[0]?.text).toBe('I will get somebody.')
    await bridge.hangsUp()
    const other = await world.calls({ flow: 'alone' })
    await other.bridge.hears(await other.bridge.plays(), 'what are your opening hours')
    expect((await other.bridge.plays()).prompts[0]?.text).toBe('Goodbye.')
    await other.bridge.hangsUp()

    expect(chat.askedCount).toBe(before)
  })
})
