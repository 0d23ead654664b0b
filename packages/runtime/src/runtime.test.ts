import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deskFlow } from './testing/flows.js'
import { World } from './testing/world.js'

let world: World
beforeAll(async () => {
  world = await World.open({ desk: deskFlow })
}, 60_000)
afterAll(() => world.close())

describe('a call', () => {
  it('runs from the greeting to the goodbye, and is seen as it goes', async () => {
    const { callId, bridge } = await world.calls({ dnis: '+15550001', ani: '+15559999' })

    const question = await bridge.plays()
    expect(question.prompts.map((prompt) => prompt.text)).toEqual(['How can I help?'])
    expect(question.listen?.phrases).toContain('what are your opening hours')
    const listening = await world.view(callId)
    expect(listening).toMatchObject({ status: 'active', flow: 'desk', ani: '+15559999', listening: { turnId: question.turnId }, path: ['begin', 'ask'] })

    await bridge.hears(question, 'what are your opening hours')
    const goodbye = await bridge.plays()
    expect(goodbye.prompts[0]).toMatchObject({ text: 'Goodbye.', interruptible: false })
    await bridge.next('call.hang-up')
    await bridge.hangsUp()
    expect(await bridge.ended).toMatchObject({ status: 0 })

    const over = await world.view(callId)
    expect(over).toMatchObject({ status: 'ended', disposition: 'completed', path: ['begin', 'ask', 'tagHours', 'bye'], tags: ['hours'], listening: null })
    expect(over.transcript.map(({ who, text, intent }) => [who, text, intent])).toEqual([
      ['bot', 'How can I help?', undefined],
      ['caller', 'what are your opening hours', 'hours'],
      ['bot', 'Goodbye.', undefined],
    ])
    expect(over.cdr).toHaveLength(1)
    expect(over.cdr[0]).toMatchObject({ legId: 'caller', disposition: 'completed', hungUpBy: 'bot', turns: 2, tags: ['hours'], intents: ['hours'] })
  })
})
