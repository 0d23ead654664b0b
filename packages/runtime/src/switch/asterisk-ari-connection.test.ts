import { afterEach, describe, expect, it } from 'vitest'
import { RuntimeError } from '../errors.js'
import { AriSite, lineId } from '../testing/ari-site.js'
import { inSteps } from '../testing/manual-clock.js'
import { ScriptedAsterisk } from '../testing/scripted-asterisk.js'

let site: AriSite
afterEach(() => site.close())

const ask = { legId: 'switch-4', target: { type: 'extension', extension: '2000' }, ringMs: 20_000, headers: {} } as const

describe('the door for control connections', () => {
  it.each([
    ['another password', 'asterisk:wrong', ['ari'], 401],
    ['no ARI', 'asterisk:dial-secret', ['media'], 400],
  ])('refuses a connection with %s', async (_, credentials, protocols, status) => {
    site = await AriSite.open()
    await expect(new ScriptedAsterisk().dials(site.doorUrl, credentials, protocols)).rejects.toThrow(String(status))
  })

  it('knows no other switch', async () => {
    site = await AriSite.open()
    await expect(new ScriptedAsterisk().dials(site.doorUrl.replace(/main$/, 'other'))).rejects.toThrow('404')
  })

  it('lets the newer connection of a switch win', async () => {
    site = await AriSite.open()
    const line = await site.caller()
    site.asterisk.channels = [site.standing('arrival', lineId)]
    await site.reconnects()

    await line.sendDigits('12#')

    expect((await site.asterisk.next('POST', /dtmf$/)).query).toEqual({ dtmf: '12#' })
    expect(site.asteriskAri.isConnected).toBe(true)
  })
})

describe('what is no message', () => {
  it.each([
    ['no JSON', '{"type":"StasisStart","args":["in"'],
    ['a binary frame', Buffer.from('{"type":"StasisStart"}')],
    ['no object', '[1,2,3]'],
    ['an event without its channel', '{"type":"StasisStart","args":["in","1"]}'],
    ['an event of a wrong shape', '{"type":"ChannelDestroyed","cause":"many","channel":{"id":"ast-1.0","state":"Up"}}'],
    ['an id that no channel has', JSON.stringify({ type: 'StasisStart', args: ['in', '1'], channel: { id: 'x'.repeat(500), state: 'Up' } })],
    ['an event that nobody knows', '{"type":"SomethingNew","channel":1}'],
    ['an answer to nothing', '{"type":"RESTResponse","request_id":"r999999","status_code":200,"message_body":"[]"}'],
    ['an answer that is none', '{"type":"RESTResponse","request_id":1}'],
  ])('is left out: %s', async (_, message) => {
    site = await AriSite.open()
    site.asterisk.tells(message)
    await site.caller()
    expect(site.logged.join()).not.toContain('alice')
  })

  it('ends the connection where it is larger than any', async () => {
    site = await AriSite.open()
    await site.caller()
    site.asterisk.channels = [site.standing('arrival', lineId)]
    site.asterisk.tells(`{"type":"X","more":"${'x'.repeat(8_400_000)}"}`)
    await site.asterisk.isClosed()
    await site.reconnects()
    site.tells('left', lineId)
    await site.fact('line.left')
  })

  it('of a list of channels leaves the state of the switch open, and it is asked again', async () => {
    site = await AriSite.open()
    site.asterisk.answers('GET', /^channels$/, { status: 200, body: { no: 'list' } })
    await site.reconnects()
    await site.logs('the state of the switch is not known')
    expect(site.asteriskAri.isConnected).toBe(false)
    site.asterisk.answers('GET', /^channels$/, { status: 200, body: [] })
    site.clock.advance(1_000)
    await site.asterisk.isFollowed()
    await site.logs('switch is connected')
  })
})

describe('a switch that cannot be told anything', () => {
  it('is unavailable when an answer does not come in time', async () => {
    site = await AriSite.open()
    const line = await site.caller()
    site.asterisk.answers('POST', /dtmf$/, 'silence')
    const sent = line.sendDigits('1')
    await site.asterisk.next('POST', /dtmf$/)
    site.clock.advance(3_000)
    await expect(sent).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNAVAILABLE', retryable: true })
  })

  it('is unavailable when its connection breaks under a request, and until there is another', async () => {
    site = await AriSite.open()
    const line = await site.caller()
    site.asterisk.answers('POST', /dtmf$/, 'silence')
    const sent = line.sendDigits('1')
    await site.asterisk.next('POST', /dtmf$/)
    site.asterisk.breaks()
    await expect(sent).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNAVAILABLE' })
    await expect(line.hold(true)).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNAVAILABLE' })
    expect(site.asteriskAri.isConnected).toBe(false)
  })

  it('says what else it refuses', async () => {
    site = await AriSite.open()
    const line = await site.caller()
    site.asterisk.answers('POST', /dtmf$/, { status: 403, body: { message: 'read-only user' } })
    await expect(line.sendDigits('1')).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_ANSWER_UNEXPECTED' })
  })
})

describe('after a time without connection', () => {
  it('a caller who is not there any more has left', async () => {
    site = await AriSite.open()
    await site.caller()
    site.asterisk.breaks()
    await site.reconnects()
    expect(await site.fact('line.left')).toMatchObject({ by: 'switch' })
  })

  it('a human who is not there any more has left the caller, and one who rings on does so', async () => {
    site = await AriSite.open()
    const line = await site.caller()
    await line.ring(ask)
    await line.ring({ ...ask, legId: 'switch-5' })
    const [gone, rings] = [await site.asterisk.next('POST', /^channels$/), await site.asterisk.next('POST', /^channels$/)].map(({ body }) => String(body['channelId']))
    site.asterisk.channels = [site.standing('arrival', lineId), site.standing('humanRings', rings ?? '')]

    await site.reconnects()

    expect(await site.fact('leg.ended')).toMatchObject({ legId: 'switch-4', outcome: 'failed' })
    expect(gone).toContain('switch-4')
    site.tells('humanStarted', rings ?? '')
    expect(await site.fact('leg.answered')).toMatchObject({ legId: 'switch-5' })
  })

  it('a caller who came back meanwhile is back', async () => {
    site = await AriSite.open()
    const line = await site.caller()
    await line.send(ask)
    site.tells('left', lineId)
    site.asterisk.channels = [site.standing('back', lineId, 'callchart,back,switch-4,BUSY,17')]
    await site.reconnects()
    expect(await site.fact('leg.ended')).toMatchObject({ legId: 'switch-4', outcome: 'busy' })
  })
})

describe('a connector that is closed', () => {
  it('leaves its lines as they are, and takes no further connection', async () => {
    site = await AriSite.open()
    const line = await site.caller()
    const before = site.asterisk.heard.length

    await site.asteriskAri.close()
    await site.asterisk.isClosed()

    expect(site.asterisk.heard.length).toBe(before)
    expect(site.told.map(({ type }) => type)).toEqual(['line.answered'])
    await expect(line.sendDigits('1')).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNAVAILABLE' })
    const again = new ScriptedAsterisk()
    await again.dials(site.doorUrl)
    await again.isClosed()
  })
})

describe('calls of an earlier process', () => {
  const bot = `callchart~bot~${lineId}~~aaaa0000`
  const human = `callchart~human~${lineId}~switch-4~bbbb0000`
  const bridge = `bridge~callchart~${lineId}~`

  it('go on with the bot leg that they have', async () => {
    site = await AriSite.open()
    site.asterisk.channels = [site.standing('arrival', lineId), site.standing('botStarted', bot)]
    site.asterisk.bridges = [{ id: bridge, channels: [bot, lineId] }]
    await site.reconnects()
    const line = await site.line()

    await line.dropMedia()

    expect(await site.asterisk.next('DELETE', /^channels\/callchart~bot/)).toMatchObject({ path: `channels/${bot}` })
    expect(site.told).toEqual([])
  })

  it('are told that they have none', async () => {
    site = await AriSite.open()
    site.asterisk.channels = [site.standing('arrival', lineId)]
    await site.reconnects()
    expect(await site.fact('media.lost')).toMatchObject({ detail: 'there is none' })
  })

  it.each([
    ['have come back are so', [], ['leg.ended', 'line.found', 'media.lost']],
    ['came back long ago are not told as such again', [lineId], ['line.found', 'media.lost']],
  ])('that %s', async (_, inside, told) => {
    site = await AriSite.open()
    site.asterisk.channels = [site.standing('back', lineId, 'callchart,back,switch-4,NOANSWER,19')]
    site.asterisk.bridges = [{ id: bridge, channels: inside }]
    await site.reconnects()
    await site.fact('media.lost')
    expect(site.told.map(({ type }) => type)).toEqual(told)
  })

  it('go on with the human whom they have', async () => {
    site = await AriSite.open()
    site.asterisk.channels = [site.standing('arrival', lineId), site.standing('humanStarted', human)]
    site.asterisk.bridges = [{ id: bridge, channels: [human, lineId] }]
    await site.reconnects()
    await site.line()
    site.tells('humanLeft', human)
    expect(await site.fact('leg.ended')).toMatchObject({ legId: 'switch-4', outcome: 'left' })
    expect(site.told.map(({ type }) => type)).toEqual(['leg.ended'])
  })

  const away = new RuntimeError('RUNTIME_STORE_UNAVAILABLE', 'PostgreSQL is not answering.', { retryable: true })

  it.each([
    ['while the database is away', async () => undefined],
    [
      'while the database is away, and over a further connection',
      async () => {
        site.asterisk.breaks()
        await site.reconnects()
        await site.logs('"lines":1,"found":0')
      },
    ],
  ])('are looked for again each second %s, and told all that came meanwhile', async (_, happens) => {
    site = await AriSite.open()
    site.failure = away
    site.asterisk.channels = [site.standing('arrival', lineId), site.standing('humanStarted', human)]
    site.asterisk.bridges = [{ id: bridge, channels: [human, lineId] }]
    await site.reconnects()
    await site.logs('not found again yet')
    await happens()
    site.tells('humanLeft', human)
    site.tells('left', lineId)
    await site.asterisk.next('DELETE', /^bridges/)
    await inSteps(site.clock)(1_000)
    expect(site.told).toEqual([])

    site.failure = undefined
    await inSteps(site.clock)(1_000)

    expect(await site.fact('leg.ended')).toMatchObject({ legId: 'switch-4', outcome: 'left' })
    expect(await site.fact('line.left')).toMatchObject({ by: 'caller' })
    expect(site.found).toEqual([lineId, lineId, lineId])
  })

  it('are left alone by a runtime that has lost their switch meanwhile', async () => {
    site = await AriSite.open()
    site.failure = away
    site.asterisk.channels = [site.standing('arrival', lineId)]
    await site.reconnects()
    await site.logs('not found again yet')

    site.asteriskAri.yield()
    await inSteps(site.clock)(5_000)

    expect(site.found).toEqual([lineId])
  })

  it('that ring somebody in the dialplan come back from there', async () => {
    site = await AriSite.open()
    site.asterisk.answers('GET', /variable$/, { status: 200, body: { value: 'switch-4' } })
    site.asterisk.channels = [site.inDialplan('callchart-transfer')]
    await site.reconnects()
    await site.line()
    site.tellsDial('dialAnswered')
    expect(await site.fact('leg.answered')).toEqual({ type: 'leg.answered', legId: 'switch-4' })
  })

  it('that are being listened to for a machine get no bot before it is known', async () => {
    site = await AriSite.open()
    site.asterisk.channels = [site.inDialplan('callchart-amd')]
    await site.reconnects()
    const line = await site.line()
    await line.connectMedia('ws://bridge:8350/media?token=early')
    site.tells('back', lineId, { args: ['amd', 'HUMAN', 'HUMAN-1-1'] })
    expect(await site.fact('answered-by')).toMatchObject({ who: 'human' })
    expect(site.asterisk.heard.some(({ path }) => path === 'channels/externalMedia')).toBe(false)
  })

  it('are ended, with all that they have, where nobody knows them', async () => {
    site = await AriSite.open()
    site.knows = false
    site.asterisk.channels = [site.standing('arrival', lineId), site.standing('botStarted', bot), site.standing('humanStarted', human)]
    site.asterisk.bridges = [{ id: bridge, channels: [bot, lineId] }]
    await site.reconnects()
    const ended = [await site.asterisk.next('DELETE', /./), await site.asterisk.next('DELETE', /./), await site.asterisk.next('DELETE', /./), await site.asterisk.next('DELETE', /./)]
    expect(ended.map(({ path }) => path).sort()).toEqual([`bridges/${bridge}`, `channels/${lineId}`, `channels/${bot}`, `channels/${human}`].sort())
  })

  it('of which only legs and bridges are left have them cleared away, and nobody else does', async () => {
    site = await AriSite.open()
    site.asterisk.channels = [site.standing('botStarted', bot), site.standing('botStarted', 'other~bot~ast-9~~1', 'other,media'), site.standing('botStarted', 'ast-77.1', 'other,in,1')]
    site.asterisk.bridges = [{ id: bridge, channels: [bot] }, { id: 'conference', channels: [] }]
    await site.reconnects()
    const ended = [await site.asterisk.next('DELETE', /./), await site.asterisk.next('DELETE', /./)]
    expect(ended.map(({ path }) => path).sort()).toEqual([`bridges/${bridge}`, `channels/${bot}`])
    expect(site.found).toEqual([])
  })
})

describe('a switch that has connected to another runtime', () => {
  it('is let go here, with its lines, and may come back', async () => {
    site = await AriSite.open()
    const line = await site.caller()

    site.asteriskAri.yield()

    await site.asterisk.isClosed()
    await expect(line.sendDigits('1')).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNAVAILABLE' })
    expect(site.told.filter(({ type }) => type === 'line.left')).toEqual([])
    await site.reconnects()
    site.tells('arrival', lineId)
    // Asked for once the connection is caught up with.
    await site.botUp()
    expect(site.asteriskAri.isConnected).toBe(true)
  })
})
