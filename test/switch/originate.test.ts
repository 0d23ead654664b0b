import { describe, expect, it } from 'vitest'
import type { FlowFile } from '../driver/flows.js'
import { switchLogin } from './driver/asterisk.js'
import { aSwitchWorld } from './driver/switch-world.js'

/** Raised to count how often the right branch is taken. */
const rounds = Array.from({ length: Number(process.env.SWITCH_ROUNDS ?? '2') }, (_, index) => index + 1)
const english = (...texts: readonly string[]) => ({ 'en-US': texts })

const reminder: FlowFile = {
  schemaVersion: 1,
  id: 'reminder',
  name: 'Reminder',
  languages: ['en-US'],
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'toHuman', machine: 'toMachine' },
    { id: 'toHuman', kind: 'ask', name: 'To a human', prompt: english('This is card services. Is this a good time?'), branches: [{ on: 'deny', to: 'bye' }], noInput: { to: 'bye' }, noMatch: { to: 'bye' } },
    { id: 'toMachine', kind: 'say', name: 'To a machine', prompt: english('This is card services. We will call again.'), next: 'bye' },
    { id: 'bye', kind: 'hangup', name: 'Goodbye', prompt: english('Goodbye.') },
  ],
}

const world = aSwitchWorld({ flows: [reminder], system: { switches: [{ type: 'asterisk-ari', switchId: 'main', ...switchLogin }] } })

async function calls(extension: string, rest: object = {}): Promise<Response> {
  const body = JSON.stringify({ flow: 'reminder', target: { type: 'extension', extension }, ringMs: 8_000, detectMachine: true, ...rest })
  return fetch(`${world.there.system.url}/v1/dials`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
}

describe('a call that we place through Asterisk', () => {
  it.each(rounds)('goes on with a human who answers (%d)', async () => {
    const human = await world.telephone({ extension: '2000', picksUp: true, says: await world.there.speech('hello') })

    expect((await calls('2000')).status).toBe(201)
    await world.call('a question', ({ listening }) => listening !== null)
    human.hangsUp()

    expect((await world.isOver()).path).toEqual(['start', 'toHuman'])
  })

  it.each(rounds)('tells an answering machine what machines are told (%d)', async () => {
    const greeting = await world.there.speech('you have reached the voicemail of anna please leave your name and your number after the tone and i will call you back as soon as i can')
    await world.telephone({ extension: '2000', picksUp: true, says: greeting })

    expect((await calls('2000')).status).toBe(201)

    expect((await world.isOver()).path).toContain('toMachine')
  })

  it('that nobody answers is told as such', async () => {
    await world.telephone({ extension: '2000' })

    expect((await calls('2000', { ringMs: 5_000 })).status).toBe(201)

    expect((await world.isOver()).disposition).toBe('no-answer')
  })

  it('that is refused is told as busy', async () => {
    const human = await world.telephone({ extension: '2000' })

    expect((await calls('2000')).status).toBe(201)
    await human.until('CALL_INCOMING')
    human.hangsUp()

    expect((await world.isOver()).disposition).toBe('busy')
  })
})
