import { expect, it } from 'vitest'
import { LoadGauge } from './load-gauge.js'

/** A bridge whose ticker runs this late for a while, four phases each 20 ms. */
class Bridge {
  private now = 0
  readonly gauge = new LoadGauge({ nowMs: () => this.now })

  runs(ms: number, lateMs: number): boolean {
    for (let passed = 0; passed < ms; passed += 5) {
      this.now += 5
      this.gauge.note(lateMs)
    }
    return this.gauge.isLate
  }

  rests(ms: number): boolean {
    this.now += ms
    return this.gauge.isLate
  }
}

it('is late after two seconds of lateness, and calm again after one', () => {
  const bridge = new Bridge()

  expect(bridge.runs(10_000, 3)).toBe(false)
  expect(bridge.runs(1_400, 40)).toBe(false)
  expect(bridge.runs(1_200, 40)).toBe(true)
  expect(bridge.runs(2_000, 15)).toBe(true)
  expect(bridge.runs(1_600, 2)).toBe(false)
})

it('takes one long pause for no load', () => {
  const bridge = new Bridge()
  bridge.runs(1_000, 2)

  bridge.runs(20, 2_000)

  expect(bridge.runs(5_000, 2)).toBe(false)
})

it('is not late any more when it has no calls', () => {
  const bridge = new Bridge()
  bridge.runs(5_000, 40)

  expect(bridge.rests(2_500)).toBe(false)
})
