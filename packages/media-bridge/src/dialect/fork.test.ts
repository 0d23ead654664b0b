import { describe, expect, it } from 'vitest'
import { hostileMessages } from '../testing/hostile-messages.js'
import { openLeg } from '../testing/opened-leg.js'
import { forkDialect } from './fork.js'

const metadata = { token: 'secret', sampleRate: 8_000, mixType: 'mono', callSid: 'c-1', from: '+15550001' }

const started = (first: object = metadata) => {
  const leg = openLeg(forkDialect)
  leg.json(first)
  return leg
}

const playout = (name: string) => ({ type: 'mark', data: { name, event: 'playout' } })

describe('the start', () => {
  it.each([
    ['at 8 kHz', metadata, { codec: 'slin', variables: { callSid: 'c-1', from: '+15550001' } }],
    ['at 16 kHz', { ...metadata, sampleRate: 16_000 }, { codec: 'slin16', variables: { callSid: 'c-1', from: '+15550001' } }],
    ['with little metadata', { token: 'secret' }, { codec: 'slin', variables: {} }],
    ['with those of jambonz in an object', { sampleRate: 8_000, metadata: { token: 'secret', team: 'cards' } }, { codec: 'slin', variables: { team: 'cards' } }],
  ])('is the metadata, %s', (_, first, start) => {
    expect(started(first).log.starts).toEqual([start])
    expect(forkDialect.tokenOf?.(JSON.stringify(first))).toBe('secret')
  })

  it('without a token is no start', () => {
    expect(() => forkDialect.tokenOf?.('{"sampleRate":8000}')).toThrow(expect.objectContaining({ code: 'MEDIA_TOKEN_MISSING' }))
    expect(() => forkDialect.tokenOf?.('hello')).toThrow(expect.objectContaining({ code: 'MEDIA_MALFORMED_MESSAGE' }))
  })

  it.each([{ sampleRate: 48_000 }, { mixType: 'stereo' }])('of another form ends with its code: %j', (change) => {
    const leg = started({ ...metadata, ...change })
    leg.socket.emit('close', 1_005)

    expect(leg.log.codes).toEqual(['MEDIA_UNKNOWN_CODEC'])
    expect(leg.log.stops).toEqual(['media-error'])
  })

  it('comes before audio', () => {
    const leg = openLeg(forkDialect)
    leg.hex('e803')
    leg.audio.send(new Int16Array(160))
    leg.audio.clear()

    expect(leg.log.codes).toEqual(['MEDIA_OUT_OF_ORDER'])
    expect(leg.socket.sent).toEqual([])
  })
})

describe('audio', () => {
  it('is the same wherever the messages are cut', () => {
    const bytes = Buffer.from(Uint8Array.from({ length: 960 }, (_, index) => index * 7))
    const whole = started()
    whole.binary(bytes)
    expect(whole.log.frames).toHaveLength(3)

    for (let cut = 2; cut < 960; cut += 2) {
      const leg = started()
      leg.binary(bytes.subarray(0, cut))
      leg.binary(bytes.subarray(cut))
      expect(leg.log.frames).toEqual(whole.log.frames)
    }
  })

  it('is sent as it is, but for samples that the module takes for marks', () => {
    const leg = started()
    leg.audio.send(Int16Array.from({ length: 160 }, (_, index) => [1_000, -1, 255, -256][index % 4] ?? 0))

    expect(leg.socket.sent).toEqual([Buffer.from('e803feffff0000ff'.repeat(40), 'hex')])
  })
})

describe('marks', () => {
  it('are played when the module says so, and cleared when they are flushed', () => {
    const leg = started()
    leg.audio.mark(7)
    leg.json(playout('m7'))
    leg.audio.mark(8)
    leg.audio.clear()
    leg.json({ type: 'mark', data: { name: 'm8', event: 'cleared' } })
    leg.ticker.advance(1_000)

    expect(leg.sentJson()).toEqual([{ type: 'mark', data: { name: 'm7' } }, { type: 'mark', data: { name: 'm8' } }, { type: 'killAudio' }])
    expect(leg.log.marks).toEqual([
      [7, 'played'],
      [8, 'cleared'],
    ])
    expect(leg.log.codes).toEqual([])
  })

  it('that the module keeps for itself are played by the clock, 200 ms after their audio', () => {
    const leg = started()
    leg.audio.send(new Int16Array(1_600))
    leg.audio.mark(7)
    leg.ticker.advance(380)
    expect(leg.log.marks).toEqual([])
    leg.ticker.advance(20)
    leg.json(playout('m7'))

    expect(leg.log.marks).toEqual([[7, 'played']])
  })

  it('are never more than 30 at the module', () => {
    const leg = started()
    for (let id = 1; id <= 40; id += 1) leg.audio.mark(id)
    expect(leg.sentJson()).toHaveLength(30)
    leg.ticker.advance(200)

    expect(leg.log.marks.map(([id]) => id)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
  })
})

describe('control', () => {
  it('takes keys that come as text', () => {
    const leg = started()
    leg.json({ event: 'dtmf', dtmf: '5', duration: '1600' })
    leg.json({ event: 'dtmf', dtmf: '#' })

    expect(leg.log.digits).toBe('5#')
  })

  it('passes over what others send', () => {
    const leg = started()
    leg.json({ anything: 1 })

    expect(leg.log.codes).toEqual([])
  })

  it.each([
    ['no JSON', 'hello', 'MEDIA_MALFORMED_MESSAGE'],
    ['a list', '[]', 'MEDIA_MALFORMED_MESSAGE'],
    ['a key that no telephone has', '{"event":"dtmf","dtmf":"x"}', 'MEDIA_MALFORMED_MESSAGE'],
    ['a key that is missing', '{"event":"dtmf"}', 'MEDIA_MALFORMED_MESSAGE'],
    ['a message over the cap', 'A'.repeat(70_000), 'MEDIA_OVERSIZED_MESSAGE'],
  ])('goes on after %s', (_, message, code) => {
    const leg = started()
    leg.text(message)
    leg.json({ event: 'dtmf', dtmf: '1' })

    expect(leg.log.codes).toEqual([code])
    expect(leg.log.digits).toBe('1')
  })

  it('says "disconnect" when we hang up, and holds no timer afterwards', () => {
    const leg = started()
    leg.audio.mark(1)
    leg.audio.hangUp()
    leg.socket.emit('close', 1_000)
    leg.ticker.advance(1_000)

    expect(leg.sentJson().at(-1)).toEqual({ type: 'disconnect' })
    expect(leg.log.stops).toEqual(['normal'])
    expect(leg.log.marks).toEqual([])
    expect(leg.ticker.subscriberCount).toBe(0)
  })

  it('survives 10,000 hostile messages', () => {
    const good = [metadata, playout('m1'), { event: 'dtmf', dtmf: '1' }]
    let leg = started()
    const ends = new Set<string>()
    for (const { bytes, isBinary } of hostileMessages(10_000, good)) {
      leg.socket.emit('message', bytes, isBinary)
      if (leg.socket.closedWith === undefined) continue
      leg.socket.emit('close', 1_005)
      ends.add(leg.log.stops.join())
      leg = openLeg(forkDialect)
    }

    expect([...ends]).toEqual(['media-error'])
  })
})
