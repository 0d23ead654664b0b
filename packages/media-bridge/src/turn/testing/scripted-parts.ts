import { frameMs, msToSamples, type Alternative, type MediaFact, type Prompt } from '@callchart/protocol'
import type { Recogniser, RecognitionListener, RecognitionRequest } from '../../engines/recogniser.js'
import { framesOf } from '../../listen/testing/audio.js'
import type { VoiceModel } from '../../listen/voice-model.js'
import type { PlaybackListener, PromptPlayer, TurnRunner } from '../ports.js'
import { createTurnRunner } from '../turn-runner.js'

/** A player that keeps a list of what it was told; the test says when something was heard. */
export class ScriptedPlayer implements PromptPlayer {
  readonly told: string[] = []
  listener: PlaybackListener | undefined
  playedMs = 0

  prepare(prompts: readonly Prompt[]): void {
    this.told.push(`prepare ${prompts.map(({ promptId }) => promptId).join(' ')}`)
  }

  play(prompt: Prompt, listener: PlaybackListener): void {
    this.told.push(`play ${prompt.promptId}`)
    this.listener = listener
  }

  playTone(listener: PlaybackListener): void {
    this.told.push('play tone')
    this.listener = listener
  }

  pause(): number {
    this.told.push('pause')
    return this.playedMs
  }

  resume(): void {
    this.told.push('resume')
  }

  stop(): number {
    this.told.push('stop')
    return this.playedMs
  }

  signLife(isWaiting: boolean): void {
    this.told.push(isWaiting ? 'signs of life' : 'no more signs of life')
  }
}

export interface ScriptedRecognition {
  readonly request: RecognitionRequest
  readonly listener: RecognitionListener
  samples: number
  state: 'open' | 'ended' | 'cancelled'
}

export class ScriptedRecogniser implements Recogniser {
  readonly opened: ScriptedRecognition[] = []
  knownFault: string | undefined

  get latest(): ScriptedRecognition {
    const latest = this.opened.at(-1)
    if (latest === undefined) throw new Error('no recognition was opened')
    return latest
  }

  fault(): string | undefined {
    return this.knownFault
  }

  open(request: RecognitionRequest, listener: RecognitionListener) {
    const recognition: ScriptedRecognition = { request, listener, samples: 0, state: 'open' }
    this.opened.push(recognition)
    return {
      write: (frame: Int16Array) => {
        recognition.samples += frame.length
      },
      end: () => {
        recognition.state = 'ended'
      },
      goOn: () => {
        recognition.state = 'open'
      },
      cancel: () => {
        recognition.state = 'cancelled'
      },
    }
  }
}

export const alternativeOf = (text: string): Alternative => ({ text, confidence: 0.9, words: [] })

/** A call on scripted parts: audio goes in frame by frame, facts come out with their times. */
export class ScriptedCall {
  readonly player = new ScriptedPlayer()
  readonly recogniser = new ScriptedRecogniser()
  readonly facts: { readonly atMs: number; readonly fact: MediaFact }[] = []
  readonly turns: TurnRunner
  nowMs = 0

  constructor(voiceModel?: VoiceModel) {
    this.turns = createTurnRunner({
      clock: { nowMs: () => this.nowMs },
      player: this.player,
      recogniser: this.recogniser,
      voiceModel,
      report: (fact) => this.facts.push({ atMs: this.nowMs, fact }),
    })
  }

  hears(pcm: Int16Array, farEnd?: Int16Array): void {
    let at = 0
    for (const frame of framesOf(pcm)) {
      this.nowMs += frameMs
      this.turns.hear(frame, farEnd?.subarray(at, at + frame.length))
      at += frame.length
    }
  }

  /** Silence in place of frames that are late. */
  misses(ms: number): void {
    for (const frame of framesOf(new Int16Array(msToSamples(ms)))) {
      this.nowMs += frameMs
      this.turns.hear(frame, undefined, true)
    }
  }

  get types(): string[] {
    return this.facts.map(({ fact }) => fact.type)
  }

  atMsOf(type: MediaFact['type']): number | undefined {
    return this.facts.find(({ fact }) => fact.type === type)?.atMs
  }
}
