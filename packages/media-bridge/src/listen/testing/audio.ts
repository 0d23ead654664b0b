import { readFileSync } from 'node:fs'
import { frameSamples } from '@callchart/protocol'

/** Spoken by flite voices: mono PCM16LE at 8 kHz, no silence around it. */
export const spoken = (name: 'sentence' | 'no' | 'prompt'): Int16Array => {
  const bytes = readFileSync(new URL(`../fixtures/${name}.pcm`, import.meta.url))
  return Int16Array.from({ length: bytes.length >> 1 }, (_, index) => bytes.readInt16LE(index * 2))
}

export const silence = (ms: number): Int16Array => new Int16Array(ms * 8)

export const inRow = (...parts: readonly Int16Array[]): Int16Array => Int16Array.from(parts.flatMap((part) => [...part]))

export const atGain = (pcm: Int16Array, db: number): Int16Array => pcm.map((sample) => Math.round(sample * 10 ** (db / 20)))

const clipped = (value: number): number => Math.max(-32_768, Math.min(32_767, Math.round(value)))

export const mixed = (first: Int16Array, second: Int16Array): Int16Array => first.map((sample, index) => clipped(sample + (second[index] ?? 0)))

/** White noise of this level under the audio; the same in every run. */
export const withNoise = (pcm: Int16Array, dbFs: number): Int16Array => {
  const peak = 10 ** (dbFs / 20) * 32_768 * Math.sqrt(3)
  let seed = 12_345
  return pcm.map((sample) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
    return clipped(sample + (seed / 0x3fffffff - 1) * peak)
  })
}

/** The bot's voice as it comes back from the line. */
export const echoOf = (farEnd: Int16Array, db: number, delayMs: number): Int16Array => atGain(inRow(silence(delayMs), farEnd).slice(0, farEnd.length), db)

/** Whole frames of 20 ms. */
export const framesOf = function* (pcm: Int16Array): Generator<Int16Array> {
  for (let at = 0; at + frameSamples <= pcm.length; at += frameSamples) yield pcm.subarray(at, at + frameSamples)
}
