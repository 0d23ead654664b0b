import { expect, it } from 'vitest'
import { encodeMuLaw } from '../../audio/g711.js'
import { OwnModelSessions } from './sessions.js'
import type { OnlineRecognizer, OnlineResult, OnlineStream } from './sherpa.js'

/** Hears one sign a hundred samples. */
class ScriptedStream implements OnlineStream {
  samples: number[] = []
  rates = new Set<number>()
  decoded = 0
  isFinished = false

  acceptWaveform({ samples, sampleRate }: { samples: Float32Array; sampleRate: number }): void {
    if (this.isFinished) throw new Error('audio after the end')
    this.samples.push(...samples)
    this.rates.add(sampleRate)
  }

  inputFinished(): void {
    this.isFinished = true
  }
}

class ScriptedRecognizer implements OnlineRecognizer {
  readonly streams: ScriptedStream[] = []

  createStream(): OnlineStream {
    const stream = new ScriptedStream()
    this.streams.push(stream)
    return stream
  }

  isReady(stream: OnlineStream): boolean {
    const { samples, decoded } = stream as ScriptedStream
    return samples.length >= (decoded + 1) * 100
  }

  decode(stream: OnlineStream): void {
    if (!this.isReady(stream)) throw new Error('decoded too early')
    ;(stream as ScriptedStream).decoded += 1
  }

  getResult(stream: OnlineStream): OnlineResult {
    return { text: '好'.repeat(Math.min(3, Math.floor((stream as ScriptedStream).decoded / 2))) }
  }
}

const linear = (...samples: number[]): Uint8Array => new Uint8Array(Int16Array.from(samples).buffer)

it('hears a stream as it comes, and its end after a stretch of silence', () => {
  const recognizer = new ScriptedRecognizer()
  const sessions = new OwnModelSessions(recognizer)
  sessions.open(1, { encoding: 'linear16', sampleRateHz: 8_000, interim: true })
  const hundred = linear(...Array.from({ length: 100 }, () => 16_384))

  expect(sessions.hear(1, hundred)).toBeUndefined()
  expect(sessions.hear(1, hundred)).toMatchObject({ text: '好' })
  expect(sessions.hear(1, hundred)).toBeUndefined()
  expect(sessions.hear(1, linear(1, 2, 3))).toBeUndefined()
  const { heard, audioMs } = sessions.finish(1)

  expect(heard.text).toBe('好好好')
  expect(audioMs).toBe(303 / 8)
  const [stream] = recognizer.streams
  expect(stream?.samples.slice(0, 2)).toEqual([0.5, 0.5])
  expect(stream?.samples.length).toBe(303 + 5_280)
  expect([...(stream?.rates ?? [])]).toEqual([8_000])
  expect(stream?.isFinished).toBe(true)
})

it('gives no hypotheses where none are wanted', () => {
  const sessions = new OwnModelSessions(new ScriptedRecognizer())
  sessions.open(1, { encoding: 'mulaw', sampleRateHz: 8_000, interim: false })

  expect(sessions.hear(1, encodeMuLaw(new Int16Array(400)))).toBeUndefined()
})

it('puts samples together that are cut between two messages', () => {
  const recognizer = new ScriptedRecognizer()
  const sessions = new OwnModelSessions(recognizer)
  sessions.open(1, { encoding: 'linear16', sampleRateHz: 16_000, interim: true })
  const bytes = linear(16_384, -16_384)

  for (const byte of bytes) sessions.hear(1, Uint8Array.of(byte))

  expect(recognizer.streams[0]?.samples).toEqual([0.5, -0.5])
})

it('reads what comes as a part of a larger piece of memory', () => {
  const recognizer = new ScriptedRecognizer()
  const sessions = new OwnModelSessions(recognizer)
  sessions.open(1, { encoding: 'linear16', sampleRateHz: 8_000, interim: true })

  sessions.hear(1, Buffer.concat([Uint8Array.of(7), linear(16_384, -16_384), Uint8Array.of(7)]).subarray(1, 5))

  expect(recognizer.streams[0]?.samples).toEqual([0.5, -0.5])
})

it('keeps streams apart, and forgets those that are over', () => {
  const recognizer = new ScriptedRecognizer()
  const sessions = new OwnModelSessions(recognizer)
  sessions.open(1, { encoding: 'linear16', sampleRateHz: 8_000, interim: true })
  sessions.open(2, { encoding: 'linear16', sampleRateHz: 8_000, interim: true })
  sessions.hear(2, linear(1))
  sessions.cancel(2)

  expect(recognizer.streams.map(({ samples }) => samples.length)).toEqual([0, 1])
  expect(sessions.hear(2, linear(1))).toBeUndefined()
  expect(() => sessions.finish(2)).toThrow('not open')
  sessions.finish(1)
  expect(() => sessions.finish(1)).toThrow('not open')
})
