import { muLawOf, muLawSilence } from './mu-law.js'
import { frameSamples, PlayQueue } from './play-queue.js'
import { lineRateHz, Resampler } from './resampler.js'

/** Levels are told about 15 times a second. */
const levelEveryHz = 15

/** How loud both sides are: root mean square of the last moments, 0..1. */
export interface Levels {
  readonly said: number
  readonly heard: number
}

export interface LineSoundSink {
  /** 20 ms of the microphone, 160 codes of µ-law, in a buffer that is the receiver's. */
  frame(codes: Uint8Array): void
  /** Everything sent before these marks was heard. */
  played(marks: readonly string[]): void
  levels(levels: Levels): void
}

/** Adds up how loud a stretch was. */
class Loudness {
  private sum = 0
  private count = 0

  add(sample: number): void {
    this.sum += sample * sample
    this.count += 1
  }

  take(): number {
    const level = this.count === 0 ? 0 : Math.sqrt(this.sum / this.count)
    this.sum = 0
    this.count = 0
    return level
  }
}

/** Both directions of a telephone's sound, on the clock of one sound card: microphone to line, line to loudspeaker. */
export class LineSound {
  readonly queue = new PlayQueue()
  /** The far side hears silence. */
  isMuted = false
  /** Neither side hears the other; what the far side says goes by. */
  isHeld = false
  private readonly toLine: Resampler
  private readonly fromLine: Resampler
  private readonly lineIn = new Float32Array(8 * frameSamples)
  private readonly lineOut = new Float32Array(8 * frameSamples)
  private readonly silence = new Float32Array(8_192)
  private codes = new Uint8Array(frameSamples)
  private codeCount = 0
  private readonly said = new Loudness()
  private readonly heard = new Loudness()
  private sinceLevels = 0

  /** @param rateHz of the sound card, whole */
  constructor(
    private readonly rateHz: number,
    private readonly sink: LineSoundSink,
  ) {
    this.toLine = new Resampler(rateHz, lineRateHz)
    this.fromLine = new Resampler(lineRateHz, rateHz)
  }

  /** One block of the sound card. @param microphone absent: there is none, the line hears silence */
  pass(microphone: Float32Array | undefined, loudspeaker: Float32Array): void {
    this.speak(microphone, loudspeaker.length)
    this.listen(loudspeaker)
    this.sinceLevels += loudspeaker.length
    if (this.sinceLevels * levelEveryHz < this.rateHz) return
    this.sinceLevels = 0
    this.sink.levels({ said: this.said.take(), heard: this.heard.take() })
  }

  private speak(microphone: Float32Array | undefined, count: number): void {
    const isSilent = microphone === undefined || microphone.length === 0 || this.isMuted || this.isHeld
    const written = this.toLine.process(isSilent ? this.silence : microphone, count, this.lineIn)
    for (let index = 0; index < written; index += 1) {
      const sample = this.lineIn[index] ?? 0
      this.said.add(sample)
      this.codes[this.codeCount] = isSilent && sample === 0 ? muLawSilence : muLawOf(sample)
      this.codeCount += 1
      if (this.codeCount === frameSamples) this.sendFrame()
    }
  }

  private sendFrame(): void {
    this.sink.frame(this.codes)
    this.codes = new Uint8Array(frameSamples)
    this.codeCount = 0
  }

  private listen(loudspeaker: Float32Array): void {
    const needed = this.fromLine.inputsFor(loudspeaker.length)
    const played = this.queue.play(this.lineOut, needed)
    if (this.isHeld) this.lineOut.fill(0, 0, needed)
    for (let index = 0; index < needed; index += 1) this.heard.add(this.lineOut[index] ?? 0)
    this.fromLine.process(this.lineOut, needed, loudspeaker)
    if (played.length > 0) this.sink.played(played)
  }
}
