import { describe, expect, it } from 'vitest'
import { startTicker, type TickerClock } from './ticker.js'

/** A clock whose timers go off late by what the test says. */
class LateClock implements TickerClock {
  time = 0
  private due: { at: number; callback: () => void } | undefined
  now = (): number => this.time
  after = (ms: number, callback: () => void): (() => void) => {
    this.due = { at: this.time + ms, callback }
    return () => (this.due = undefined)
  }
  get isWaiting(): boolean {
    return this.due !== undefined
  }
  wake(latenessMs: number): void {
    const due = this.due
    this.due = undefined
    if (due === undefined) return
    this.time = due.at + latenessMs
    due.callback()
  }
}

describe('the ticker', () => {
  it('ticks every 20 ms on the average although every timer is late', () => {
    const clock = new LateClock()
    let ticks = 0
    startTicker(() => (ticks += 1), clock)

    for (let turn = 0; turn < 1_000; turn += 1) clock.wake(turn % 7)

    expect(Math.abs(ticks * 20 - clock.time)).toBeLessThanOrEqual(20)
  })

  it('makes up for what a pause has delayed, a tick a timer: what came meanwhile is read in between', () => {
    const clock = new LateClock()
    const tickedAt: number[] = []
    startTicker(() => tickedAt.push(clock.time), clock)

    clock.wake(100)
    expect(tickedAt).toHaveLength(1)
    for (let turn = 0; turn < 6; turn += 1) clock.wake(0)

    expect(tickedAt).toEqual([120, 120, 120, 120, 120, 120, 140])
  })

  it('does not make up for a sleep of more than a second, tells how long it was, and goes on in time', () => {
    const clock = new LateClock()
    const lost: number[] = []
    startTicker((count) => lost.push(count), clock)

    clock.wake(60_010)
    clock.wake(0)

    expect(lost).toEqual([3_000, 0])
    expect(clock.time).toBe(60_040)
  })

  it('ticks no more once it is stopped', () => {
    const clock = new LateClock()
    let ticks = 0
    const ticker = startTicker(() => {
      ticks += 1
      ticker.stop()
    }, clock)

    clock.wake(500)

    expect(ticks).toBe(1)
    expect(clock.isWaiting).toBe(false)
  })
})
