import { expect, it } from 'vitest'
import { SampleClock } from './sample-clock.js'

const create = () => {
  const heard: number[] = []
  const counts = { filled: 0, dropped: 0 }
  const filled: number[] = []
  const listener = (frame: Int16Array, isFilled: boolean): void => {
    if (isFilled) filled.push(heard.length)
    heard.push(frame[0] ?? 0)
  }
  const clock = new SampleClock(listener, {
    filled: () => (counts.filled += 1),
    dropped: () => (counts.dropped += 1),
  })
  let now = 1_000
  clock.start(now)
  return {
    clock,
    counts,
    heard,
    /** Places of what stands for missing frames. */
    filled,
    comes: (...values: number[]) => values.forEach((value) => clock.push(new Int16Array(160).fill(value), now)),
    tick: (times = 1) => {
      for (let index = 0; index < times; index += 1) clock.tick((now += 20))
    },
    stall: (ms: number) => (now += ms),
    now: () => now,
  }
}

it('hears every frame once and in order, a clock step each', () => {
  const { clock, comes, tick, heard } = create()

  for (let value = 1_000; value < 1_010; value += 1) {
    comes(value)
    tick()
  }

  expect(heard).toEqual([...Array(10).keys()].map((index) => 1_000 + index))
  expect(clock.nowMs()).toBe(200)
})

it('waits 60 ms for a late frame before it fills, and goes on with silence when none comes', () => {
  const { clock, tick, heard, counts } = create()

  tick(3)
  expect(heard).toEqual([])
  tick(50)

  expect(clock.nowMs()).toBe(1_000)
  expect(heard.every((value) => value === 0)).toBe(true)
  expect(counts.filled).toBe(50)
})

it('waits 400 ms for the rest of a sound, and hears it whole', () => {
  const { clock, comes, tick, heard, counts } = create()
  comes(1_000)
  tick()

  tick(18)
  comes(...Array<number>(19).fill(1_001))
  tick()

  expect(heard).toEqual([1_000, ...Array<number>(19).fill(1_001)])
  expect(counts).toEqual({ filled: 0, dropped: 0 })
  expect(clock.nowMs()).toBe(400)
})

it('waits for the rest of a word over a stop in it, but not for what comes after the word', () => {
  const { comes, tick, counts } = create()
  const says = (value: number, frames: number): void => {
    for (let frame = 0; frame < frames; frame += 1) {
      comes(value)
      tick()
    }
  }

  says(1_000, 5)
  says(0, 9)
  tick(15)
  expect(counts.filled).toBe(0)
  comes(...Array<number>(15).fill(1_000))
  says(0, 10)
  tick(5)

  expect(counts.filled).toBeGreaterThan(0)
})

it('makes up for a sound that does not go on: its end is 700 ms old after 750', () => {
  const { clock, comes, tick } = create()
  comes(1_000)

  tick(38)

  expect(clock.nowMs()).toBeGreaterThanOrEqual(20 + 680)
})

it('tells what stands for a frame that did not come', () => {
  const { comes, tick, heard, filled } = create()
  comes(0)
  tick()

  tick(5)
  comes(7)
  tick()

  expect(filled).toEqual(heard.map((_, place) => place).slice(1, -1))
  expect(heard.at(-1)).toBe(7)
})

it('leaves out no stop of a word to catch up with the time', () => {
  const { comes, tick, heard, counts } = create()
  tick(20)

  comes(...Array<number>(5).fill(2_000), ...Array<number>(5).fill(0), ...Array<number>(5).fill(2_000), ...Array<number>(20).fill(0))
  tick(60)

  const word = heard.slice(heard.indexOf(2_000), heard.lastIndexOf(2_000) + 1)
  expect(word).toEqual([...Array<number>(5).fill(2_000), ...Array<number>(5).fill(0), ...Array<number>(5).fill(2_000)])
  expect(counts.dropped).toBeGreaterThan(0)
})

it('hears a frame as soon as it comes', () => {
  const { comes, heard } = create()

  comes(1_000)

  expect(heard).toEqual([1_000])
})

it('takes frames that jitter without filling or leaving out', () => {
  const { comes, tick, heard, counts } = create()

  comes(1_000)
  tick(3)
  comes(1_001, 1_002, 1_003)
  tick(2)
  comes(1_004)
  tick()

  expect(heard).toEqual([1_000, 1_001, 1_002, 1_003, 1_004])
  expect(counts).toEqual({ filled: 0, dropped: 0 })
})

it('does not double the time of its own stall: what waited in the socket is heard in its place', () => {
  const { clock, comes, tick, stall, counts } = create()
  comes(1_000)
  tick()

  stall(300)
  tick()
  comes(...Array<number>(16).fill(1_001))
  tick(3)

  expect(counts.filled).toBeLessThanOrEqual(2)
  expect(clock.nowMs()).toBeLessThanOrEqual(380 + 60)
  expect(clock.nowMs()).toBeGreaterThanOrEqual(380 - 60)
})

it('holds a late burst back instead of running ahead, and catches up by leaving out silence', () => {
  const { clock, comes, tick, heard, counts } = create()
  tick(20)

  comes(...Array<number>(20).fill(2_000), ...Array<number>(20).fill(0))
  tick()

  expect(clock.nowMs()).toBeLessThanOrEqual(21 * 20 + 60)
  tick(40)
  expect(heard.filter((value) => value === 2_000)).toHaveLength(20)
  expect(counts.dropped).toBeGreaterThan(0)
  expect(clock.nowMs()).toBeLessThanOrEqual(61 * 20 + 60)
})

it('leaves out the oldest of more than 1.2 s of waiting frames', () => {
  const { comes, tick, heard, counts } = create()

  comes(...[...Array(70).keys()].map((index) => 1_000 + index))
  tick()

  expect(counts.dropped).toBe(3)
  expect(heard.slice(0, 4)).toEqual([1_000, 1_001, 1_002, 1_006])
})

it('says how long the party sent nothing, and stands still before its start', () => {
  const { clock, comes, stall, now } = create()
  comes(1)
  stall(30_000)

  expect(clock.silentForMs(now())).toBe(30_000)
  const idle = new SampleClock(() => undefined, { filled: () => undefined, dropped: () => undefined })
  idle.tick(10_000)
  expect([idle.nowMs(), idle.silentForMs(10_000)]).toEqual([0, 0])
})
