import { frameMs, frameSamples, msToSamples, samplesToMs, type Prompt } from '@callchart/protocol'
import type { PlaybackListener, PromptPlayer } from '../turn/ports.js'
import { Background } from './background.js'
import type { Playout } from './playout.js'
import { PromptAudio } from './prompt-audio.js'
import { Relay } from './relay.js'
import { messageTone, signOfLife } from './tone.js'

/**
 * A prompt is refilled to `high` when less than `low` of it waits at the switch: several frames a message, and little to
 * lose on a barge-in.
 */
const lowAheadMs = 300
const highAheadMs = 400
/** Silence is sent when what was sent is all but played, so that sound that follows at once need not wait for it. */
const silenceAheadMs = 3
/** While nothing is to be heard it goes in packs, a message each; the first sound afterwards throws away what is left of one. */
const restFrames = 10
/** Of music: an announcement comes after it without a flush. */
const musicAheadMs = 100
const maxFramesPerSend = 25
/** Whoever waits longer for the first word of a prompt hears that somebody is there; with the endpoint and the recogniser before it, within 2 s. */
const signOfLifeAfterMs = 800

/** What is sent next, by its number of frames: views of one buffer that all speakers use, each until its `send` returns. */
const scratch = ((): readonly Int16Array[] => {
  const samples = new Int16Array(maxFramesPerSend * frameSamples)
  return Array.from({ length: maxFramesPerSend + 1 }, (_, frames) => samples.subarray(0, frames * frameSamples))
})()
const scratchOf = (frames: number): Int16Array => scratch[frames] ?? new Int16Array(frames * frameSamples)

/** Where prompts come from. */
export interface PromptSource {
  /** Starts to read or synthesise it, once for all who ask. */
  open(prompt: Prompt): PromptAudio
}

interface Playback {
  readonly audio: PromptAudio
  readonly listener: PlaybackListener
  readonly unwatch: () => void
  /** Samples of the prompt that went to the switch. */
  position: number
  /** For its first sample. */
  waitedMs: number
  isStarted: boolean
  isPaused: boolean
  /** All of it was sent; its mark is awaited. */
  isDraining: boolean
}

/** Everything one party hears: prompts, music, the other party, and else silence, so that the line never goes dead. */
export class Speaker implements PromptPlayer {
  private playback: Playback | undefined
  private readonly background = new Background()
  private readonly lifeSigns = new Background()
  private readonly ownRelay: Relay
  private isJoined = false

  constructor(
    private readonly playout: Playout,
    private readonly prompts: PromptSource,
  ) {
    this.ownRelay = new Relay(playout)
  }

  /** Nothing plays and nothing waits to be heard. */
  get idle(): boolean {
    return this.playback === undefined
  }

  prepare(prompts: readonly Prompt[]): void {
    for (const prompt of prompts) this.prompts.open(prompt)
  }

  play(prompt: Prompt, listener: PlaybackListener): void {
    this.playAudio(this.prompts.open(prompt), listener)
  }

  playTone(listener: PlaybackListener): void {
    this.playAudio(new PromptAudio(messageTone()), listener)
  }

  private playAudio(audio: PromptAudio, listener: PlaybackListener): void {
    this.playback = {
      audio,
      listener,
      unwatch: audio.watch(() => this.fill()),
      position: 0,
      waitedMs: 0,
      isStarted: false,
      isPaused: false,
      isDraining: false,
    }
    queueMicrotask(() => this.fill())
  }

  pause(): number {
    const { playback } = this
    if (playback === undefined) return 0
    if (!playback.isPaused) this.rewind(playback)
    playback.isPaused = true
    this.lifeSigns.stop()
    return samplesToMs(playback.position)
  }

  resume(): void {
    const { playback } = this
    if (playback === undefined || !playback.isPaused) return
    playback.isPaused = false
    queueMicrotask(() => this.fill())
  }

  stop(): number {
    const heardMs = this.pause()
    this.playback?.unwatch()
    this.playback = undefined
    return heardMs
  }

  signLife(isWaiting: boolean): void {
    if (isWaiting && !this.background.playing) this.lifeSigns.start(signOfLife())
    else this.lifeSigns.stop()
  }

  startMusic(loop: Int16Array | undefined): void {
    this.background.start(loop)
  }

  /** What of it is queued at the switch is thrown away, unless a prompt would go with it. */
  stopMusic(): void {
    if (!this.background.playing) return
    this.background.stop()
    if (this.playback === undefined) this.playout.clear()
  }

  /** From now on the party hears what `relay` is given. */
  join(): void {
    this.stop()
    this.background.stop()
    this.lifeSigns.stop()
    this.playout.clear()
    this.ownRelay.begin()
    this.isJoined = true
  }

  unjoin(): void {
    this.isJoined = false
  }

  /** Passes the other party's frame on, every sample as it is. */
  relay(frame: Int16Array): void {
    this.ownRelay.pass(frame)
  }

  /** Every 20 ms. */
  tick(): void {
    this.playout.tick()
    if (this.playback?.isStarted === false) this.awaitFirstWord(this.playback)
    if (!this.isJoined || this.ownRelay.tick()) this.fill()
  }

  private awaitFirstWord(playback: Playback): void {
    if (playback.isPaused) return
    playback.waitedMs += frameMs
    if (playback.waitedMs === signOfLifeAfterMs) this.signLife(true)
  }

  private fill(): void {
    const { playback } = this
    if (this.playout.held) return
    if (playback !== undefined && !playback.isPaused && !playback.isDraining) this.fillPrompt(playback)
    this.fillBackground()
  }

  private fillPrompt(playback: Playback): void {
    const { audio } = playback
    const aheadMs = this.playout.isResting ? 0 : this.playout.aheadMs()
    if (aheadMs <= lowAheadMs) {
      const waiting = (audio.length - playback.position) / frameSamples
      const frames = Math.min(
        maxFramesPerSend,
        Math.ceil((highAheadMs - aheadMs) / frameMs),
        audio.complete ? Math.ceil(waiting) : Math.floor(waiting),
      )
      if (frames > 0) this.sendPrompt(playback, frames)
    }
    if (audio.complete && playback.position >= audio.length && this.playback === playback && !playback.isPaused) this.endPrompt(playback)
  }

  private sendPrompt(playback: Playback, frames: number): void {
    const pcm = scratchOf(frames)
    const count = playback.audio.read(playback.position, pcm)
    pcm.fill(0, count)
    this.background.mixInto(pcm, true)
    this.playout.endRest()
    this.playout.send(pcm)
    playback.position += count
    if (playback.isStarted) return
    playback.isStarted = true
    this.lifeSigns.stop()
    playback.listener.started()
  }

  private endPrompt(playback: Playback): void {
    const { failure } = playback.audio
    playback.isDraining = true
    if (failure === undefined) {
      this.playout.mark((end) => {
        if (end !== 'cleared' && this.release(playback)) playback.listener.finished()
      })
    } else if (this.release(playback)) playback.listener.failed(failure.code)
  }

  /** @returns false when another prompt has taken its place */
  private release(playback: Playback): boolean {
    if (this.playback !== playback || playback.isPaused) return false
    playback.unwatch()
    this.playback = undefined
    this.lifeSigns.stop()
    return true
  }

  /** Back to the sample that was heard last. */
  private rewind(playback: Playback): void {
    playback.isDraining = false
    const unheardMs = this.playout.isResting ? 0 : this.playout.clear()
    playback.position = Math.max(0, Math.min(playback.position, playback.audio.length) - msToSamples(unheardMs))
  }

  private fillBackground(): void {
    const isMusic = (this.background.playing || this.lifeSigns.playing) && !this.isJoined
    if (isMusic) this.playout.endRest()
    const aheadMs = this.playout.aheadMs()
    if (aheadMs >= (isMusic ? musicAheadMs : silenceAheadMs)) return
    // Where sound may come at any moment, or its end is not certain yet, silence is sent a frame at a time.
    const isRest = this.playout.isResting && !this.isJoined
    this.sendBackground(isMusic ? Math.ceil((musicAheadMs - aheadMs) / frameMs) : isRest ? restFrames : 1)
  }

  private sendBackground(frames: number): void {
    const pcm = scratchOf(frames)
    pcm.fill(0)
    this.background.mixInto(pcm, this.playback !== undefined)
    this.lifeSigns.mixInto(pcm, false)
    this.playout.send(pcm, !this.background.playing && !this.lifeSigns.playing)
  }
}
