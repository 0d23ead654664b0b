import { frameSamples, msToSamples } from '@callchart/protocol'
import { decodeMuLaw } from '../switch/mu-law.js'
import { HeardRuns } from './heard-runs.js'
import { firstAudible, gainOf, lastAudible, whiteNoise } from './levels.js'
import type { EchoSetting } from './parse-steps.js'
import { Recording } from './recording.js'

/** RFC 4733 keys of 100 ms with 100 ms between them; no speech is sent during a key. */
const keyFrames = 5
const betweenKeysFrames = 5

export interface TelephoneOptions {
  readonly echo?: EchoSetting
  /** Root mean square of the noise around the speaker, 0 for none. */
  readonly noiseRms?: number
}

/** Where on the telephone's clock something was said; both are audible samples. */
export interface SpokenAt {
  readonly firstSample: number
  readonly lastSample: number
}

interface Utterance {
  readonly samples: Int16Array
  sent: number
  startSample: number
  readonly done: (at: SpokenAt) => void
}

interface Waiter {
  readonly atSample: number
  readonly resolve: () => void
}

interface Key {
  readonly digit: string
  framesLeft: number
  readonly done: (lastSample: number) => void
}

/**
 * A telephone with its own sample clock: every 20 ms one frame is sent and one is heard. Said and
 * heard are recorded sample by sample on that clock.
 */
export class Telephone {
  readonly heard = new Recording()
  readonly said = new Recording()
  readonly runs = new HeardRuns()
  private readonly utterances: Utterance[] = []
  private readonly keys: Key[] = []
  private waiters: Waiter[] = []
  private gapFrames = 0
  private readonly noise: (() => number) | undefined
  private readonly echoGain: number
  private readonly echoDelay: number

  constructor(
    options: TelephoneOptions,
    private readonly endDigit: (digit: string) => void,
  ) {
    this.noise = options.noiseRms === undefined || options.noiseRms === 0 ? undefined : whiteNoise(options.noiseRms, 20_011)
    this.echoGain = options.echo === undefined ? 0 : gainOf(options.echo.gainDb)
    this.echoDelay = options.echo === undefined ? 0 : Math.max(frameSamples, msToSamples(options.echo.delayMs))
  }

  /** Samples since the connection was made. */
  get clockSamples(): number {
    return this.heard.length
  }

  /** Resolves when the last sample has been sent. */
  speak(samples: Int16Array): Promise<SpokenAt> {
    return new Promise((done) => this.utterances.push({ samples, sent: 0, startSample: 0, done }))
  }

  /** Resolves with the time of the last key's end. */
  async press(digits: string): Promise<number> {
    const ends = [...digits].map((digit) => new Promise<number>((done) => this.keys.push({ digit, framesLeft: keyFrames, done })))
    return (await Promise.all(ends)).at(-1) ?? this.clockSamples
  }

  /** Resolves when the clock reads at least `sample`. */
  reach(sample: number): Promise<void> {
    if (this.clockSamples >= sample) return Promise.resolve()
    return new Promise((resolve) => this.waiters.push({ atSample: sample, resolve }))
  }

  /** The frame to send now; nothing while a key is held. Call `hear` next. */
  nextFrame(): Int16Array | undefined {
    const frame = this.said.extend(frameSamples)
    if (this.holdsKey()) return undefined
    this.addSpeech(frame)
    this.addSurroundings(frame)
    return frame
  }

  /** Frames that were neither sent nor heard: time goes on, as it does at the other end of the line. */
  miss(frames: number): void {
    this.said.extend(frames * frameSamples)
    this.heard.extend(frames * frameSamples)
  }

  /** What was played out in these 20 ms; nothing is silence. Moves the clock on. */
  hear(codes: Uint8Array | undefined): void {
    const start = this.heard.length
    const frame = this.heard.extend(frameSamples)
    if (codes !== undefined) {
      decodeMuLaw(codes, frame, 0)
      this.runs.add(frame, start)
    }
    const due = this.waiters.filter((waiter) => waiter.atSample <= this.clockSamples)
    if (due.length === 0) return
    this.waiters = this.waiters.filter((waiter) => waiter.atSample > this.clockSamples)
    for (const waiter of due) waiter.resolve()
  }

  private holdsKey(): boolean {
    if (this.gapFrames > 0) {
      this.gapFrames -= 1
      return false
    }
    const key = this.keys[0]
    if (key === undefined) return false
    key.framesLeft -= 1
    if (key.framesLeft === 0) {
      this.keys.shift()
      this.gapFrames = betweenKeysFrames
      this.endDigit(key.digit)
      key.done(this.said.length)
    }
    return true
  }

  private addSpeech(frame: Int16Array): void {
    const utterance = this.utterances[0]
    if (utterance === undefined) return
    if (utterance.sent === 0) utterance.startSample = this.said.length - frame.length
    const part = utterance.samples.subarray(utterance.sent, utterance.sent + frame.length)
    frame.set(part)
    utterance.sent += frame.length
    if (utterance.sent < utterance.samples.length) return
    this.utterances.shift()
    const { startSample, samples } = utterance
    utterance.done({
      firstSample: startSample + Math.max(0, firstAudible(samples)),
      lastSample: this.said.length - utterance.sent + Math.max(0, lastAudible(samples)),
    })
  }

  private addSurroundings(frame: Int16Array): void {
    if (this.noise === undefined && this.echoGain === 0) return
    const start = this.said.length - frame.length
    for (let index = 0; index < frame.length; index += 1) {
      const echo = this.echoGain === 0 ? 0 : this.echoGain * this.heard.at(start + index - this.echoDelay)
      const mixed = (frame[index] ?? 0) + echo + (this.noise?.() ?? 0)
      frame[index] = Math.max(-32_768, Math.min(32_767, Math.round(mixed)))
    }
  }
}
