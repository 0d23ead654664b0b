import { frameMs, frameSamples } from '@callchart/protocol'
import { EchoGuard } from './echo-guard.js'
import { energyDbFs, silenceDbFs } from './energy.js'
import { NoiseFloor } from './noise-floor.js'
import { voiceWindowSamples, type VoiceModel, type VoiceScorer } from './voice-model.js'

/** How far above the background a voice is. */
const gateDb = 9
/** Below this nothing is a voice on a telephone line. */
const leastDbFs = -50
/** Soft sounds right before the gate opens belong to the speech: an "s" lies 20 dB below the vowel behind it. */
const softDb = 5
const leastSoftDbFs = -62
const leadFrames = 160 / frameMs
/** The stop within "sp" and "st" does not part them from the vowel. */
const leadGapFrames = 40 / frameMs
/** The model is asked on for this long after the gate closed. */
const scoreTailFrames = 160 / frameMs
/** A frame the gate lets through is a voice when the model heard one this recently. */
const confirmedFrames = 200 / frameMs
/** A model that takes longer than this is lost: nobody is muted by it. */
const lostFrames = 600 / frameMs
const voiceProbability = 0.5
/** Of a real word some windows reach this; coughs and throat-clearing seldom do, and never twice. */
const sureProbability = 0.9
/** Two sure windows this close together make the voice sure. */
const sureFrames = 400 / frameMs
/** Windows that may wait for the model; a slow one loses the oldest. */
const waitingCap = 4

/**
 * Two stages: the energy gate says when, precisely; the model says whether it is a voice at all, and is asked only where
 * the gate is open. Without a model the gate decides alone.
 */
export class VoiceActivity {
  readonly #floor = new NoiseFloor()
  readonly #echo = new EchoGuard()
  readonly #scorer: VoiceScorer | undefined
  readonly #window = new Float32Array(voiceWindowSamples)
  readonly #waiting: Float32Array[] = []
  #filled = 0
  #scoring = false
  #frame = 0
  #gateFrame = Number.NEGATIVE_INFINITY
  #confirmedFrame = Number.NEGATIVE_INFINITY
  #askedFrame = 0
  #sureWindowFrame = Number.NEGATIVE_INFINITY
  #sureFrame = Number.NEGATIVE_INFINITY
  #open = false
  #softFrame = Number.NEGATIVE_INFINITY
  #lead = 0

  constructor(model: VoiceModel | undefined) {
    this.#scorer = model?.open()
  }

  /** The frame may hold the caller's voice: loud enough, and no echo. */
  get isOpen(): boolean {
    return this.#open
  }

  /** Milliseconds of soft sound right before the present frame. */
  get leadMs(): number {
    return this.#lead * frameMs
  }

  /** The model heard a voice within the last frames; always true without a model, or with one that does not answer. */
  get isConfirmed(): boolean {
    return this.#isModelLost || this.#frame - this.#confirmedFrame <= confirmedFrames
  }

  /** The model had no doubt just now that this is a voice, and no cough; always true without a model, or with one that does not answer. */
  get isSure(): boolean {
    return this.#isModelLost || this.#frame - this.#sureFrame <= sureFrames
  }

  get #isModelLost(): boolean {
    return this.#scorer === undefined || (this.#scoring && this.#frame - this.#askedFrame > lostFrames)
  }

  hear(frame: Int16Array, farEnd: Int16Array | undefined): void {
    this.#frame += 1
    const energy = energyDbFs(frame)
    const isEcho = this.#echo.mayBeEcho(energy, farEnd === undefined ? silenceDbFs : energyDbFs(farEnd))
    this.#lead = this.#frame - 1 - this.#softFrame <= leadGapFrames ? Math.min(this.#lead + 1, leadFrames) : 0
    this.#floor.follow(energy)
    if (energy >= leastSoftDbFs && energy >= this.#floor.levelDbFs + softDb && !isEcho) this.#softFrame = this.#frame
    this.#open = energy >= leastDbFs && energy >= this.#floor.levelDbFs + gateDb && !isEcho
    if (this.#open) {
      if (this.#frame - this.#gateFrame > scoreTailFrames) this.#beginScoring()
      this.#gateFrame = this.#frame
    }
    if (this.#frame - this.#gateFrame <= scoreTailFrames) this.#collect(frame)
  }

  #beginScoring(): void {
    this.#filled = 0
    this.#waiting.length = 0
    if (!this.#scoring) this.#scorer?.reset()
  }

  #collect(frame: Int16Array): void {
    if (this.#scorer === undefined) return
    for (let from = 0; from < frameSamples; ) {
      const count = Math.min(frameSamples - from, voiceWindowSamples - this.#filled)
      scaleInto(this.#window, this.#filled, frame, from, count)
      this.#filled = (this.#filled + count) % voiceWindowSamples
      from += count
      if (this.#filled === 0) this.#offer(this.#scorer)
    }
  }

  #offer(scorer: VoiceScorer): void {
    if (this.#scoring) {
      if (this.#waiting.length === waitingCap) this.#waiting.shift()
      this.#waiting.push(this.#window.slice())
      return
    }
    this.#score(scorer, this.#window)
  }

  #score(scorer: VoiceScorer, window: Float32Array): void {
    this.#scoring = true
    this.#askedFrame = this.#frame
    scorer.score(window).then(
      (probability) => this.#scored(scorer, probability),
      () => this.#scored(scorer, 1),
    )
  }

  #sureWindow(): void {
    if (this.#frame - this.#sureWindowFrame <= sureFrames) this.#sureFrame = this.#frame
    this.#sureWindowFrame = this.#frame
  }

  #scored(scorer: VoiceScorer, probability: number): void {
    if (probability >= voiceProbability) this.#confirmedFrame = this.#frame
    if (probability >= sureProbability) this.#sureWindow()
    this.#scoring = false
    const next = this.#waiting.shift()
    if (next !== undefined) this.#score(scorer, next)
  }
}

/** PCM16 to -1..1. */
const scaleInto = (window: Float32Array, at: number, frame: Int16Array, from: number, count: number): void => {
  for (let index = 0; index < count; index += 1) window[at + index] = (frame[from + index] ?? 0) / 32_768
}
