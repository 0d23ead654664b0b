import { describe, expect, it } from 'vitest'
import type { FlowFile } from '../driver/flows.js'
import { switchLogin } from './driver/asterisk.js'
import { aSwitchWorld } from './driver/switch-world.js'

const times = 10

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

async function places(extension: string, detectMachine: boolean): Promise<void> {
  const response = await fetch(`${world.there.system.url}/v1/dials`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ flow: 'reminder', target: { type: 'extension', extension }, ringMs: 5_000, detectMachine }),
  })
  expect([response.status, response.ok ? '' : await response.text()]).toEqual([201, ''])
}

describe('calls that we place', () => {
  it.each([
    ['a human', 'hello', ['start', 'remind', 'bye']],
    ['a machine', 'you have reached the smiths we are not at home right now please leave us a message after the tone and we will call you back', ['start', 'message', 'bye']],
  ])(`to %s take their way ${times} times of ${times}`, async (_, says, path) => {
    const voice = await world.there.speech(says)
    for (let count = 0; count < times; count += 1) {
      const callee = await world.telephone({ extension: '2000', picksUp: true, says: voice })
      await places('2000', true)
      await callee.until('CALL_CLOSED')
      const view = await world.isOver()
      expect(view.path).toEqual(path)
      await world.hangUpAll()
      await world.asterisk.isEmpty()
    }
  })

  it('to somebody who is busy, does not answer or has no telephone end as such', async () => {
    const callee = await world.telephone({ extension: '2000' })
    await places('2000', true)
    await callee.until('CALL_INCOMING')
    callee.hangsUp()
    expect((await world.isOver()).disposition).toBe('busy')

    await places('2000', true)
    await callee.until('CALL_INCOMING', 1)
    expect((await world.isOver()).disposition).toBe('no-answer')

    await places('2001', true)
    expect((await world.isOver()).disposition).toBe('failed')
  })
})
