import type { Listen, MediaFact, Prompt, TurnStart } from '@callchart/protocol'
import type { TurnInput, TurnOutput } from '../turn-io.js'
import { idleTurnState, type TurnState } from '../turn-state.js'
import { turnDueMs } from '../timers.js'
import { turnStep } from '../turn-step.js'

export const aPrompt = (promptId: string, over: Partial<Prompt> = {}): Prompt => ({ promptId, text: `text of ${promptId}`, language: 'en-US', interruptible: true, ...over })

export const aListen = (over: Partial<Listen> = {}): Listen => ({
  language: 'en-US',
  speech: true,
  phrases: ['speak to an agent', 'check my balance', 'yes', 'no'],
  bargeIn: { speechMs: 500, delayMs: 0, fillers: ['uh-huh', 'um', 'er', '嗯'] },
  endSilenceMs: 700,
  phraseEndSilenceMs: 350,
  noInputTimeoutMs: 5_000,
  maxUtteranceMs: 30_000,
  ...over,
})

export const keysOf = (over: Partial<NonNullable<Listen['digits']>> = {}): NonNullable<Listen['digits']> => ({
  minCount: 4,
  maxCount: 4,
  terminator: '#',
  interDigitTimeoutMs: 3_000,
  terminatorTimeoutMs: 2_000,
  ...over,
})

export const aTurn = (turnId: string, over: Partial<TurnStart> = {}): TurnStart => ({
  type: 'turn.start',
  turnId,
  prompts: [aPrompt(`${turnId}-p1`)],
  clearTypeAhead: false,
  dropDigits: false,
  ...over,
})

const deepFreeze = (value: unknown): void => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  Object.values(value).forEach(deepFreeze)
}

type Body = TurnInput extends infer Input ? (Input extends TurnInput ? Omit<Input, 'atMs'> : never) : never

/** A call on the bare rules: time is stepped by hand, the state is frozen between the steps. */
export class TurnDriver {
  state: TurnState = idleTurnState()
  nowMs = 0
  outputs: TurnOutput[] = []
  recognition = 0
  /** What the voice model thinks of what is heard from now on. */
  isSure = true
  #speech: { startMs: number; lastVoiceMs: number; voicedMs: number; isSure: boolean } | undefined

  /** The stretch of speech that the caller is in; its times are those of the clock. */
  get stretch(): object | undefined {
    return this.#speech
  }

  input(body: Body): void {
    deepFreeze(this.state)
    const { state, outputs } = turnStep(this.state, { ...body, atMs: this.nowMs })
    this.state = state
    this.outputs.push(...outputs)
    for (const output of outputs) {
      if (output.type === 'recognition.open') this.recognition = output.recognition
      if (output.type === 'speech.forget') this.#speech = undefined
    }
  }

  start(turn: TurnStart, recogniserFault?: string): void {
    this.input({ type: 'start', turn, recogniserFault })
  }

  /** Steps frame by frame, as a call does; while nothing is heard, from timer to timer. */
  passes(spanMs: number, isVoiced = false): void {
    const untilMs = this.nowMs + Math.ceil(spanMs / 20) * 20
    while (this.nowMs < untilMs) {
      const dueMs = isVoiced || this.#speech !== undefined ? 0 : Math.ceil(turnDueMs(this.state) / 20) * 20
      this.nowMs = Math.min(untilMs, Math.max(this.nowMs + 20, dueMs))
      if (isVoiced) this.#voice()
      else this.#closeUnfollowed()
      if (this.#speech !== undefined) this.input({ type: 'speech', ...this.#speech })
      else if (this.nowMs >= turnDueMs(this.state)) this.input({ type: 'tick' })
    }
  }

  speaks(spanMs: number): void {
    this.passes(spanMs, true)
  }

  /** As the tracker does: a stretch that no turn follows ends after a second of silence. */
  #closeUnfollowed(): void {
    if (this.state.turn?.speech === undefined && this.nowMs - (this.#speech?.lastVoiceMs ?? 0) >= 1_000) this.#speech = undefined
  }

  #voice(): void {
    const before = this.#speech ?? { startMs: this.nowMs - 20, lastVoiceMs: 0, voicedMs: 0, isSure: false }
    this.#speech = { startMs: before.startMs, lastVoiceMs: this.nowMs, voicedMs: before.voicedMs + 20, isSure: before.isSure || this.isSure }
  }

  plays(): void {
    this.input({ type: 'prompt.started' })
  }

  playedOut(): void {
    this.input({ type: 'prompt.finished' })
  }

  soundsTone(): void {
    this.passes(300)
    this.input({ type: 'tone.over' })
  }

  playsThrough(): void {
    this.plays()
    this.passes(1_000)
    this.playedOut()
  }

  presses(keys: string): void {
    for (const digit of keys) this.input({ type: 'digit', digit })
  }

  guesses(text: string, stability = 0.8): void {
    this.input({ type: 'hypothesis', recognition: this.recognition, text, stability })
  }

  recognises(...texts: string[]): void {
    const alternatives = texts.map((text) => ({ text, confidence: 0.9, words: [] }))
    this.input({ type: 'recognised', recognition: this.recognition, alternatives, engine: 'scripted' })
  }

  recogniserFails(cause = 'refused'): void {
    this.input({ type: 'recogniser.failed', recognition: this.recognition, cause })
  }

  get facts(): MediaFact[] {
    return this.outputs.flatMap((output) => (output.type === 'report' ? [output.fact] : []))
  }

  /** Facts and commands as short words, in their order. */
  get log(): string[] {
    return this.outputs.map((output) => {
      switch (output.type) {
        case 'report':
          return output.fact.type
        case 'prompt.play':
          return `play ${output.prompt.promptId}`
        case 'prompt.pause':
          return `pause ${output.promptId} by ${output.by}`
        case 'prompt.resume':
          return `resume ${output.promptId}`
        case 'prompt.stop':
          return `stop ${output.promptId}${output.by === undefined ? '' : ` by ${output.by}`}`
        default:
          return output.type
      }
    })
  }

  /** The log since the last look. */
  get news(): string[] {
    const { log } = this
    this.outputs = []
    return log
  }

  outcomes(turnId = 't1'): MediaFact[] {
    const kinds = ['utterance', 'digits', 'no-input', 'turn.finished', 'turn.recorded', 'turn.failed', 'turn.cancelled']
    return this.facts.filter((fact) => kinds.includes(fact.type) && 'turnId' in fact && fact.turnId === turnId)
  }
}
