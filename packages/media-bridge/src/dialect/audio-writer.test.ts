import { expect, it } from 'vitest'
import { AudioWriter, leaveBytes } from './audio-writer.js'
import { createWireCodec } from './wire-codec.js'

const frame = (sample: number): Int16Array => new Int16Array(160).fill(sample)

it('writes frames of every length, each as the line has it', () => {
  const writer = new AudioWriter(createWireCodec('slin'))

  for (let frames = 1; frames <= 25; frames += 1) {
    const bytes = writer.encode(new Int16Array(160 * frames).fill(frames), false)
    expect(new Int16Array(bytes.buffer, bytes.byteOffset, 160 * frames)).toEqual(new Int16Array(160 * frames).fill(frames))
  }
})

it('uses one memory for all legs, but never while bytes in it have not left', () => {
  const [one, other] = [new AudioWriter(createWireCodec('ulaw')), new AudioWriter(createWireCodec('ulaw'))]

  const first = one.encode(frame(1_000), false)
  expect(other.encode(frame(1_000), false)).toBe(first)
  leaveBytes(first)
  const left = Buffer.from(first)
  other.encode(frame(-9_000), false)
  expect(first).toEqual(left)

  const kept = one.encode(frame(500), true)
  const keptBytes = Buffer.from(kept)
  one.encode(frame(-500), true)
  other.encode(frame(-500), false)
  expect(kept).toEqual(keptBytes)
})
