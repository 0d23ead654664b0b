import { frameMs } from '@callchart/protocol'

/** The start counts once this many of the last frames were open and a voice was confirmed. */
const startFrames = 3
const startWindowFrames = 6
/** Open frames further apart than this belong to different sounds. */
const gapMs = 160
/** A voice is confirmed this long after its start at the latest: sound before it was something else. */
const confirmMs = 400
/** A stretch that nobody follows ends after this much silence. */
const closeMs = 1_000

/** What the voice activity says of one frame. */
export interface FrameActivity {
  readonly isOpen: boolean
  readonly isConfirmed: boolean
  /** There is no doubt that it is a voice. */
  readonly isSure: boolean
  /** Soft sound right before it: the beginning of the speech, if one begins here. */
  readonly leadMs: number
}

export interface SpeechStretch {
  startMs: number
  lastVoiceMs: number
  voicedMs: number
  /** Some part of it was a voice without doubt; else it may be a cough. */
  isSure: boolean
}

/** Joins voiced frames to stretches of speech; one that is followed by a turn goes on until the turn ends it. */
export class SpeechTracker {
  readonly #stretch: SpeechStretch = { startMs: 0, lastVoiceMs: 0, voicedMs: 0, isSure: false }
  #speaking = false
  #history = 0

  /** The stretch that the caller is in, silence after it included. */
  get stretch(): Readonly<SpeechStretch> | undefined {
    return this.#speaking ? this.#stretch : undefined
  }

  /**
   * One frame that ends at `nowMs`.
   * @param isFollowed a turn listens to this stretch and decides when it ends
   */
  track(nowMs: number, { isOpen, isConfirmed, isSure, leadMs }: FrameActivity, isFollowed: boolean): void {
    this.#history = ((this.#history << 1) | (isOpen ? 1 : 0)) & ((1 << startWindowFrames) - 1)
    if (this.#speaking) this.#goOn(nowMs, isOpen && isConfirmed, isFollowed)
    else this.#await(nowMs, isOpen, isConfirmed, leadMs)
    if (isSure && this.#stretch.voicedMs > 0) this.#stretch.isSure = true
  }

  forget(): void {
    this.#speaking = false
    this.#stretch.voicedMs = 0
    this.#stretch.isSure = false
    this.#history = 0
  }

  #goOn(nowMs: number, isVoiced: boolean, isFollowed: boolean): void {
    if (isVoiced) this.#extend(nowMs)
    else if (!isFollowed && nowMs - this.#stretch.lastVoiceMs >= closeMs) this.forget()
  }

  #extend(nowMs: number): void {
    this.#stretch.lastVoiceMs = nowMs
    this.#stretch.voicedMs += frameMs
  }

  /** Collects open frames; the confirmation may come some frames later, the start is then that of the first. */
  #await(nowMs: number, isOpen: boolean, isConfirmed: boolean, leadMs: number): void {
    if (!isOpen) {
      if (this.#stretch.voicedMs > 0 && nowMs - this.#stretch.lastVoiceMs > gapMs) this.forget()
      return
    }
    if (this.#stretch.voicedMs === 0) this.#stretch.startMs = Math.max(0, nowMs - frameMs - leadMs)
    this.#extend(nowMs)
    const open = bitCount(this.#history)
    if (!isConfirmed || open < startFrames) return
    this.#speaking = true
    this.#stretch.startMs = Math.max(this.#stretch.startMs, nowMs - confirmMs)
    this.#stretch.voicedMs = Math.min(this.#stretch.voicedMs, confirmMs)
  }
}

const bitCount = (bits: number): number => {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1
  return count
}
