import { afterEach, describe, expect, it } from 'vitest'
import { AriSite, lineId } from '../../testing/ari-site.js'
import type { RingRequest, SwitchLine } from '../switch-port.js'

let site: AriSite
afterEach(() => site.close())

const ask: RingRequest = { legId: 'switch-4', target: { type: 'extension', extension: '2000' }, ringMs: 20_000, headers: {}, whisperUrl: 'ws://bridge:8350/media?token=whisper' }
const bridge = `bridge~callchart~${lineId}~`
const bot = `callchart~bot~${lineId}~~aaaa0000`
const human = `callchart~human~${lineId}~switch-4~bbbb0000`

/** A human who is rung, and has answered. */
async function answered(request = ask): Promise<{ readonly line: SwitchLine; readonly channel: string }> {
  const line = await site.caller()
  await line.ring(request)
  const channel = String((await site.asterisk.next('POST', /^channels$/)).body['channelId'])
  site.tells('humanStarted', channel)
  await site.fact('leg.answered')
  return { line, channel }
}

const typesTold = (): string[] => site.told.map(({ type }) => type)

describe('a human who cannot be whispered to', () => {
  it('comes all the same where the bridge refuses the whisper', async () => {
    site = await AriSite.open()
    const { line } = await answered()
    const { query } = await site.asterisk.next('POST', /^channels\/externalMedia$/)

    site.tells('botRefused', query['channelId'] ?? '')

    expect(await site.fact('leg.answered')).toEqual({ type: 'leg.answered', legId: 'switch-4' })
    await line.join('switch-4')
    await site.fact('leg.joined')
    expect(typesTold()).not.toContain('leg.ended')
  })

  it.each([
    ['begins none', /externalMedia$/],
    ['has no bridge for it', /^bridges$/],
  ])('comes all the same where Asterisk %s', async (_, refused) => {
    site = await AriSite.open()
    const line = await site.caller()
    site.asterisk.answers('POST', refused, { status: 500, body: { error: 'Allocation failed' } })
    await line.ring(ask)
    const channel = String((await site.asterisk.next('POST', /^channels$/)).body['channelId'])

    site.tells('humanStarted', channel)

    await site.fact('leg.answered')
    await site.fact('leg.answered')
    expect(typesTold()).not.toContain('leg.ended')
    expect(site.asterisk.heard.some(({ method, path }) => method === 'DELETE' && path === `channels/${channel}`)).toBe(false)
  })

  it('and leaves meanwhile has left', async () => {
    site = await AriSite.open()
    const line = await site.caller()
    site.asterisk.answers('POST', /externalMedia$/, 'silence')
    await line.ring(ask)
    const channel = String((await site.asterisk.next('POST', /^channels$/)).body['channelId'])
    site.tells('humanStarted', channel)
    await site.asterisk.next('POST', /^channels\/externalMedia$/)

    site.tells('humanLeft', channel)
    await site.fact('leg.ended')
    site.clock.advance(3_000)

    await site.logs('a human hears no whisper')
    site.tells('left', lineId)
    await site.fact('line.left')
    expect(typesTold()).toEqual(['line.answered', 'leg.answered', 'leg.ended', 'line.left'])
  })
})

describe('after a time without connection, a human who has answered', () => {
  const bare: RingRequest = { legId: ask.legId, target: ask.target, ringMs: ask.ringMs, headers: {} }

  it('and waits to be joined is told of again, and may be let go', async () => {
    site = await AriSite.open()
    const { line, channel } = await answered(bare)
    site.asterisk.breaks()
    await site.logs('switch is not connected')
    await expect(line.join('switch-4')).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNAVAILABLE' })
    await expect(line.dropLeg('switch-4')).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNAVAILABLE' })
    site.asterisk.channels = [site.standing('arrival', lineId), site.standing('humanStarted', channel)]
    site.asterisk.bridges = [{ id: bridge, channels: [lineId] }]

    await site.reconnects()

    expect(await site.fact('leg.answered')).toEqual({ type: 'leg.answered', legId: 'switch-4' })
    await line.dropLeg('switch-4')
    expect((await site.asterisk.next('DELETE', /^channels\/callchart~human/)).path).toBe(`channels/${channel}`)
  })

  it('and talks with the caller is not', async () => {
    site = await AriSite.open()
    const { line, channel } = await answered(bare)
    await line.join('switch-4')
    site.asterisk.channels = [site.standing('arrival', lineId), site.standing('humanStarted', channel)]
    site.asterisk.bridges = [{ id: bridge, channels: [lineId, channel] }]

    await site.reconnects()
    await site.logs('switch is connected')

    expect(typesTold()).toEqual(['line.answered', 'leg.answered', 'leg.joined'])
  })

  it.each([
    ['while the caller is with the bot, is told of by the next process', [bot, lineId], ['leg.answered']],
    ['is not told of where the caller may be on hold', [], []],
  ])('%s', async (_, inside, told) => {
    site = await AriSite.open()
    site.asterisk.channels = [site.standing('arrival', lineId), site.standing('botStarted', bot), site.standing('humanStarted', human)]
    site.asterisk.bridges = [{ id: bridge, channels: inside }]

    await site.reconnects()
    await site.line()

    expect(typesTold().filter((type) => type.startsWith('leg.'))).toEqual(told)
  })
})
