import { expect, it } from 'vitest'
import { muLawOf } from './mu-law.js'
import { frameSamples, PlayQueue } from './play-queue.js'

const loud = (frames: number): Uint8Array => new Uint8Array(frames * frameSamples).fill(muLawOf(0.5))
const played = (queue: PlayQueue, frames: number): { sound: Float32Array; marks: readonly string[] } => {
  const sound = new Float32Array(frames * frameSamples)
  return { marks: queue.play(sound, sound.length), sound }
}
const audibleFrames = ({ sound }: { sound: Float32Array }): number => sound.filter((sample) => sample > 0.4).length / frameSamples

it('plays what it was given in order, and silence else', () => {
  const queue = new PlayQueue()
  queue.take(loud(5))

  expect(audibleFrames(played(queue, 5))).toBe(5)
  expect(audibleFrames(played(queue, 2))).toBeLessThan(0.05)
})

it('waits for a second frame before it begins, and for no longer than that takes', () => {
  const queue = new PlayQueue()
  queue.take(loud(1))

  expect(audibleFrames(played(queue, 1))).toBe(0)
  expect(audibleFrames(played(queue, 1))).toBe(1)
})

it('waits longer once it ran dry in the middle of a sound', () => {
  const queue = new PlayQueue()
  queue.take(loud(2))
  played(queue, 3)
  queue.take(loud(1))

  expect(audibleFrames(played(queue, 2))).toBe(0)
  queue.take(loud(2))
  expect(audibleFrames(played(queue, 2))).toBe(2)
})

it('reports a mark when everything before it was played, and at once on an empty queue', () => {
  const queue = new PlayQueue()
  queue.mark('empty')
  queue.take(loud(3))
  queue.mark('behind')

  expect(played(queue, 2).marks).toEqual(['empty'])
  expect(played(queue, 1).marks).toEqual(['behind'])
})

it('plays nothing of what was queued before a flush, and forgets its marks', () => {
  const queue = new PlayQueue()
  queue.take(loud(20))
  queue.mark('never')
  played(queue, 1)
  queue.flush()

  const rest = played(queue, 20)
  expect(audibleFrames(rest)).toBeLessThan(0.05)
  expect(rest.marks).toEqual([])
})

it('takes no more than it can hold', () => {
  const queue = new PlayQueue()
  queue.take(loud(600))

  expect(queue.queuedSamples).toBe(80_000)
})
