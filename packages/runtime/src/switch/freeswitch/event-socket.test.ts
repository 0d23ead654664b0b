import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FreeSwitchSite, turn, until } from '../../testing/freeswitch-site.js'
import { eventText } from '../../testing/scripted-freeswitch.js'
import { SocketReader } from './event-socket-message.js'

describe('what the socket says', () => {
  it('is found as messages wherever the bytes are cut', () => {
    const all = Buffer.from(`Content-Type: auth/request\n\n${eventText({ 'Event-Name': 'A', x: 'a b:é' })}${eventText({ 'Event-Name': 'B' }, 'body\n\nof B')}`)
    for (let cut = 0; cut <= all.length; cut += 1) {
      const reader = new SocketReader()
      const messages = [...reader.push(all.subarray(0, cut)), ...reader.push(all.subarray(cut))]
      expect(messages.map(({ headers }) => headers['Content-Type'])).toEqual(['auth/request', 'text/event-plain', 'text/event-plain'])
      expect(messages[1]?.body).toContain('x: a%20b%3A%C3%A9')
    }
  })

  it.each([
    ['a length that is none', 'Content-Length: -5\n\n'],
    ['a length over the cap', 'Content-Length: 99999999\n\n'],
    ['headers without an end', 'x'.repeat(2_100_000)],
  ])('is an error with %s', (_, text) => {
    expect(() => new SocketReader().push(Buffer.from(text))).toThrow()
  })
})

describe('the socket', () => {
  let site: FreeSwitchSite
  beforeEach(async () => {
    site = await FreeSwitchSite.open()
  })
  afterEach(() => site.close())

  it('connects again when it breaks, with growing waits', async () => {
    const opened = await site.opens()
    await site.drops()
    await expect(opened.originate({ target: { type: 'extension', extension: '1' }, ringMs: 1_000, detectMachine: false, headers: {} }, () => site.desk.call)).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNAVAILABLE' })
    await site.opensAgain()

    expect(opened.isConnected).toBe(true)
  })

  it('is given up and tried again after garbage', async () => {
    const opened = await site.opens()
    site.peer.write(`Content-Length: nonsense\n\n${'\u0000'.repeat(100)}`)
    await until(() => !opened.isConnected)

    await site.opensAgain()
  })

  it('is refused with a wrong password, and knocks again', async () => {
    const refused = site.connects({ password: 'wrong' })
    await until(() => site.clock.pending === 1)
    await turn()

    expect(refused.isConnected).toBe(false)
  })

  it('is given up and opened anew when the switch says nothing any more, though nobody closes it', async () => {
    const opened = await site.opens()
    await until(() => site.desk.stood.length > 0)
    site.peer.answers.set('version', 'silence')
    site.clock.advance(15_000)
    await site.next('version')
    expect(opened.isConnected).toBe(true)
    site.clock.advance(5_000)
    await until(() => !opened.isConnected)
    await site.opensAgain()

    expect(opened.isConnected).toBe(true)
  })

  it('stays while the switch answers, and asks again and again', async () => {
    const opened = await site.opens()
    for (const digit of ['1', '2']) {
      site.clock.advance(15_000)
      await site.next('version')
      // What the switch has said before this has been heard.
      site.peer.event('CHANNEL_PARK', `${digit}1111111-1111-4111-8111-111111111111`, { variable_callchart_line: 'main' })
      await site.next('uuid_audio_fork')
    }
    site.clock.advance(5_000)
    await turn()

    expect(opened.isConnected).toBe(true)
  })
})
