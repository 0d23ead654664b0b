import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { ManualTicker } from '../testing/manual-ticker.js'
import { hostileMessages } from '../testing/hostile-messages.js'
import { createSinkLog } from '../testing/opened-leg.js'
import { AudioSocketLeg } from './audio-socket.js'
import { AudioSocketReader, writeAudioSocketFrame } from './audio-socket-frame.js'

/** As much of a TCP connection as a leg uses. */
class FakeTcp extends EventEmitter {
  writable = true
  writableLength = 0
  destroyed = false
  readonly sent: string[] = []

  write(bytes: Buffer): void {
    this.sent.push(bytes.toString('hex'))
  }

  /** Like Node's: it ends when all that is written was taken. */
  destroySoon(): void {
    this.writable = false
    this.once('finish', () => this.destroy())
  }

  destroy(): void {
    this.writable = false
    this.destroyed = true
  }
}

const open = () => {
  const socket = new FakeTcp()
  const ticker = new ManualTicker()
  const { log, sink } = createSinkLog()
  const leg = new AudioSocketLeg(socket as unknown as Socket, sink, ticker)
  const reader = new AudioSocketReader()
  const bytes = (some: Buffer): void => {
    for (const frame of reader.push(some)) leg.take(frame)
  }
  return { socket, ticker, log, leg, bytes, hex: (hex: string) => bytes(Buffer.from(hex.replaceAll(' ', ''), 'hex')) }
}

/** 20 ms of 1,000 at 8 kHz. */
const audio8k = `10 0140 ${'e803'.repeat(160)}`
const audio16k = `12 0280 ${'e803'.repeat(320)}`

const started = () => {
  const call = open()
  call.hex(audio8k)
  return call
}

describe('frames', () => {
  it('are found wherever the bytes are cut', () => {
    const all = Buffer.concat([writeAudioSocketFrame(0x03, Buffer.from('5')), writeAudioSocketFrame(0x10, Buffer.alloc(320, 7)), writeAudioSocketFrame(0x00), writeAudioSocketFrame(0x03, Buffer.from('#'))])
    for (let first = 0; first <= all.length; first += 1) {
      const reader = new AudioSocketReader()
      const frames = [all.subarray(0, first), all.subarray(first, first + 3), all.subarray(first + 3)].flatMap((bytes) => reader.push(bytes))
      expect(frames.map(({ kind, payload }) => [kind, payload.length])).toEqual([
        [0x03, 1],
        [0x10, 320],
        [0x00, 0],
        [0x03, 1],
      ])
    }
  })

  it('come byte by byte', () => {
    const { bytes, log } = open()
    for (const byte of Buffer.from(`${audio8k} 03 0001 35`.replaceAll(' ', ''), 'hex')) bytes(Buffer.from([byte]))

    expect(log.frames).toEqual([Array(160).fill(1_000)])
    expect(log.digits).toBe('5')
  })
})

describe('a leg', () => {
  it('starts with its first audio, in the form of that', () => {
    const wide = open()
    for (let count = 0; count < 5; count += 1) wide.hex(audio16k)
    wide.leg.send(new Int16Array(160))
    wide.ticker.advance(20)

    expect(wide.log.starts).toEqual([{ codec: 'slin16', variables: {} }])
    expect(wide.log.frames[4]?.every((sample) => Math.abs(sample - 1_000) < 10)).toBe(true)
    expect(wide.socket.sent[0]?.slice(0, 6)).toBe('120280')
  })

  it('starts without audio after 100 ms, and follows a switch that then speaks in another form', () => {
    const { ticker, log, hex, leg, socket } = open()
    ticker.advance(100)
    expect(log.starts).toEqual([{ codec: 'slin', variables: {} }])
    for (let count = 0; count < 3; count += 1) hex(audio16k)
    leg.send(new Int16Array(160))
    ticker.advance(20)

    expect(log.starts).toHaveLength(1)
    expect(log.frames).toHaveLength(3)
    expect(socket.sent[0]?.slice(0, 6)).toBe('120280')
  })

  it('sends a frame every 20 ms, one ahead', () => {
    const { leg, socket, ticker } = started()
    leg.send(new Int16Array(1_600).fill(1_000))
    expect(socket.sent).toEqual([])

    ticker.advance(20)
    expect(socket.sent.length).toBeLessThanOrEqual(3)
    ticker.advance(100)
    expect(socket.sent.length).toBeGreaterThanOrEqual(6)
    expect(socket.sent.length).toBeLessThanOrEqual(8)
    ticker.advance(100)
    expect(socket.sent).toEqual(Array(10).fill(audio8k.replaceAll(' ', '')))
  })

  it('makes up 60 ms of a stall at once, and no more', () => {
    const { leg, socket, ticker } = started()
    leg.send(new Int16Array(4_000))
    ticker.advance(40)
    const before = socket.sent.length
    ticker.stall(400)
    ticker.advance(20)

    expect(socket.sent.length - before).toBeLessThanOrEqual(5)
  })

  it('counts its marks by the clock, from when it sends', () => {
    const { leg, log, ticker } = started()
    leg.send(new Int16Array(800))
    leg.mark(1)
    leg.send(new Int16Array(800))
    leg.mark(2)
    ticker.advance(100)
    expect(log.marks).toEqual([])
    ticker.advance(20)
    expect(log.marks).toEqual([[1, 'played']])
    ticker.advance(100)
    expect(log.marks).toEqual([
      [1, 'played'],
      [2, 'played'],
    ])
  })

  it('plays no mark whose frames a stall has held back', () => {
    const { leg, log, socket, ticker } = started()
    leg.send(new Int16Array(3_200))
    leg.mark(1)
    ticker.stall(400)
    ticker.advance(20)
    expect(socket.sent).toHaveLength(5)
    expect(log.marks).toEqual([])

    ticker.advance(300)
    expect(socket.sent).toHaveLength(20)
    expect(log.marks).toEqual([])
    ticker.advance(100)
    expect(log.marks).toEqual([[1, 'played']])
  })

  it('plays a mark with nothing before it at the next tick', () => {
    const { leg, log, ticker } = started()
    leg.mark(1)
    leg.mark(2)
    expect(log.marks).toEqual([])

    ticker.advance(20)
    expect(log.marks).toEqual([
      [1, 'played'],
      [2, 'played'],
    ])
  })

  it('forgets on a clear what was not sent', () => {
    const { leg, log, socket, ticker } = started()
    leg.send(new Int16Array(320))
    leg.mark(1)
    leg.send(new Int16Array(1_600))
    leg.mark(2)
    ticker.advance(40)
    const before = socket.sent.length
    leg.clear()
    ticker.advance(400)

    expect(log.marks).toEqual([
      [1, 'cleared'],
      [2, 'cleared'],
    ])
    expect(socket.sent).toHaveLength(before)
  })

  it.each([
    ['a second uuid', `01 0010 ${'00'.repeat(16)}`, 'MEDIA_OUT_OF_ORDER'],
    ['an error', 'ff 0001 02', 'MEDIA_OUT_OF_ORDER'],
    ['an unknown kind', '42 0002 0000', 'MEDIA_MALFORMED_MESSAGE'],
    ['a key that no telephone has', '03 0001 7a', 'MEDIA_MALFORMED_MESSAGE'],
    ['two keys', '03 0002 3132', 'MEDIA_MALFORMED_MESSAGE'],
    ['no whole frame of audio', '10 0002 0000', 'MEDIA_PARTIAL_FRAME'],
  ])('goes on after %s', (_, frame, code) => {
    const call = started()
    call.hex(`${frame} 03 0001 31`)

    expect(call.log.codes).toEqual([code])
    expect(call.log.digits).toBe('1')
  })

  it('is over by the close of the connection, by "hang-up", and by ours', () => {
    const closed = started()
    closed.socket.emit('close')
    const told = started()
    told.hex('00 0000')
    told.socket.emit('close')
    const ours = started()
    ours.leg.hangUp()
    ours.socket.emit('close')

    for (const { log, ticker } of [closed, told, ours]) {
      expect(log.stops).toEqual(['normal'])
      expect(ticker.subscriberCount).toBe(0)
    }
    expect(ours.socket.sent).toEqual(['000000'])
    expect(ours.socket.writable).toBe(false)
  })

  it('is cut off 2 s after our end of it, where the switch takes nothing any more', () => {
    const { leg, log, socket, ticker } = started()
    leg.hangUp()
    ticker.advance(1_980, () => leg.hangUp())
    expect(socket.destroyed).toBe(false)
    expect(socket.listenerCount('finish')).toBe(1)

    ticker.advance(20)
    expect(socket.destroyed).toBe(true)
    socket.emit('close')
    expect(log.stops).toEqual(['normal'])
    expect(ticker.subscriberCount).toBe(0)
  })

  it('is cut off at once where over 1 MB waits to be taken', () => {
    const { leg, log, socket } = started()
    socket.writableLength = 2_000_000
    leg.send(new Int16Array(160))

    expect(socket.destroyed).toBe(true)
    socket.emit('close')
    expect(log.codes).toEqual(['MEDIA_CONNECTION_LOST'])
    expect(log.stops).toEqual(['media-error'])
  })

  it('of a broken connection is a media error', () => {
    const { socket, log } = started()
    socket.emit('error', new Error('ECONNRESET'))
    socket.emit('close')

    expect(log.codes).toEqual(['MEDIA_CONNECTION_LOST'])
    expect(log.stops).toEqual(['media-error'])
  })

  it('survives 10,000 hostile pieces', () => {
    let call = started()
    const ends = new Set<string>()
    for (const { bytes } of hostileMessages(10_000, [{ any: 'text' }])) {
      call.bytes(bytes)
      if (call.socket.writable) continue
      call.socket.emit('close')
      ends.add(call.log.stops.join())
      call = started()
    }

    for (const end of ends) expect(['normal', 'media-error']).toContain(end)
  })
})
