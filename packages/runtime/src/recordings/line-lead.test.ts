import { frameSamples } from '@callchart/protocol'
import { expect, it } from 'vitest'
import { leadMs, withLead, type LineSides } from './line-lead.js'

/** Each sample of the caller is its own number from 1 on, of the other side its negative; frames of either may be silent. */
function sides(frameCount: number, { callerBegins = 0, otherBegins = 0 } = {}): LineSides {
  return {
    sampleCount: frameCount * frameSamples,
    read: async (sample, into) => {
      for (let index = 0; index < into.length / 2; index += 1) {
        const at = sample + index
        into[2 * index] = at < callerBegins * frameSamples ? 0 : at + 1
        into[2 * index + 1] = at < otherBegins * frameSamples ? 0 : -(at + 1)
      }
    },
  }
}

async function callerOf(sound: LineSides, from: number, count: number): Promise<number[]> {
  const both = new Int16Array(2 * count)
  await sound.read(from, both)
  return [...both].filter((_, index) => index % 2 === 0)
}

it.each([
  ['the caller came first', { otherBegins: 1 }, 20 / 3],
  ['the other side came first', { callerBegins: 1 }, -20 / 3],
  ['both had come by then', {}, 10],
  ['nobody is heard', { callerBegins: 1, otherBegins: 1 }, 0],
])('says by whose frame is in the first one when it was heard: %s', async (_, begins, expected) => {
  expect(await leadMs(sides(3, begins))).toBeCloseTo(expected)
})

it('says nothing of less than a frame', async () => {
  expect(await leadMs({ ...sides(1), sampleCount: 100 })).toBe(0)
})

it('is later by silence before it, wherever it is read from', async () => {
  const later = withLead(sides(2), 10)
  expect(later.sampleCount).toBe(400)
  expect(await callerOf(later, 78, 4)).toEqual([0, 0, 1, 2])
  expect(await callerOf(later, 0, 3)).toEqual([0, 0, 0])
  expect(await callerOf(later, 398, 2)).toEqual([319, 320])
})

it('is earlier by what lies before it', async () => {
  const earlier = withLead(sides(2), -10)
  expect(earlier.sampleCount).toBe(240)
  expect(await callerOf(earlier, 0, 2)).toEqual([81, 82])
})
