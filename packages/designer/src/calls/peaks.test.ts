import { wavHeader } from '@callchart/protocol'
import { expect, it } from 'vitest'
import { PeakCounter } from './peaks.js'

/** Two channels, each louder stretch by stretch. */
const samples = Int16Array.from({ length: 800 }, (_, index) => (index % 2 === 0 ? -1 : 0.5) * 8_192 * Math.floor(index / 200))
const audio = new Uint8Array(samples.buffer)
const file = Uint8Array.of(...wavHeader(audio.length, { sampleRateHz: 8_000, encoding: 'linear16', channelCount: 2 }), ...audio)

it.each([1, 3, 45, 1_000, file.length])('counts the same peaks of pieces of %i bytes', (bytes) => {
  const counter = new PeakCounter(file.length, 4)
  for (let at = 0; at < file.length; at += bytes) counter.take(file.subarray(at, at + bytes))

  expect([...counter.peaks.caller]).toEqual([0, 0.25, 0.5, 0.75])
  expect([...counter.peaks.heard]).toEqual([0, 0.125, 0.25, 0.375])
})
