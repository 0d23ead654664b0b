import { beforeEach, describe, expect, it } from 'vitest'
import { PlayoutQueue, type PlayoutEvent } from './playout-queue.js'

const frameBytes = 160
const frames = (count: number, value = 1): Uint8Array => new Uint8Array(count * frameBytes).fill(value)

describe('the playout queue', () => {
  let events: PlayoutEvent[]
  let queue: PlayoutQueue
  const playAll = (): number => {
    let played = 0
    while (queue.play() !== undefined) played += 1
    return played
  }

  beforeEach(() => {
    events = []
    queue = new PlayoutQueue(frameBytes, (event) => events.push(event))
  })

  it('cuts each message into whole frames and drops the remainder', () => {
    queue.push(new Uint8Array(250))

    expect(queue.length).toBe(1)
  })

  it('keeps remainders while buffering: 10007 and 13993 bytes are exactly 150 frames', () => {
    queue.startBuffering()
    queue.push(new Uint8Array(10_007))
    queue.push(new Uint8Array(13_993))
    queue.stopBuffering('end', 0xff)

    expect(playAll()).toBe(150)
    expect(events).toEqual([{ type: 'buffered', correlationId: 'end' }])
  })

  it('fills the last piece of a buffered stretch up with silence', () => {
    queue.startBuffering()
    queue.push(new Uint8Array(10).fill(7))
    queue.stopBuffering(undefined, 0xff)

    expect([...(queue.play() ?? [])]).toEqual([...new Array<number>(10).fill(7), ...new Array<number>(150).fill(0xff)])
  })

  it('keeps 1000 frames and drops what comes beyond, with XOFF at 900', () => {
    queue.push(frames(899))
    expect(events).toEqual([])

    queue.push(frames(351))

    expect(queue.length).toBe(1_000)
    expect(queue.droppedCount).toBe(250)
    expect(events).toEqual([{ type: 'xoff' }])
  })

  it('says XON once, when fewer than 800 frames are left', () => {
    queue.push(frames(1_000))
    for (let count = 0; count < 200; count += 1) queue.play()
    expect(events).toEqual([{ type: 'xoff' }])

    queue.play()
    queue.play()

    expect(events).toEqual([{ type: 'xoff' }, { type: 'xon' }])
  })

  it('reports a mark in the tick after the last frame before it, to the frame', () => {
    queue.push(frames(3))
    queue.mark('m1')
    queue.push(frames(1))
    for (let count = 0; count < 3; count += 1) queue.play()
    expect(events).toEqual([])

    expect(queue.play()).toBeDefined()

    expect(events).toEqual([{ type: 'mark', correlationId: 'm1' }])
  })

  it('empties at once on flush, forgets marks and ends buffering', () => {
    queue.startBuffering()
    queue.push(frames(100))
    queue.mark('lost')

    expect(queue.flush()).toEqual(Array.from({ length: 100 }, () => frames(1)))

    expect(playAll()).toBe(0)
    expect(queue.isBuffering).toBe(false)
    expect(events).toEqual([])
  })

  it('still reports a drained queue that was asked for before a flush, once', () => {
    queue.push(frames(5))
    queue.reportDrained()
    queue.flush()

    queue.play()
    queue.play()

    expect(events).toEqual([{ type: 'drained' }])
  })

  it('holds the queue while paused, without loss', () => {
    queue.push(frames(2))
    queue.mark('m')
    queue.pause()
    expect(playAll()).toBe(0)
    expect(events).toEqual([])

    queue.continue()

    expect(playAll()).toBe(2)
    expect(events).toEqual([{ type: 'mark', correlationId: 'm' }])
  })

  it('says XON when a full queue is flushed', () => {
    queue.push(frames(950))

    queue.flush()

    expect(events).toEqual([{ type: 'xoff' }, { type: 'xon' }])
    expect(queue.overflowed).toBe(false)
  })
})
