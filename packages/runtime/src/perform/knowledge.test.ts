import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TurnStart } from '@callchart/protocol'
import { helpFlow, sharedFaq } from '../testing/help-flow.js'
import { ScriptedChatServer, type ChatAsked } from '../testing/scripted-chat-server.js'
import type { ScriptedBridge } from '../testing/scripted-bridge.js'
import { World } from '../testing/world.js'
import { toolName } from '../understanding/chat-question.js'

let world: World
let model: ScriptedChatServer
beforeAll(async () => {
  model = await ScriptedChatServer.open()
  const flows = { faq: helpFlow('faq', 'faq'), llm: helpFlow('llm', 'llm') }
  world = await World.open(flows, { knowledge: { url: model.url, model: 'small' } }, {}, { shared: sharedFaq })
}, 60_000)
afterAll(async () => {
  await world.close()
  await model.close()
})

/** A call at the question, and the open turn in which its first question is answered. */
async function asks(flow: string, text: string): Promise<{ callId: string; bridge: ScriptedBridge; turn: TurnStart; token: string }> {
  const { callId, bridge, token } = await world.calls({ flow })
  await bridge.hears(await bridge.plays(), text)
  return { callId, bridge, token, turn: await bridge.next('turn.start') }
}

/** Prompts that are appended until the turn is closed. */
async function appended(bridge: ScriptedBridge): Promise<{ texts: string[]; then: string | undefined }> {
  const texts: string[] = []
  for (;;) {
    const { prompts, then } = await bridge.next('turn.append')
    texts.push(...prompts.map(({ text }) => text))
    if (then !== undefined) return { texts, then }
  }
}

const outcome = async (callId: string): Promise<string | undefined> => (await world.view(callId)).effects.findLast(({ type }) => type === 'knowledge.ask')?.outcome
const textsOf = ({ prompts }: TurnStart): string[] => prompts.map(({ text }) => text)

async function asked(): Promise<ChatAsked> {
  while (model.asked.left.length > 0) await model.asked.take()
  return model.asked.take()
}

describe('a question that is answered from the entries', () => {
  it('is answered in its turn, which then listens for the next', async () => {
    const { callId, bridge, turn } = await asks('faq', 'how do i connect to the wifi')
    expect(turn).toMatchObject({ open: true, prompts: [], listen: { speech: true } })
    expect(await appended(bridge)).toEqual({ texts: ['Choose Staff.', 'Then enter your number.', 'Anything else?'], then: 'listen' })

    await bridge.hears(turn, 'may i bring my dog please')
    expect(await bridge.next('turn.start')).toMatchObject({ open: true })
    expect((await appended(bridge)).texts).toEqual(['Dogs are welcome.', 'Anything else?'])
    expect(await outcome(callId)).toBe('entry pets')
    await bridge.hangsUp()
  })

  it('shows what was said of the answer in the transcript', async () => {
    const { callId, bridge, turn } = await asks('faq', 'where can i park')
    const { prompts } = await bridge.next('turn.append')
    for (const { promptId } of prompts) await bridge.fact({ type: 'prompt.started', turnId: turn.turnId, promptId })

    expect((await world.view(callId)).transcript.at(-1)).toMatchObject({ who: 'bot', text: 'Behind the house.', nodeId: 'help' })
    await bridge.hangsUp()
  })

  it('falls back where nothing fits', async () => {
    const { callId, bridge, turn } = await asks('faq', 'what is the meaning of life')
    expect(await appended(bridge)).toEqual({ texts: [], then: 'finish' })
    expect(await outcome(callId)).toBe('no-answer')

    await bridge.fact({ type: 'turn.finished', turnId: turn.turnId })
    expect(textsOf(await bridge.next('turn.start'))).toEqual(['I cannot answer that.'])
  })
})

describe('a question that a model answers', () => {
  it('is spoken from its first sentence on, while the model goes on', async () => {
    model.next({ does: 'waits' })
    const request = asked()
    const { callId, bridge, turn } = await asks('llm', 'how do i connect to the wifi')
    const answer = await request
    answer.sends('Choose Staff. Then enter ')
    expect((await bridge.next('turn.append')).prompts.map(({ text }) => text)).toEqual(['Choose Staff.'])

    answer.sends('your number.')
    answer.finishes()
    expect(await appended(bridge)).toEqual({ texts: ['Then enter your number.', 'Anything else?'], then: 'listen' })
    expect(await outcome(callId)).toBe('model small')
    await bridge.hears(turn, 'no')
    expect(textsOf(await bridge.next('turn.start'))).toEqual(['Goodbye.'])
  })

  it('that the caller cuts is asked no more, and the next one is answered', async () => {
    model.next({ does: 'waits' }, { does: 'says', text: 'Behind the house.' })
    const request = asked()
    const { bridge, turn } = await asks('llm', 'how do i connect to the wifi')
    const first = await request
    first.sends('Choose Staff. And ')
    await bridge.next('turn.append')

    await bridge.hears(turn, 'where can i park')
    await first.gone
    expect((await bridge.next('turn.start')).turnId).not.toBe(turn.turnId)
    expect((await appended(bridge)).texts).toEqual(['Behind the house.', 'Anything else?'])
    await bridge.hangsUp()
  })

  it('leads on where the model chooses an event that the chart takes', async () => {
    model.next({ does: 'calls', tools: [{ name: toolName, arguments: { event: 'intent.order' } }] })
    const { callId, bridge } = await asks('llm', 'well you could get me one of those')

    expect(textsOf(await bridge.next('turn.start'))).toEqual(['Ordered.'])
    expect(await outcome(callId)).toBe('chose intent.order')
    expect((await world.view(callId)).statePath[0]).toBe('ordered')
  })

  it('falls back, after what was said, where the model says a banned word', async () => {
    model.next({ does: 'says', text: 'Gladly. You get a refund.' })
    const { callId, bridge, turn } = await asks('llm', 'may i give it back')
    expect(await appended(bridge)).toEqual({ texts: ['Gladly.'], then: 'finish' })
    await bridge.fact({ type: 'turn.finished', turnId: turn.turnId })

    expect(textsOf(await bridge.next('turn.start'))).toEqual(['I cannot answer that.'])
    expect(await outcome(callId)).toBe('banned-word')
  })

  it.each([
    ['chooses what the chart does not take', { does: 'calls', tools: [{ name: toolName, arguments: { event: 'intent.payMe' } }] }, 'out-of-fence'],
    ['is down', { does: 'refuses', status: 503 }, 'RUNTIME_SERVICE_STATUS'],
    ['breaks off', { does: 'resets', after: 'Well' }, undefined],
  ] as const)('falls back where the model %s', async (_what, conduct, cause) => {
    model.next(conduct)
    const { callId, bridge, turn } = await asks('llm', 'how do i connect to the wifi')
    expect(await appended(bridge)).toEqual({ texts: [], then: 'finish' })
    await bridge.fact({ type: 'turn.finished', turnId: turn.turnId })

    expect(textsOf(await bridge.next('turn.start'))).toEqual(['I cannot answer that.'])
    if (cause !== undefined) expect(await outcome(callId)).toBe(cause)
  })

  it('covers a slow model by a word, and gives it up at the deadline', async () => {
    model.next({ does: 'waits' })
    const request = asked()
    const { bridge, turn } = await asks('llm', 'how do i connect to the wifi')
    const { gone } = await request
    world.clock.advance(1_000)
    expect((await bridge.next('turn.append')).prompts.map(({ text }) => text)).toEqual(['One moment.'])

    world.clock.advance(4_000)
    expect(await appended(bridge)).toEqual({ texts: [], then: 'finish' })
    await gone
    await bridge.fact({ type: 'turn.finished', turnId: turn.turnId })
    expect(textsOf(await bridge.next('turn.start'))).toEqual(['I cannot answer that.'])
  })

  it('ends with the call', async () => {
    model.next({ does: 'waits' })
    const request = asked()
    const { callId, bridge } = await asks('llm', 'how do i connect to the wifi')
    const { gone } = await request
    const over = world.logged.take((line) => line.msg === 'call ended' && line.callId === callId)
    await bridge.hangsUp()

    await over
    await gone
  })
})

describe('a call that another runtime goes on with', () => {
  it('asks again what nobody has begun to answer', async () => {
    model.next({ does: 'waits' }, { does: 'says', text: 'Choose Staff.' })
    const request = asked()
    const { callId, bridge, token, turn } = await asks('llm', 'how do i connect to the wifi')
    await request
    const other = await takenOver(callId, token, bridge)

    expect(await other.next('turn.start')).toMatchObject({ turnId: turn.turnId, open: true })
    expect((await appended(other)).texts).toEqual(['Choose Staff.', 'Anything else?'])
    await other.hangsUp()
  })

  it('gives up what was half said, and says again only what the bridge may lack', async () => {
    model.next({ does: 'waits' })
    const request = asked()
    const { callId, bridge, token, turn } = await asks('llm', 'how do i connect to the wifi')
    ;(await request).sends('Choose Staff. And ')
    await bridge.next('turn.append')
    const other = await takenOver(callId, token, bridge)

    expect(await other.next('turn.start')).toMatchObject({ turnId: turn.turnId, open: true })
    expect((await other.next('turn.append')).prompts.map(({ text }) => text)).toEqual(['Choose Staff.'])
    expect(await appended(other)).toEqual({ texts: [], then: 'finish' })
    await other.hangsUp()
  })

  /** The runtime is replaced; the bridge attaches the call to the new one. */
  async function takenOver(callId: string, token: string, bridge: ScriptedBridge): Promise<ScriptedBridge> {
    const next = await world.starts({ knowledge: { url: model.url, model: 'small' } })
    await world.runtime.close()
    world.runtime = next
    bridge.breaks()
    const again = world.bridge()
    again.atMs = bridge.atMs
    await again.attach({ token, callId, lastCommandNumber: 0 })
    return again
  }
})

describe('a list of questions beside the flows', () => {
  it('that goes bad leaves the live version as it was, and says so', async () => {
    const file = join(world.flowsDir, 'shared.faq.json')
    const versionOf = async () => (await world.asks<{ flows: { flow: string; version?: string; problems: { code: string }[] }[] }>('GET', '/v1/flows')).body.flows.find(({ flow }) => flow === 'faq')
    const before = (await versionOf())?.version
    await writeFile(file, '{')
    await world.until(async () => (await versionOf())?.problems.some(({ code }) => code === 'FLOW_FAQ_INVALID') === true)
    expect((await versionOf())?.version).toBe(before)

    await writeFile(file, JSON.stringify({ ...sharedFaq, entries: [{ ...sharedFaq.entries[0], answer: { 'en-US': ['No dogs.'] } }] }))
    await world.until(async () => ![before, undefined].includes((await versionOf())?.version))
    const { bridge } = await asks('faq', 'may i bring my dog')
    expect((await appended(bridge)).texts[0]).toBe('No dogs.')

    await rm(file)
    await world.until(async () => (await versionOf())?.problems.some(({ code }) => code === 'FLOW_FAQ_UNKNOWN') === true)
  })
})
