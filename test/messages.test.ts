import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { samplesToMs, type CallView } from '@callchart/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { spokenBy } from './driver/caller.js'
import { firstAudible, lastAudible } from './driver/sound.js'
import { TestSystem } from './driver/system.js'

const english = (...texts: string[]) => ({ 'en-US': texts })
const invitation = 'Nobody is here. Please leave a message after the tone.'

/** Opening hours, a message that a caller agrees to have recorded, and a service that is told of each call when it is over. */
const office = {
  schemaVersion: 1,
  id: 'office',
  name: 'Office',
  languages: ['en-US'],
  variables: { agreed: { type: 'boolean' }, marked: { type: 'string' } },
  onHangup: 'tell',
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'hours' },
    { id: 'hours', kind: 'hours', name: 'Hours', calendar: 'office', open: 'agree', closed: 'message' },
    { id: 'agree', kind: 'set', name: 'Agree', assign: [{ variable: 'agreed', value: 'true' }], next: 'recording' },
    { id: 'recording', kind: 'record', name: 'Recording', action: 'start', consent: 'agreed', next: 'message', noConsent: 'message' },
    {
      id: 'message',
      kind: 'voicemail',
      name: 'Message',
      prompt: english(invitation),
      mailbox: 'front-desk',
      endSilenceMs: 2_000,
      maxMs: 20_000,
      next: 'thanks',
      empty: 'nothing',
      failed: 'nothing',
    },
    { id: 'thanks', kind: 'hangup', name: 'Thanks', prompt: english('Thank you. Goodbye.') },
    { id: 'nothing', kind: 'hangup', name: 'Nothing', prompt: english('I heard nothing. Goodbye.') },
    {
      id: 'tell',
      kind: 'request',
      name: 'Tell',
      method: 'POST',
      url: 'endpoint://office/calls',
      idempotent: true,
      body: { call: '{{ call.callId }}' },
      save: { marked: 'body.mark' },
      next: 'told',
      failure: 'over',
    },
    { id: 'told', kind: 'tag', name: 'Told', tag: 'told', next: 'over' },
    { id: 'over', kind: 'hangup', name: 'Over' },
  ],
}
const allDays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const calendar = { schemaVersion: 1, id: 'office', name: 'Office', timeZone: 'Europe/Paris', weekly: [{ days: allDays, from: '00:00', to: '24:00' }] }

const told: string[] = []
const service = createServer((request, response) => {
  told.push(String(request.headers['idempotency-key']))
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"mark":"filed"}')
})
const there = new TestSystem([office], [calendar])
beforeAll(async () => {
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  await there.start({ recordings: { days: 90 }, endpoints: { office: `http://127.0.0.1:${(service.address() as AddressInfo).port}` }, allowedHosts: ['127.0.0.1'] })
})
afterAll(async () => {
  await there.close()
  service.close()
})

const words = 'please call me back tomorrow about my order'
const spokenMs = async (): Promise<number> => {
  const samples = await there.speech(words)
  return samplesToMs(lastAudible(samples) - firstAudible(samples))
}
const toldOf = ({ callId }: CallView): number => told.filter((key) => key.startsWith(`${callId}/`)).length

describe.concurrent('a caller who leaves a message', () => {
  it('ends it by silence, which is no part of it', async () => {
    const caller = await there.calls('office')

    await caller.isAsked('message')
    await caller.says(words)
    const view = await caller.isHungUpOn()

    expect(view.path).toEqual(['start', 'hours', 'agree', 'recording', 'message', 'thanks', 'tell', 'told', 'over'])
    const [message] = view.voicemails
    const length = await spokenMs()
    expect(message).toMatchObject({ mailbox: 'front-desk' })
    expect(message?.durationMs).toBeGreaterThan(length - 200)
    expect(message?.durationMs).toBeLessThan(length + 1_500)
    expect(spokenBy('caller', view)).toEqual([])
    expect(view).toMatchObject({ recording: 'on', tags: ['told'], variables: { marked: 'filed' } })
    expect(view.cdr[0]).toMatchObject({ voicemails: 1, recorded: true, hungUpBy: 'bot', tags: ['told'] })
    expect(toldOf(view)).toBe(1)
  })

  it('ends it by the key, which does not cut the invitation short', async () => {
    const caller = await there.calls('office')

    await caller.hearsFor(400)
    await caller.presses('#')
    await caller.isAsked('message')
    expect(caller.cuts).toBe(0)
    await caller.says(words)
    await caller.presses('#')
    const view = await caller.isHungUpOn()

    expect(view.voicemails).toHaveLength(1)
    expect(spokenBy('bot', view)).toEqual([invitation, 'Thank you. Goodbye.'])
  })

  it('may hang up at the end of it: the message is kept, and what follows the call is done', async () => {
    const caller = await there.calls('office')

    await caller.isAsked('message')
    await caller.says(words)
    caller.hangsUp()
    const view = await there.ended(caller.callId)

    expect(view.voicemails).toHaveLength(1)
    expect(view).toMatchObject({ disposition: 'caller-hung-up', tags: ['told'] })
    expect(toldOf(view)).toBe(1)
  })

  it('and says nothing leaves none', async () => {
    const caller = await there.calls('office')

    await caller.isAsked('message')
    const view = await caller.isHungUpOn()

    expect(view.voicemails).toEqual([])
    expect(view.path.slice(-4)).toEqual(['nothing', 'tell', 'told', 'over'])
  })
})
