import type { Prompt, TurnStart } from '@callchart/protocol'
import type { CallClock, PromptPlayer, ReportFact, SpeechRequest, SpokenChunk, Synthesiser, TurnRunner } from '../turn/ports.js'

/** Speaks 100 ms of one value a character: `a` is 1000, `b` 1100 and so on; `!` breaks off. */
export class ScriptedSynthesiser implements Synthesiser {
  readonly spoken: string[] = []
  /** Held back until it resolves. */
  gate: Promise<void> = Promise.resolve()

  /** Speaks in place of the preferred engine while this is set. */
  standIn: string | undefined

  preferred({ voice = '' }: SpeechRequest): { engine: string; voice: string } {
    return { engine: 'scripted', voice }
  }

  async *synthesise({ text, ssml }: SpeechRequest, signal: AbortSignal): AsyncIterable<SpokenChunk> {
    this.spoken.push(ssml ?? text)
    for (const letter of text) {
      await this.gate
      signal.throwIfAborted()
      if (letter === '!') throw new Error('out of breath')
      yield { pcm: new Int16Array(800).fill(levelOf(letter)), engine: this.standIn ?? 'scripted' }
    }
  }
}

export const levelOf = (letter: string): number => 1_000 + 100 * (letter.charCodeAt(0) - 97)

export const promptOf = (text: string, more: Partial<Prompt> = {}): Prompt => ({
  promptId: `p-${text.slice(0, 20)}`,
  text,
  language: 'en-US',
  interruptible: true,
  ...more,
})

/** Plays the prompts of a turn one after the other and listens to nothing. A key interrupts what plays. */
export class ScriptedTurns implements TurnRunner {
  readonly frames: number[] = []
  readonly farEnds: number[] = []
  forgetCount = 0
  private turn: TurnStart | undefined
  private index = 0

  constructor(private readonly parts: { clock: CallClock; player: PromptPlayer; report: ReportFact }) {}

  start(turn: TurnStart): void {
    this.turn = turn
    this.index = 0
    this.parts.player.prepare(turn.prompts)
    this.playNext()
  }

  append(): void {
    throw new Error('these turns are never open')
  }

  cancel(turnId: string): void {
    if (this.turn?.turnId !== turnId) return
    this.parts.player.stop()
    this.turn = undefined
    this.parts.report({ type: 'turn.cancelled', turnId })
  }

  pressDigit(digit: string): void {
    this.parts.report({ type: 'digit.pressed', digit, ...(this.turn === undefined ? {} : { turnId: this.turn.turnId }) })
    const prompt = this.turn?.prompts[this.index]
    if (this.turn === undefined || prompt?.interruptible !== true) return
    const { turnId } = this.turn
    const playedMs = this.parts.player.stop()
    this.turn = undefined
    this.parts.report({ type: 'prompt.interrupted', turnId, promptId: prompt.promptId, playedMs, by: 'digit' })
  }

  hear(frame: Int16Array, farEnd: Int16Array | undefined): void {
    this.frames.push(frame[0] ?? 0)
    this.farEnds.push(farEnd?.[0] ?? 0)
  }

  forget(): void {
    this.forgetCount += 1
  }

  callerLeaves(): void {
    if (this.turn?.record === undefined) return
    const { turnId } = this.turn
    this.turn = undefined
    this.parts.player.stop()
    this.parts.report({ type: 'turn.recorded', turnId, durationMs: 1_000, endedBy: 'hang-up' })
  }

  hangUp(): void {
    if (this.turn !== undefined) this.cancel(this.turn.turnId)
  }

  private playNext(): void {
    const { turn } = this
    const prompt = turn?.prompts[this.index]
    if (turn === undefined) return
    const { report, player } = this.parts
    if (prompt === undefined) {
      report(
        turn.listen === undefined ? { type: 'turn.finished', turnId: turn.turnId } : { type: 'listening.started', turnId: turn.turnId },
      )
      return
    }
    const ref = { turnId: turn.turnId, promptId: prompt.promptId }
    const next = (): void => {
      this.index += 1
      this.playNext()
    }
    player.play(prompt, {
      started: () => report({ type: 'prompt.started', ...ref }),
      finished: () => {
        report({ type: 'prompt.finished', ...ref })
        next()
      },
      failed: (cause) => {
        report({ type: 'prompt.failed', ...ref, cause })
        next()
      },
    })
  }
}
