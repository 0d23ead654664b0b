import { afterEach, describe, expect, it } from 'vitest'
import { AriSite, lineId, mediaUrl } from '../testing/ari-site.js'
import type { RingRequest, SwitchFact } from './switch-port.js'

let site: AriSite
afterEach(() => site.close())

const ask: RingRequest = { legId: 'switch-4', target: { type: 'extension', extension: '2000' }, ringMs: 20_000, ani: '+15550100', headers: { 'X-Callchart-Call': 'call-1' } }
const bridge = `bridge~callchart~${lineId}~`

/** The channel of the human who is rung. */
async function ringing(): Promise<string> {
  const { body } = await site.asterisk.next('POST', /^channels$/)
  return String(body['channelId'])
}

const deleted = async (path: string): Promise<void> => void (await site.asterisk.next('DELETE', new RegExp(`^${path.replace(/[.~]/g, '\\$&')}$`)))

/** How often the caller was put into a bridge: each time takes them out of it for a moment where they are in one. */
const timesPutIn = (): number => site.asterisk.heard.filter(({ path, query }) => path.endsWith('/addChannel') && query['channel'] === lineId).length

describe.each(['dialled', 'served'] as const)('an Asterisk whose ARI is %s', (way) => {
  it('brings a caller to the bot, and answers when the bot is there', async () => {
    site = await AriSite.open(way)
    site.asterisk.answers('GET', /variable$/, { status: 200, body: { value: 'acme' } })

    site.tells('arrival', lineId)
    const { query, body } = await site.asterisk.next('POST', /^channels\/externalMedia$/)

    expect(site.arrivals).toEqual([{ switchId: 'main', lineId, dnis: '3001', ani: 'alice', variables: { 'X-Account': 'acme', TENANT: 'acme', 'X-Callchart-Hop': 'acme' } }])
    expect(query).toMatchObject({ app: 'callchart' })
    expect(body).toMatchObject({ external_host: 'callchart', transport: 'websocket', connection_type: 'client', format: 'ulaw', transport_data: 'f(json)v(token=t0k%28e%29n%2C1)' })
    expect(site.told).toEqual([])
    site.tells('botStarted', query['channelId'] ?? '')
    expect((await site.asterisk.next('POST', /addChannel$/)).query).toEqual({ channel: lineId })
    expect(await site.asterisk.next('POST', /addChannel$/)).toMatchObject({ path: `bridges/${bridge}/addChannel`, query: { channel: query['channelId'] } })
    await site.asterisk.next('POST', /^channels\/ast-1\.0\/answer$/)
    expect(await site.fact('line.answered')).toBeDefined()
  })

  it('has a caller hear music instead of their human, and the human again', async () => {
    site = await AriSite.open(way)
    const line = await site.caller()
    await line.hold(true)
    expect(site.asterisk.heard.some(({ path }) => path.endsWith('/moh'))).toBe(false)
    await line.ring(ask)
    site.tells('humanStarted', await ringing())
    await site.fact('leg.answered')
    await line.join('switch-4')

    await line.hold(true)
    await site.asterisk.next('POST', /removeChannel$/)
    await site.asterisk.next('POST', /^channels\/ast-1\.0\/moh$/)
    expect(await site.fact('leg.held')).toEqual({ type: 'leg.held', legId: 'switch-4' })
    await line.hold(false)
    await site.asterisk.next('DELETE', /^channels\/ast-1\.0\/moh$/)
    expect(await site.fact('leg.resumed')).toEqual({ type: 'leg.resumed', legId: 'switch-4' })
    expect(timesPutIn()).toBe(2)
  })

  it('lets a human hear the whisper first, joins caller and human, and tells that the human left', async () => {
    site = await AriSite.open(way)
    const line = await site.caller()

    await line.ring({ ...ask, whisperUrl: 'ws://bridge:8350/media?token=whisper' })
    const { body } = await site.asterisk.next('POST', /^channels$/)
    expect(body).toMatchObject({ endpoint: 'PJSIP/2000', originator: lineId, timeout: 20, callerId: '+15550100', variables: { 'PJSIP_HEADER(add,X-Callchart-Call)': 'call-1' } })
    const human = String(body['channelId'])
    site.tells('humanRings', human)
    await site.fact('leg.ringing')
    site.tells('humanStarted', human)
    await site.fact('leg.answered')
    const whisper = await site.botUp()
    expect(whisper).toMatch(/^callchart~whisper~ast-1\.0~switch-4~/)

    await line.join('switch-4')
    await site.fact('leg.joined')
    await deleted(`channels/${whisper}`)
    await deleted(`bridges/${bridge}switch-4`)
    expect(timesPutIn()).toBe(1)
    site.tells('humanLeft', human)
    expect(await site.fact('leg.ended')).toMatchObject({ legId: 'switch-4', outcome: 'left' })
  })

  it('loses no call when the control connection breaks, and tells what happened meanwhile', async () => {
    site = await AriSite.open(way)
    const line = await site.caller()
    const connected = way === 'dialled' ? () => site.reconnects() : () => site.asterisk.isFollowed()

    site.asterisk.channels = [site.standing('arrival', lineId)]
    site.asterisk.breaks()
    await site.logs('switch is not connected')
    if (way === 'served') site.clock.advance(500)
    await connected()

    expect(await site.fact('media.lost')).toMatchObject({ detail: 'it ended while the switch was not connected' })
    site.connects(line)
    await site.botUp()
    // Caller and bot before, the caller now: nobody knows what became of the bridge meanwhile.
    for (let times = 0; times < 3; times += 1) await site.asterisk.next('POST', /addChannel$/)
    expect(timesPutIn()).toBe(2)
    site.tells('left', lineId)
    expect(await site.fact('line.left')).toMatchObject({ by: 'caller' })
  })
})

describe('a bot leg', () => {
  it('that is refused by the bridge is told as lost, and the caller is not answered', async () => {
    site = await AriSite.open()
    site.tells('arrival', lineId)
    const { query } = await site.asterisk.next('POST', /^channels\/externalMedia$/)

    site.tells('botRefused', query['channelId'] ?? '')

    expect((await site.fact('media.lost')).detail).toContain('cause 3')
    expect(site.asterisk.heard.some(({ path }) => path.endsWith('/answer'))).toBe(false)
  })

  it('that nobody ended is told as lost, one that was dropped is not', async () => {
    site = await AriSite.open()
    const line = await site.caller()
    site.connects(line)
    const second = await site.botUp()
    await site.asterisk.next('POST', /addChannel$/)

    site.tells('botDestroyed', second)
    expect((await site.fact('media.lost')).detail).toBe('cause 0 Unknown (1001)')

    const third = line.connectMedia(mediaUrl)
    const channelId = await site.botUp()
    await third
    await line.dropMedia()
    site.tells('botDestroyed', channelId)
    site.tells('left', lineId)
    await site.fact('line.left')
    expect(site.told.filter(({ type }) => type === 'media.lost').length).toBe(1)
  })
})

describe('a human who is rung', () => {
  it.each([
    ['humanBusy', 'busy'],
    ['humanDeclined', 'declined'],
    ['humanRangOut', 'no-answer'],
  ] as const)('%s is told as %s', async (recorded, outcome) => {
    site = await AriSite.open()
    const line = await site.caller()
    await line.ring(ask)
    const human = await ringing()

    site.tells(recorded, human)

    expect(await site.fact('leg.ended')).toMatchObject({ legId: 'switch-4', outcome })
  })

  it('whose telephone is not registered has failed at once', async () => {
    site = await AriSite.open()
    const line = await site.caller()
    site.asterisk.answers('POST', /^channels$/, { status: 500, body: { error: 'Allocation failed' } })

    await line.ring(ask)

    expect(await site.fact('leg.ended')).toMatchObject({ outcome: 'failed', detail: 'status 500: Allocation failed' })
  })

  it('is let go without a word when the leg is dropped', async () => {
    site = await AriSite.open()
    const line = await site.caller()
    await line.ring(ask)
    const human = await ringing()

    await line.dropLeg('switch-4')
    await deleted(`channels/${human}`)
    site.tells('humanLeft', human)
    site.tells('left', lineId)

    await site.fact('line.left')
    expect(site.told.map(({ type }) => type)).toEqual(['line.answered', 'line.left'])
  })

  it('is not rung where the words of the target would say more to a dialplan', async () => {
    site = await AriSite.open()
    const line = await site.caller()
    await expect(line.ring({ ...ask, target: { type: 'extension', extension: '2000&PJSIP/2001' } })).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNABLE' })
  })
})

describe('a caller who leaves', () => {
  const before = {
    'while a human is rung': async () => ringing(),
    'while a human hears the whisper': async () => {
      const human = await ringing()
      site.tells('humanStarted', human)
      await site.fact('leg.answered')
      return human
    },
  }

  it.each(Object.entries(before))('%s leaves nobody behind', async (_, until) => {
    site = await AriSite.open()
    const line = await site.caller()
    await line.ring(ask)
    const human = await until()

    site.tells('left', lineId)

    expect(await site.fact('line.left')).toEqual({ type: 'line.left', by: 'caller' })
    await deleted(`channels/${human}`)
    await deleted(`bridges/${bridge}`)
    const end: SwitchFact | undefined = site.told.at(-1)
    expect(end?.type).toBe('line.left')
  })

  it('while a bot leg is under way has it ended as soon as it is there', async () => {
    site = await AriSite.open()
    site.tells('arrival', lineId)
    const { query } = await site.asterisk.next('POST', /^channels\/externalMedia$/)

    site.tells('left', lineId)
    await site.fact('line.left')

    await deleted(`channels/${query['channelId']}`)
  })

  it('goes on in the dialplan as if Callchart were away, when it is given back', async () => {
    site = await AriSite.open()
    const line = await site.caller()
    await line.giveBack?.()
    expect((await site.asterisk.next('POST', /\/continue$/)).query).toMatchObject({ context: 'callchart-away' })
    expect(await site.fact('line.left')).toEqual({ type: 'line.left', by: 'runtime' })
  })

  it('was let go by us where we asked for it', async () => {
    site = await AriSite.open()
    const line = await site.caller()
    await line.hangUp('busy')
    expect((await site.asterisk.next('DELETE', /^channels\/ast-1\.0$/)).query).toEqual({ reason_code: '17' })
    site.tells('left', lineId)
    expect(await site.fact('line.left')).toEqual({ type: 'line.left', by: 'runtime' })
  })
})

describe('a caller who is sent on by the dialplan', () => {
  it('rings there, talks there and is back with how it ended', async () => {
    site = await AriSite.open()
    const line = await site.caller()

    await line.send({ ...ask, headers: { 'User-to-User': '7b(7d),;encoding=hex' } })

    const set = site.asterisk.heard.filter(({ path }) => path === `channels/${lineId}/variable`).map(({ query }) => [query['variable'], query['value']])
    expect(set.slice(-5)).toEqual([
      ['CALLCHART_TO', 'PJSIP/2000'],
      ['CALLCHART_SECONDS', '20'],
      ['CALLCHART_LEG', 'switch-4'],
      ['CALLCHART_HEADERS', 'User-to-User=7b%287d%29%2C%3Bencoding%3Dhex'],
      ['CALLCHART_SHOWS', ''],
    ])
    expect((await site.asterisk.next('POST', /\/continue$/)).query).toMatchObject({ context: 'callchart-transfer' })
    site.tells('left', lineId)
    site.tellsDial('dialRinging')
    await site.fact('leg.ringing')
    site.tellsDial('dialAnswered')
    await site.fact('leg.answered')
    site.tells('back', lineId, { args: ['back', 'switch-4', 'ANSWER', '16'] })
    expect(await site.fact('leg.ended')).toMatchObject({ legId: 'switch-4', outcome: 'left' })
    site.connects(line)
    await site.botUp()
  })

  it.each([
    ['BUSY', '17', 'busy'],
    ['CHANUNAVAIL', '21', 'declined'],
    ['NOANSWER', '21', 'no-answer'],
    ['CHANUNAVAIL', '3', 'failed'],
    ['', '', 'failed'],
  ])('after %s %s is told %s', async (status, cause, outcome) => {
    site = await AriSite.open()
    const line = await site.caller()
    await line.send(ask)
    site.tells('back', lineId, { args: ['back', 'switch-4', status, cause] })
    expect(await site.fact('leg.ended')).toMatchObject({ outcome })
  })

  it('and leaves there has left', async () => {
    site = await AriSite.open()
    const line = await site.caller()
    await line.send(ask)
    site.tells('left', lineId)
    site.tells('callerDestroyed', lineId)
    expect(await site.fact('line.left')).toMatchObject({ by: 'caller' })
  })

  it.each([
    [['referred', 'SUCCESS', '0'], 'accepted'],
    [['referred', 'FAILURE', '486'], 'refused'],
  ])('by REFER comes back with %j, which is %s', async (args, outcome) => {
    site = await AriSite.open()
    const line = await site.caller()
    // The limit of a caller who has come is lifted first.
    await site.asterisk.next('POST', /\/variable$/)
    await line.refer(ask.target, { 'X-Callchart-Call': 'c1' })
    expect((await site.asterisk.next('POST', /\/variable$/)).query).toEqual({ variable: 'CALLCHART_TO', value: 'PJSIP/2000' })
    expect((await site.asterisk.next('POST', /\/continue$/)).query).toMatchObject({ context: 'callchart-refer' })
    site.tells('left', lineId)
    site.tells('back', lineId, { args })
    expect(await site.fact('referred')).toMatchObject({ outcome })
    if (outcome === 'accepted') await deleted(`channels/${lineId}`)
  })
})

describe('a call that we place', () => {
  const place = { target: { type: 'number', number: '+15550123' }, shows: '+15550199', ringMs: 30_000, detectMachine: true, headers: {} } as const
  const placed = async () => {
    const line = await site.asteriskAri.originate(place, site.callOf)
    const { body } = await site.asterisk.next('POST', /^channels$/)
    expect(body).toMatchObject({ endpoint: 'PJSIP/+15550123@trunk', callerId: '+15550199', appArgs: 'dial,detect', channelId: line.lineId })
    return line
  }

  it.each([
    [['HUMAN', 'HUMAN-800-800'], 'human'],
    [['MACHINE', 'MAXWORDS-4-3'], 'machine'],
    [['MACHINE', 'INITIALSILENCE-2500-2500'], 'unknown'],
    [['NOTSURE', 'TOOLONG-5000'], 'unknown'],
  ])('is answered by whom the dialplan hears: %j is %s', async (args, who) => {
    site = await AriSite.open()
    const line = await placed()
    site.tells('humanRings', line.lineId)
    await site.fact('line.ringing')
    site.tells('humanStarted', line.lineId, { args: ['dial', 'detect'] })
    await site.fact('line.answered')
    expect((await site.asterisk.next('POST', /\/continue$/)).query).toMatchObject({ context: 'callchart-amd' })
    site.tells('left', line.lineId)
    site.tells('back', line.lineId, { args: ['amd', ...args] })
    expect(await site.fact('answered-by')).toMatchObject({ who })
  })

  it('tells what came of it where nobody answered', async () => {
    site = await AriSite.open()
    const line = await placed()
    site.tells('humanBusy', line.lineId)
    expect(await site.fact('line.left')).toMatchObject({ cause: 'busy' })
  })

  it('has failed where Asterisk does not place it', async () => {
    site = await AriSite.open()
    site.asterisk.answers('POST', /^channels$/, { status: 500, body: { error: 'Allocation failed' } })
    await site.asteriskAri.originate(place, site.callOf)
    expect(await site.fact('line.left')).toMatchObject({ by: 'switch', cause: 'failed' })
  })
})

describe('the time limit with which the dialplan hands over a caller', () => {
  const lifted = { path: `channels/${lineId}/variable`, query: { variable: 'TIMEOUT(absolute)', value: '0' } }

  it('is lifted when they come, and when they come back', async () => {
    site = await AriSite.open()
    const line = await site.caller()
    expect(await site.asterisk.next('POST', /variable$/)).toMatchObject(lifted)

    await line.send(ask)
    site.tells('left', lineId)
    site.tells('back', lineId, { args: ['back', 'switch-4', 'BUSY', '17'] })
    // Its own variables were set before it left.
    for (;;) if ((await site.asterisk.next('POST', /variable$/)).query['variable'] === lifted.query.variable) break
  })

  it('is lifted of those who came while nothing could be told', async () => {
    site = await AriSite.open()
    site.asterisk.channels = [site.standing('arrival', lineId)]
    await site.reconnects()
    expect(await site.asterisk.next('POST', /variable$/)).toMatchObject(lifted)
  })
})
