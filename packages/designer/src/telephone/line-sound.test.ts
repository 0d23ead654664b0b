import { expect, it } from 'vitest'
import { LineSound, type Levels } from './line-sound.js'
import { muLawOf, muLawSilence, sampleOfMuLaw } from './mu-law.js'

const blockSamples = 128
const rateHz = 48_000
const oneSecond = rateHz / blockSamples

/** A telephone whose microphone hears a tone. */
function telephone() {
  const frames: Uint8Array[] = []
  const marks: string[] = []
  const levels: Levels[] = []
  const sound = new LineSound(rateHz, { frame: (codes) => frames.push(codes), played: (passed) => marks.push(...passed), levels: (told) => levels.push(told) })
  let at = 0
  const passes = (blocks: number, hasMicrophone = true): Float32Array => {
    const heard = new Float32Array(blocks * blockSamples)
    for (let block = 0; block < blocks; block += 1) {
      const said = Float32Array.from({ length: blockSamples }, () => 0.5 * Math.sin((2 * Math.PI * 440 * at++) / rateHz))
      sound.pass(hasMicrophone ? said : undefined, heard.subarray(block * blockSamples, (block + 1) * blockSamples))
    }
    return heard
  }
  return { sound, frames, marks, levels, passes }
}

it('sends 50 frames of the microphone a second, each in a buffer of its own', () => {
  const { frames, passes, levels } = telephone()

  passes(oneSecond)

  expect(Math.abs(frames.length - 50)).toBeLessThanOrEqual(1)
  expect(new Set(frames.map(({ buffer }) => buffer)).size).toBe(frames.length)
  expect(Math.max(...[...(frames[20] ?? [])].map((code) => sampleOfMuLaw[code] ?? 0))).toBeGreaterThan(0.45)
  expect(levels.at(-1)?.said).toBeCloseTo(0.35, 1)
})

it.each([
  ['without a microphone', (): void => undefined, false],
  ['muted', ({ sound }: ReturnType<typeof telephone>): void => void (sound.isMuted = true), true],
  ['on hold', ({ sound }: ReturnType<typeof telephone>): void => void (sound.isHeld = true), true],
] as const)('keeps the line alive with silence %s', (_name, make, hasMicrophone) => {
  const phone = telephone()
  make(phone)

  phone.passes(oneSecond, hasMicrophone)

  expect(Math.abs(phone.frames.length - 50)).toBeLessThanOrEqual(1)
  expect(phone.frames.every((codes) => codes.every((code) => code === muLawSilence))).toBe(true)
})

it('plays the far side, and goes on answering marks while it is on hold', () => {
  const { sound, passes, marks } = telephone()
  sound.queue.take(new Uint8Array(1_600).fill(0x90))
  sound.queue.mark('m1')
  expect(Math.max(...passes(oneSecond / 4))).toBeGreaterThan(0.3)

  sound.isHeld = true
  sound.queue.take(new Uint8Array(1_600).fill(0x90))
  sound.queue.mark('m2')
  const held = passes(oneSecond / 4)

  expect(Math.max(...held.subarray(2_000))).toBeLessThan(0.01)
  expect(marks).toEqual(['m1', 'm2'])
})

/** A voice's harmonics, rising and falling for a quarter of a second. */
const voiceAt = (seconds: number): number =>
  seconds > 0.25 ? 0 : Math.sin(4 * Math.PI * seconds) * [180, 360, 900, 1_700, 2_900].reduce((sum, hz) => sum + 0.12 * Math.sin(2 * Math.PI * hz * seconds + Math.sin(25 * seconds)), 0)

/** As like as two stretches are at the delay at which they are most alike: 0..1. */
function likeness(sent: Float32Array, heard: Float32Array, longestDelay: number): number {
  let best = 0
  for (let delay = 0; delay < longestDelay; delay += 1) {
    let [product, ofSent, ofHeard] = [0, 0, 0]
    for (let at = 0; at < sent.length; at += 1) {
      const [one, other] = [sent[at] ?? 0, heard[at + delay] ?? 0]
      product += one * other
      ofSent += one * one
      ofHeard += other * other
    }
    best = Math.max(best, product / Math.sqrt(ofSent * ofHeard || 1))
  }
  return best
}

it.each([48_000, 44_100])('plays what the line carries as it is, within 60 ms, on a sound card of %i Hz', (cardHz) => {
  const sound = new LineSound(cardHz, { frame: () => undefined, played: () => undefined, levels: () => undefined })
  const heard = new Float32Array(Math.ceil((0.35 * cardHz) / blockSamples) * blockSamples)
  let taken = 0
  for (let at = 0; at < heard.length; at += blockSamples) {
    // The far side keeps 300 ms ahead.
    for (; taken / 8_000 < at / cardHz + 0.3; taken += 160) sound.queue.take(Uint8Array.from({ length: 160 }, (_, index) => muLawOf(voiceAt((taken + index) / 8_000))))
    sound.pass(undefined, heard.subarray(at, at + blockSamples))
  }
  const sent = Float32Array.from({ length: 0.25 * cardHz }, (_, at) => voiceAt(at / cardHz))

  expect(likeness(sent, heard, 0.06 * cardHz)).toBeGreaterThan(0.99)
})
