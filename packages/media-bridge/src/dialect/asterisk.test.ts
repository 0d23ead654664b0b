import { describe, expect, it } from 'vitest'
import { MediaError } from '../errors.js'
import { openLeg } from '../testing/opened-leg.js'
import { asteriskDialect } from './asterisk.js'

const open = () => openLeg(asteriskDialect)

const jsonStart = (format = 'ulaw') =>
  JSON.stringify({
    event: 'MEDIA_START',
    connection_id: 'bot',
    channel: 'WebSocket/bot/0x55',
    channel_id: 'rig-1.5',
    format,
    optimal_frame_size: 160,
    ptime: 20,
    channel_variables: { __REF: '7' },
  })
const plainStart = (format = 'ulaw') =>
  `MEDIA_START connection_id:bot channel:WebSocket/bot/0x55 channel_id:rig-1.5 format:${format} optimal_frame_size:160 ptime:20`

const started = (format = 'ulaw', start = jsonStart) => {
  const leg = open()
  leg.text(start(format))
  return leg
}

describe('the start', () => {
  it('reads format and variables of the JSON form', () => {
    expect(started().log.starts).toEqual([{ codec: 'ulaw', variables: { REF: '7' } }])
  })

  it('reads the plain text form, which has no variables', () => {
    expect(started('slin16', plainStart).log.starts).toEqual([{ codec: 'slin16', variables: {} }])
  })

  it('keeps audio that comes before it, and drops what is over a second of it', () => {
    const leg = open()
    for (let count = 0; count < 60; count += 1) leg.binary(Buffer.alloc(160, 0x80 + count))
    leg.text(jsonStart())
    leg.binary(Buffer.alloc(160, 0xff))

    expect(leg.log.frames).toHaveLength(51)
    expect(leg.log.frames[0]?.[0]).toBe(32_124)
    expect(leg.log.frames[50]?.[0]).toBe(0)
    expect(leg.log.codes).toEqual(['MEDIA_OUT_OF_ORDER'])
  })

  it('ends a leg of unknown format with its code, and a second start changes nothing', () => {
    const leg = started('opus')
    expect(leg.log.codes).toEqual(['MEDIA_UNKNOWN_CODEC'])
    expect(leg.socket.closedWith).toEqual([1_011, 'MEDIA_UNKNOWN_CODEC'])
    leg.socket.emit('close', 1_005)
    expect(leg.log.stops).toEqual(['media-error'])

    const other = started()
    other.text(jsonStart('alaw'))
    expect(other.log.codes).toEqual(['MEDIA_OUT_OF_ORDER'])
    expect(other.log.starts).toHaveLength(1)
  })
})

describe('audio', () => {
  it.each([
    ['ulaw', '80 00 ff 7e', [32_124, -32_124, 0, -8]],
    ['alaw', 'aa 2a d5 55', [32_256, -32_256, 8, -8]],
    ['slin', 'ff7f 0080 0000 fbff', [32_767, -32_768, 0, -5]],
  ] as const)('reads %s in frames of 20 ms', (format, hex, samples) => {
    const leg = started(format)

    leg.hex(hex.replace(/\s/g, '').repeat(40))

    expect(leg.log.frames).toEqual([Array(40).fill(samples).flat()])
  })

  it('reads slin16 as half as many samples', () => {
    const leg = started('slin16')

    for (let count = 0; count < 5; count += 1) leg.hex('e803'.repeat(320))

    expect(leg.log.frames).toHaveLength(5)
    expect(leg.log.frames[4]?.every((sample) => Math.abs(sample - 1_000) < 10)).toBe(true)
  })

  it('is the same wherever the messages are cut', () => {
    const bytes = Buffer.from(Uint8Array.from({ length: 640 }, (_, index) => index * 7))
    const whole = started('slin')
    whole.binary(bytes)

    for (let cut = 2; cut < 640; cut += 2) {
      const leg = started('slin')
      leg.binary(bytes.subarray(0, cut))
      leg.binary(bytes.subarray(cut))
      expect(leg.log.frames).toEqual(whole.log.frames)
    }
  })

  it('drops half a sample, so that the next ones keep their place, and says so once', () => {
    const leg = started('slin')
    leg.hex('e803'.repeat(160) + '00')
    leg.hex('e803'.repeat(160) + '00')

    expect(leg.log.frames).toHaveLength(2)
    expect(leg.log.frames.flat().every((sample) => sample === 1_000)).toBe(true)
    expect(leg.log.codes).toEqual(['MEDIA_PARTIAL_FRAME'])
  })

  it('goes on with half a frame and finishes it with the next message', () => {
    const leg = started()
    leg.binary(Buffer.alloc(80, 0x80))
    expect(leg.log.frames).toHaveLength(0)
    leg.binary(Buffer.alloc(160, 0x80))

    expect(leg.log.frames).toHaveLength(1)
    expect(leg.log.codes).toEqual(['MEDIA_PARTIAL_FRAME'])
  })

  it.each([
    ['ulaw', Buffer.from('ce'.repeat(160), 'hex')],
    ['alaw', Buffer.from('fa'.repeat(160), 'hex')],
    ['slin', Buffer.from('e803'.repeat(160), 'hex')],
  ] as const)('writes %s', (format, bytes) => {
    const leg = started(format)

    leg.audio.send(new Int16Array(320).fill(1_000))

    expect(leg.socket.sent).toEqual([Buffer.concat([bytes, bytes])])
  })

  it('writes slin16 as twice as many samples, 25 frames in under 32 kB', () => {
    const leg = started('slin16')

    leg.audio.send(new Int16Array(4_000).fill(1_000))

    const [bytes] = leg.socket.sent as [Buffer]
    expect(bytes).toHaveLength(16_000)
    expect(bytes.readInt16LE(8_000)).toBeGreaterThan(980)
  })

  it('keeps what the socket has not taken yet', () => {
    const leg = started()
    leg.socket.bufferedAmount = 160
    const kept: Buffer[] = []
    leg.socket.send = (message) => void kept.push(message as Buffer)

    leg.audio.send(new Int16Array(160).fill(1_000))
    leg.audio.send(new Int16Array(160))

    expect(kept.map((bytes) => bytes[0])).toEqual([0xce, 0xff])
  })

  it('gives a switch up that takes nothing any more', () => {
    const leg = started()
    leg.socket.bufferedAmount = 2_000_000

    leg.audio.send(new Int16Array(160))

    expect(leg.log.codes).toEqual(['MEDIA_CONNECTION_LOST'])
    expect(leg.socket.closedWith?.[0]).toBe(1_011)
  })

  it('sends nothing before the start or after the end', () => {
    const leg = open()
    leg.audio.send(new Int16Array(160))
    leg.text(jsonStart())
    leg.socket.readyState = 3
    leg.audio.send(new Int16Array(160))
    leg.audio.clear()

    expect(leg.socket.sent).toEqual([])
  })
})

describe('control', () => {
  it.each([
    [
      'JSON',
      jsonStart,
      '{"command":"MARK_MEDIA","correlation_id":"m7"}',
      '{"command":"FLUSH_MEDIA"}',
      '{"event":"MEDIA_MARK_PROCESSED","channel_id":"x","correlation_id":"m7"}',
      '{"event":"DTMF_END","digit":"#","channel_id":"x"}',
      '{"command":"HANGUP"}',
    ],
    [
      'plain text',
      plainStart,
      'MARK_MEDIA m7',
      'FLUSH_MEDIA',
      'MEDIA_MARK_PROCESSED correlation_id:m7 channel_id:x',
      'DTMF_END digit:# channel_id:x',
      'HANGUP',
    ],
  ])('speaks the %s form', (_, start, mark, flush, processed, dtmf, hangUp) => {
    const leg = started('ulaw', start)

    leg.audio.mark(7)
    leg.text(processed)
    leg.text(dtmf)
    leg.audio.mark(8)
    leg.audio.clear()
    leg.text(processed.replace('m7', 'm8'))
    leg.audio.hangUp()

    expect(leg.socket.sent).toEqual([mark, mark.replace('m7', 'm8'), flush, hangUp])
    expect(leg.log.marks).toEqual([
      [7, 'played'],
      [8, 'cleared'],
    ])
    expect(leg.log.digits).toBe('#')
    expect(leg.log.codes).toEqual([])
    for (const message of leg.socket.sent) expect(message.length).toBeLessThanOrEqual(128)
  })

  it('says when the switch takes no more audio and when it does again', () => {
    const leg = started()
    leg.text('{"event":"MEDIA_XOFF","channel_id":"x"}')
    leg.text('{"event":"MEDIA_XON","channel_id":"x"}')
    leg.text('{"event":"STATUS","queue_length":4,"xon_level":800,"queue_full":false}')
    leg.text('{"event":"QUEUE_DRAINED"}')

    expect(leg.log.held).toEqual([true, false])
    expect(leg.log.codes).toEqual([])
  })

  it.each([
    ['no JSON', '{"event":', 'MEDIA_MALFORMED_MESSAGE'],
    ['another JSON', '{"hello":1}', 'MEDIA_MALFORMED_MESSAGE'],
    ['words', 'hello there', 'MEDIA_MALFORMED_MESSAGE'],
    ['an unknown event', '{"event":"SOMETHING"}', 'MEDIA_MALFORMED_MESSAGE'],
    ['a key that no telephone has', '{"event":"DTMF_END","digit":"x1"}', 'MEDIA_MALFORMED_MESSAGE'],
    ['a refused command', '{"event":"ERROR","error_text":"no"}', 'MEDIA_OUT_OF_ORDER'],
    ['a message over the cap', 'A'.repeat(70_000), 'MEDIA_OVERSIZED_MESSAGE'],
  ])('goes on after %s', (_, message, code) => {
    const leg = started()

    leg.text(message)
    leg.text('{"event":"DTMF_END","digit":"1"}')

    expect(leg.log.codes).toEqual([code])
    expect(leg.log.digits).toBe('1')
    expect(leg.socket.closedWith).toBeUndefined()
  })

  it('takes nothing before the start', () => {
    const leg = open()
    leg.text('{"event":"DTMF_END","digit":"1"}')

    expect(leg.log.codes).toEqual(['MEDIA_OUT_OF_ORDER'])
    expect(leg.log.digits).toBe('')
  })

  it('ends a switch that sends nothing but bad messages', () => {
    const leg = started()
    for (let count = 0; count < 250; count += 1) leg.text('{"event":"NONSENSE"}')
    leg.socket.emit('close', 1_005)

    expect(leg.log.codes.filter((code) => code === 'MEDIA_TOO_MANY_FAULTS')).toHaveLength(1)
    expect(leg.log.stops).toEqual(['media-error'])
  })
})

describe('the end', () => {
  it.each([
    [1_000, 'normal'],
    [1_001, 'normal'],
    [1_005, 'normal'],
    [1_006, 'media-error'],
    [1_009, 'media-error'],
  ] as const)('by close code %i is %s', (code, cause) => {
    const leg = started()
    leg.socket.emit('close', code)
    leg.socket.emit('close', code)
    leg.binary(Buffer.alloc(160))

    expect(leg.log.stops).toEqual([cause])
    expect(leg.log.frames).toEqual([])
  })

  it('by an error of the socket has its code', () => {
    const leg = started()
    leg.socket.emit('error', Object.assign(new Error('too long'), { code: 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' }))
    leg.socket.emit('close', 1_009)
    const other = started()
    other.socket.emit('error', new Error('ECONNRESET'))

    expect(leg.log.codes).toEqual(['MEDIA_OVERSIZED_MESSAGE'])
    expect(leg.log.stops).toEqual(['media-error'])
    expect(other.log.codes).toEqual(['MEDIA_CONNECTION_LOST'])
  })

  it('is asked for once', () => {
    const leg = started()
    leg.audio.hangUp()
    leg.audio.abort('media-error', new MediaError('MEDIA_START_MISSING', 'x'))
    leg.socket.emit('close', 1_000)
    leg.audio.hangUp()

    expect(leg.log.stops).toEqual(['normal'])
    expect(leg.socket.sent).toEqual(['{"command":"HANGUP"}'])
  })
})
