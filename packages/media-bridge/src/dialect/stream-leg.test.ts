import { describe, expect, it } from 'vitest'
import { hostileMessages } from '../testing/hostile-messages.js'
import { openLeg, type OpenedLeg } from '../testing/opened-leg.js'
import { telnyxMedia, telnyxStart, twilioMedia, twilioStart } from '../testing/scripted-stream.js'
import type { Dialect } from './call-audio.js'
import { telnyxDialect } from './telnyx.js'
import { twilioDialect } from './twilio.js'

interface Row {
  readonly dialect: Dialect
  readonly start: (parameters: object, format?: Record<string, unknown>) => object
  readonly media: (payload: string, chunk?: number) => object
  readonly dtmf: (digit: string) => object
  readonly sent: { readonly media: (payload: string) => object; readonly mark: (name: string) => object; readonly clear: object }
  readonly variables: Record<string, string>
}

const rows: readonly (readonly [string, Row])[] = [
  [
    'twilio',
    {
      dialect: twilioDialect,
      start: (parameters, format) => twilioStart(parameters as Record<string, unknown>, format),
      media: twilioMedia,
      dtmf: (digit) => ({ event: 'dtmf', streamSid: 'MZ1', dtmf: { track: 'inbound_track', digit } }),
      sent: {
        media: (payload) => ({ event: 'media', streamSid: 'MZ1', media: { payload } }),
        mark: (name) => ({ event: 'mark', streamSid: 'MZ1', mark: { name } }),
        clear: { event: 'clear', streamSid: 'MZ1' },
      },
      variables: { callSid: 'CA1' },
    },
  ],
  [
    'telnyx',
    {
      dialect: telnyxDialect,
      start: (parameters, format) => telnyxStart(parameters as Record<string, unknown>, format),
      media: telnyxMedia,
      dtmf: (digit) => ({ event: 'dtmf', stream_id: 'S1', dtmf: { digit } }),
      sent: { media: (payload) => ({ event: 'media', media: { payload } }), mark: (name) => ({ event: 'mark', mark: { name } }), clear: { event: 'clear' } },
      variables: { call_control_id: 'v3:1' },
    },
  ],
]

/** 20 ms of -1,000 in µ-law. */
const loud = Buffer.alloc(160, 0x4e)

const started = ({ dialect, start }: Row, parameters: object = { token: 'secret', team: 'cards' }): OpenedLeg => {
  const leg = openLeg(dialect)
  leg.json({ event: 'connected', protocol: 'Call', version: '1.0.0' })
  leg.json(start(parameters))
  return leg
}

describe.each(rows)('%s', (_, row) => {
  it('starts with the parameters of the stream, and keeps the token for itself', () => {
    expect(started(row).log.starts).toEqual([{ codec: 'ulaw', variables: { ...row.variables, team: 'cards' } }])
  })

  it('finds the token in the start, and in no other message', () => {
    const { tokenOf } = row.dialect

    expect(tokenOf?.(JSON.stringify({ event: 'connected' }))).toBeUndefined()
    expect(tokenOf?.(JSON.stringify(row.start({ token: 'secret' })))).toBe('secret')
    expect(() => tokenOf?.(JSON.stringify(row.start({})))).toThrow(expect.objectContaining({ code: 'MEDIA_TOKEN_MISSING' }))
    expect(() => tokenOf?.('{"event"')).toThrow(expect.objectContaining({ code: 'MEDIA_MALFORMED_MESSAGE' }))
  })

  it('hears the same frames wherever the audio is cut into messages', () => {
    const bytes = Buffer.from(Uint8Array.from({ length: 480 }, (__, index) => index * 7))
    const whole = started(row)
    whole.json(row.media(bytes.toString('base64')))
    expect(whole.log.frames).toHaveLength(3)

    for (let cut = 1; cut < 480; cut += 1) {
      const leg = started(row)
      leg.json(row.media(bytes.subarray(0, cut).toString('base64'), 1))
      leg.json(row.media(bytes.subarray(cut).toString('base64'), 2))
      expect(leg.log.frames).toEqual(whole.log.frames)
    }
  })

  it('leaves out what the party hears', () => {
    const leg = started(row)
    leg.json({ event: 'media', media: { track: 'outbound', chunk: '1', payload: loud.toString('base64') } })

    expect(leg.log.frames).toEqual([])
  })

  it('speaks, marks and clears in its words; the marks that a clear gives back are cleared once', () => {
    const leg = started(row)

    leg.audio.send(new Int16Array(320).fill(-1_000))
    leg.audio.mark(7)
    leg.json({ event: 'mark', streamSid: 'MZ1', mark: { name: 'm7' } })
    leg.audio.mark(8)
    leg.audio.mark(9)
    leg.audio.clear()
    for (const name of ['m8', 'm9']) leg.json({ event: 'mark', streamSid: 'MZ1', mark: { name } })

    expect(leg.sentJson()).toEqual([row.sent.media(Buffer.concat([loud, loud]).toString('base64')), row.sent.mark('m7'), row.sent.mark('m8'), row.sent.mark('m9'), row.sent.clear])
    expect(leg.log.marks).toEqual([
      [7, 'played'],
      [8, 'cleared'],
      [9, 'cleared'],
    ])
    expect(leg.log.codes).toEqual([])
  })

  it('takes keys', () => {
    const leg = started(row)
    for (const digit of '1*#') leg.json(row.dtmf(digit))

    expect(leg.log.digits).toBe('1*#')
  })

  it('is over with "stop", and by its own hang-up', () => {
    const stopped = started(row)
    stopped.json({ event: 'stop' })
    stopped.socket.emit('close', 1_006)
    const left = started(row)
    left.audio.hangUp()
    left.socket.emit('close', 1_000)

    for (const leg of [stopped, left]) {
      expect(leg.socket.closedWith).toEqual([1_000, undefined])
      expect(leg.log.stops).toEqual(['normal'])
    }
  })

  it.each([
    ['no JSON', '{"event":', 'MEDIA_MALFORMED_MESSAGE'],
    ['no event', '{"hello":1}', 'MEDIA_MALFORMED_MESSAGE'],
    ['an unknown event', '{"event":"other"}', 'MEDIA_MALFORMED_MESSAGE'],
    ['audio that is no base64', '{"event":"media","media":{"payload":"%%"}}', 'MEDIA_MALFORMED_MESSAGE'],
    ['no audio', '{"event":"media"}', 'MEDIA_MALFORMED_MESSAGE'],
    ['too much audio', `{"event":"media","media":{"payload":"${'A'.repeat(60_001)}"}}`, 'MEDIA_MALFORMED_MESSAGE'],
    ['a key that no telephone has', '{"event":"dtmf","dtmf":{"digit":"x"}}', 'MEDIA_MALFORMED_MESSAGE'],
    ['a refusal', '{"event":"error","error":{"code":1}}', 'MEDIA_OUT_OF_ORDER'],
    ['a message over the cap', 'A'.repeat(70_000), 'MEDIA_OVERSIZED_MESSAGE'],
  ])('goes on after %s', (__, message, code) => {
    const leg = started(row)
    leg.text(message)
    leg.json(row.dtmf('1'))

    expect(leg.log.codes).toEqual([code])
    expect(leg.log.digits).toBe('1')
  })

  it('takes bytes for a fault', () => {
    const leg = started(row)
    leg.hex('00')
    expect(leg.log.codes).toEqual(['MEDIA_MALFORMED_MESSAGE'])
  })

  it('sends nothing and takes nothing before the start, which comes once', () => {
    const leg = openLeg(row.dialect)
    leg.audio.send(new Int16Array(160))
    leg.audio.mark(1)
    leg.audio.clear()
    leg.json(row.media(loud.toString('base64')))
    expect(leg.socket.sent).toEqual([])
    leg.json(row.start({ token: 't' }))
    leg.json(row.start({ token: 't' }))

    expect(leg.log.codes).toEqual(['MEDIA_OUT_OF_ORDER', 'MEDIA_OUT_OF_ORDER'])
    expect(leg.log.starts).toHaveLength(1)
  })

  it('ends a stream of another format with its code', () => {
    const leg = openLeg(row.dialect)
    leg.json(row.start({}, { encoding: 'OPUS', sampleRate: 48_000, sample_rate: 48_000 }))

    expect(leg.log.codes).toEqual(['MEDIA_UNKNOWN_CODEC'])
    expect(leg.socket.closedWith).toEqual([1_011, 'MEDIA_UNKNOWN_CODEC'])
  })

  it('survives 10,000 hostile messages', () => {
    const good = [{ event: 'connected' }, row.start({ token: 't' }), row.media(loud.toString('base64')), row.dtmf('1'), row.sent.mark('m1')]
    let leg = started(row)
    const ends = new Set<string>()
    for (const { bytes, isBinary } of hostileMessages(10_000, good)) {
      leg.socket.emit('message', bytes, isBinary)
      if (leg.socket.closedWith === undefined) continue
      leg.socket.emit('close', 1_005)
      ends.add(leg.log.stops.join())
      leg = started(row)
    }

    expect([...ends]).toEqual(['media-error'])
  })
})

describe('telnyx alone', () => {
  const orderOf = (chunks: readonly number[]): number[] => {
    const leg = openLeg(telnyxDialect)
    leg.json(telnyxStart({}))
    for (const chunk of chunks) leg.json(telnyxMedia(Buffer.alloc(160, 0x80 + chunk).toString('base64'), chunk))
    const of = new Map(Array.from({ length: 30 }, (_, chunk) => [muLawOf(0x80 + chunk), chunk]))
    return leg.log.frames.map((frame) => of.get(frame[0] ?? 0) ?? -1)
  }
  const muLawOf = (byte: number): number => {
    const leg = openLeg(telnyxDialect)
    leg.json(telnyxStart({}))
    leg.json(telnyxMedia(Buffer.alloc(160, byte).toString('base64'), 1))
    return leg.log.frames[0]?.[0] ?? 0
  }

  it.each([
    ['in order', [1, 2, 3, 4], [1, 2, 3, 4]],
    ['overtaken', [1, 3, 2, 4], [1, 2, 3, 4]],
    ['far overtaken', [1, 5, 4, 3, 2, 6], [1, 2, 3, 4, 5, 6]],
    ['with one that never comes', [1, 3, 4, 5, 6, 7, 8, 9], [1, 3, 4, 5, 6, 7, 8, 9]],
    ['with one that comes too late', [1, 3, 4, 5, 6, 7, 8, 2, 9], [1, 3, 4, 5, 6, 7, 8, 9]],
    ['doubled', [1, 2, 2, 3], [1, 2, 3]],
  ])('puts chunks into their order: %s', (_, chunks, expected) => {
    expect(orderOf(chunks)).toEqual(expected)
  })

  it('hears one codec and speaks another', () => {
    const leg = openLeg(telnyxDialect)
    leg.json(telnyxStart([{ name: 'spokenCodec', value: 'PCMA/8000' }] as never, { encoding: 'L16', sample_rate: 8_000 }))
    leg.json(telnyxMedia(Buffer.from('03e8'.repeat(160), 'hex').toString('base64')))
    leg.audio.send(new Int16Array(160).fill(1_000))

    expect(leg.log.starts[0]?.codec).toBe('slin')
    expect(leg.log.frames).toEqual([Array(160).fill(1_000)])
    expect(leg.sentJson()).toEqual([{ event: 'media', media: { payload: Buffer.alloc(160, 0xfa).toString('base64') } }])
  })

  it('speaks L16 at 16 kHz in network order', () => {
    const leg = openLeg(telnyxDialect)
    leg.json(telnyxStart({ spokenCodec: 'L16/16000' }, { encoding: 'L16', sample_rate: '16000' }))
    for (let count = 1; count < 4; count += 1) leg.audio.send(new Int16Array(160).fill(1_000))

    const last = Buffer.from((leg.sentJson().at(-1) as { media: { payload: string } }).media.payload, 'base64')
    expect(last).toHaveLength(640)
    expect(last.readInt16BE(320)).toBeGreaterThan(950)
  })
})
