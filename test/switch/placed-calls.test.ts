import { describe, expect, it } from 'vitest'
import { promptsHeard } from '../driver/prompts-heard.js'
import type { FlowFile } from '../driver/flows.js'
import { switchLogin } from './driver/asterisk.js'
import { aSwitchWorld } from './driver/switch-world.js'

const times = 10
/** The telephone begins to record when it picks up, the bot when the dialplan has heard who did: up to 5 s later, and more on a busy machine. */
const clocksMs = 10_000

const reminder: FlowFile = {
  schemaVersion: 1,
  id: 'reminder',
  name: 'reminder',
  languages: ['en-US'],
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'remind', machine: 'message' },
    { id: 'remind', kind: 'say', name: 'Remind', prompt: { 'en-US': ['Good morning. Your appointment is tomorrow at nine.'] }, next: 'bye' },
    { id: 'message', kind: 'say', name: 'Message', prompt: { 'en-US': ['This is a message for you. Please call us back.'] }, next: 'bye' },
    { id: 'bye', kind: 'hangup', name: 'Bye', prompt: { 'en-US': ['Goodbye.'] } },
  ],
}

const world = aSwitchWorld({ flows: [reminder], system: { switches: [{ type: 'asterisk-ari', switchId: 'main', ...switchLogin }] } })

const places = (extension: string): Promise<void> =>
  world.there.until('a switch that places calls', async () => {
    const body = JSON.stringify({ flow: 'reminder', target: { type: 'extension', extension }, ringMs: 5_000, detectMachine: true })
    const response = await fetch(`${world.there.system.url}/v1/dials`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    if (response.status !== 503) expect([response.status, response.ok ? '' : await response.text()]).toEqual([201, ''])
    return response.ok
  })

describe('calls that we place', () => {
  it.each([
    ['a human', 'hello', 'remind'],
    ['a machine', 'you have reached the smiths we are not at home right now please leave us a message after the tone and we will call you back', 'message'],
  ])(`to %s take their way ${times} times of ${times}`, async (_, says, node) => {
    const voice = await world.there.speech(says)
    for (let count = 0; count < times; count += 1) {
      const callee = await world.telephone({ extension: '2000', picksUp: true, says: voice })
      await places('2000')
      await callee.until('CALL_CLOSED')
      const view = await world.isOver()
      expect(view.path.slice(-2)).toEqual([node, 'bye'])
      expect((await promptsHeard(view, { system: world.there.system, heard: callee.heard(), behindMask: '', clocksMs })).filter(({ likeness }) => likeness < 0.9)).toEqual([])
      await world.hangUpAll()
      await world.asterisk.isEmpty()
    }
  })

  it('to somebody who is busy, does not answer or has no telephone end as such', async () => {
    const callee = await world.telephone({ extension: '2000' })
    await places('2000')
    await callee.until('CALL_INCOMING')
    callee.hangsUp()
    expect((await world.isOver()).disposition).toBe('busy')

    await places('2000')
    await callee.until('CALL_INCOMING', 1)
    expect((await world.isOver()).disposition).toBe('no-answer')

    await places('2001')
    expect((await world.isOver()).disposition).toBe('failed')
  })
})
