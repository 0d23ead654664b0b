import { expect, it } from 'vitest'
import { createDtmfDetector } from './dtmf-detector.js'

const tones: Record<string, readonly [number, number]> = {
  '1': [697, 1_209],
  '2': [697, 1_336],
  '3': [697, 1_477],
  A: [697, 1_633],
  '4': [770, 1_209],
  '5': [770, 1_336],
  '6': [770, 1_477],
  B: [770, 1_633],
  '7': [852, 1_209],
  '8': [852, 1_336],
  '9': [852, 1_477],
  C: [852, 1_633],
  '*': [941, 1_209],
  '0': [941, 1_336],
  '#': [941, 1_477],
  D: [941, 1_633],
}

interface KeyOptions {
  readonly ms?: number
  readonly lowLevel?: number
  readonly highLevel?: number
  readonly noise?: number
}

const key = (digit: string, { ms = 80, lowLevel = 6_000, highLevel = 6_000, noise = 0 }: KeyOptions = {}) => {
  const [low, high] = tones[digit] ?? [0, 0]
  let seed = 7
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed / 1_073_741_824 - 1
  }
  return Int16Array.from({ length: ms * 8 }, (_, n) =>
    Math.round(
      lowLevel * Math.sin((2 * Math.PI * low * n) / 8_000) + highLevel * Math.sin((2 * Math.PI * high * n) / 8_000) + noise * random(),
    ),
  )
}

const heard = (parts: readonly Int16Array[], chunk = 160) => {
  const digits: string[] = []
  const detector = createDtmfDetector((digit) => digits.push(digit))
  for (const part of parts) for (let at = 0; at < part.length; at += chunk) detector.hear(part.subarray(at, at + chunk))
  return digits.join('')
}

const pause = new Int16Array(480)

it('hears all sixteen keys, whatever the length of the frames', () => {
  const parts = Object.keys(tones).flatMap((digit) => [key(digit), pause])

  expect([...heard(parts)].sort()).toEqual(Object.keys(tones).sort())
  expect(heard(parts, 37)).toBe(heard(parts))
})

it('hears a key pressed twice as two, and a long one as one', () => {
  expect(heard([key('5'), pause, key('5'), pause, key('5', { ms: 900 })])).toBe('555')
})

it('hears keys in noise at 10 dB and with the twist of a bad line', () => {
  expect(heard([key('7', { noise: 3_000 }), pause, key('3', { lowLevel: 6_000, highLevel: 3_000 })])).toBe('73')
})

it('hears no key in silence, in one tone, in noise or in too much twist', () => {
  expect(
    heard([
      pause,
      key('1', { highLevel: 0 }),
      key('1', { lowLevel: 0 }),
      key('1', { lowLevel: 0, highLevel: 0, noise: 9_000 }),
      key('9', { highLevel: 900 }),
    ]),
  ).toBe('')
})
