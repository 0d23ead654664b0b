import { muLawToPcm } from '@callchart/protocol'
import { expect, it } from 'vitest'
import { HeardTrack } from './heard-track.js'

const frame = (value: number): Int16Array => new Int16Array(160).fill(value)
const silence = frame(0)

/** The track of a line whose ticks and frames do not come evenly. */
class Line {
  now = 0
  readonly track = new HeardTrack(() => this.now)
  readonly heard: number[] = []

  take(frames: number): void {
    const law = new Uint8Array(160)
    for (let index = 0; index < frames; index += 1) {
      this.track.take(this.heard.length, law, 0, 1)
      this.heard.push(...Array.from(law, (byte) => muLawToPcm[byte] ?? 0))
    }
  }

  firstOf(value: number): number {
    return this.heard.indexOf(value)
  }

  lengthOf(value: number): number {
    return this.heard.filter((sample) => sample === value).length
  }
}

it('puts what is sent where it will be heard, within 20 ms of the clock', () => {
  const line = new Line()
  line.now = 1_600
  line.track.sent(frame(492), 0)
  line.track.sent(frame(492), 20)
  line.take(20)

  expect(Math.abs(line.firstOf(492) / 8 - 200)).toBeLessThanOrEqual(20)
  expect(line.lengthOf(492)).toBe(320)
})

it('keeps sound together, however unevenly the clock counts', () => {
  const line = new Line()
  for (let index = 0; index < 50; index += 1) {
    line.now = Math.floor((index * 20 + (index % 3) * 15) / 20) * 160
    line.track.sent(frame(492), 100 + ((index * 7) % 11))
  }
  line.take(80)

  expect(line.lengthOf(492)).toBe(50 * 160)
  expect(line.heard.lastIndexOf(492) - line.firstOf(492)).toBe(50 * 160 - 1)
})

it('is set right in the silence before the next sound', () => {
  const line = new Line()
  line.track.sent(frame(492), 0)
  for (let index = 1; index < 5; index += 1) {
    line.now = index * 160
    line.track.sent(silence, 3)
  }
  line.now = 1_120
  line.track.sent(frame(716), 10)
  line.take(20)

  expect(Math.abs(line.firstOf(716) / 8 - 140)).toBeLessThanOrEqual(20)
})

it('neither cuts nor parts a sound when the process stalls in its midst', () => {
  const line = new Line()
  for (let index = 0; index < 40; index += 1) {
    // For 200 ms no frame of the caller is read, and what was sent ahead is played.
    const isStalled = index >= 20 && index < 23
    line.now = (index >= 20 && index < 23 ? 20 : index) * 160
    line.track.sent(index % 5 === 4 ? silence : frame(492), isStalled ? 100 : 300)
  }
  line.take(80)

  expect(line.lengthOf(492)).toBe(32 * 160)
})

it('forgets what was thrown away before it was heard', () => {
  const line = new Line()
  line.track.sent(new Int16Array(3_200).fill(492), 0)
  line.now = 1_600
  line.track.cleared()
  line.track.sent(frame(716), 0)
  line.take(30)

  expect(line.lengthOf(492)).toBe(1_600 - 80)
  expect(line.firstOf(716)).toBe(1_600 - 80)
})
