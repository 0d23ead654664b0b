import { frameMs, type Listen } from '@callchart/protocol'
import type { Recogniser, RecognitionStream } from '../engines/recogniser.js'
import { PreRoll } from '../listen/pre-roll.js'
import { SpeechTracker } from '../listen/speech-tracker.js'
import { VoiceActivity } from '../listen/voice-activity.js'
import type { VoiceModel } from '../listen/voice-model.js'
import type { CallClock, PlaybackListener, PromptPlayer, ReportFact, TurnRunner } from './ports.js'
import { turnDueMs } from './timers.js'
import type { TurnInput, TurnOutput } from './turn-io.js'
import { idleTurnState, type TurnState } from './turn-state.js'
import { turnStep } from './turn-step.js'

export interface TurnRunnerParts {
  readonly clock: CallClock
  readonly player: PromptPlayer
  readonly recogniser: Recogniser
  /** Absent: voice activity by energy alone. */
  readonly voiceModel?: VoiceModel | undefined
  readonly report: ReportFact
}

type InputBody = TurnInput extends infer Input ? (Input extends TurnInput ? Omit<Input, 'atMs'> : never) : never

interface OpenRecognition {
  readonly number: number
  readonly stream: RecognitionStream
}

const requestOf = (listen: Listen, startMs: number) => ({ language: listen.language, phrases: listen.phrases, spokenDigits: listen.spokenDigits, startMs })

/** The shell around the turn's rules: carries out what they ask for and tells them what happens. */
class CallTurns implements TurnRunner {
  readonly #parts: TurnRunnerParts
  readonly #activity: VoiceActivity
  readonly #tracker = new SpeechTracker()
  readonly #preRoll = new PreRoll()
  readonly #feed = (frame: Int16Array): void => this.#recognition?.stream.write(frame)
  readonly #waiting: TurnInput[] = []
  #state: TurnState = idleTurnState()
  #stepping = false
  #recognition: OpenRecognition | undefined
  #playNumber = 0
  #playedMs = 0
  #isWaiting = false

  constructor(parts: TurnRunnerParts) {
    this.#parts = parts
    this.#activity = new VoiceActivity(parts.voiceModel)
  }

  start(turn: Parameters<TurnRunner['start']>[0]): void {
    const { listen } = turn
    const recogniserFault = listen?.speech === true ? this.#parts.recogniser.fault(requestOf(listen, 0)) : undefined
    this.#step({ type: 'start', turn, recogniserFault })
  }

  append({ turnId, prompts, then }: Parameters<TurnRunner['append']>[0]): void {
    this.#step({ type: 'append', turnId, prompts, then })
  }

  cancel(turnId: string): void {
    this.#step({ type: 'cancel', turnId })
  }

  pressDigit(digit: string): void {
    this.#step({ type: 'digit', digit })
  }

  forget(): void {
    this.#preRoll.forget()
    this.#step({ type: 'forget' })
  }

  callerLeaves(): void {
    this.#step({ type: 'caller.leaves' })
  }

  hangUp(): void {
    this.#step({ type: 'hang-up' })
  }

  hear(frame: Int16Array, farEnd: Int16Array | undefined, isFilled = false): void {
    const nowMs = this.#parts.clock.nowMs()
    this.#preRoll.keep(frame)
    this.#activity.hear(frame, farEnd)
    const isFollowed = this.#state.turn?.speech !== undefined && this.#state.turn.speech.endedMs === undefined
    this.#tracker.track(nowMs, this.#activity, isFollowed)
    // What is late comes yet: a word without its hole is understood.
    if (isFollowed && !isFilled) this.#recognition?.stream.write(frame)
    if (this.#state.turn === undefined) return
    const { stretch } = this.#tracker
    if (stretch !== undefined) this.#step({ type: 'speech', ...stretch })
    else if (nowMs >= turnDueMs(this.#state)) this.#step({ type: 'tick' })
  }

  /** Inputs that arrive while outputs are carried out wait their turn: rules never run inside rules. */
  #step(input: InputBody): void {
    this.#waiting.push({ ...input, atMs: this.#parts.clock.nowMs() })
    if (this.#stepping) return
    this.#stepping = true
    try {
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
        const { state, outputs } = turnStep(this.#state, next)
        this.#state = state
        for (const output of outputs) this.#perform(output)
        this.#letGo(state.turn?.speech?.recognition)
        this.#signLife(state.turn?.speech?.isAwaited === true)
      }
    } finally {
      this.#stepping = false
    }
  }

  /** A recognition keeps all that was said, for the engine that might have to hear it again: of speech that is settled nobody will. */
  #letGo(wanted: number | undefined): void {
    if (this.#recognition?.number !== wanted) this.#recognition = undefined
  }

  #signLife(isWaiting: boolean): void {
    if (isWaiting === this.#isWaiting) return
    this.#isWaiting = isWaiting
    this.#parts.player.signLife(isWaiting)
  }

  #perform(output: TurnOutput): void {
    const { player, report } = this.#parts
    switch (output.type) {
      case 'report':
        return report(output.fact)
      case 'prompt.prepare':
        return player.prepare(output.prompts)
      case 'prompt.play':
        return player.play(output.prompt, this.#playback())
      case 'prompt.pause':
        this.#playedMs = player.pause()
        if (output.started) report({ type: 'prompt.interrupted', turnId: output.turnId, promptId: output.promptId, playedMs: this.#playedMs, by: output.by })
        return
      case 'prompt.resume':
        player.resume()
        if (output.started) report({ type: 'prompt.resumed', turnId: output.turnId, promptId: output.promptId, playedMs: this.#playedMs })
        return
      case 'prompt.stop':
        return this.#stopPrompt(output)
      case 'tone.play':
        return player.playTone(this.#tone())
      case 'tone.stop':
        this.#playNumber += 1
        player.stop()
        return
      case 'recognition.open':
        return this.#openRecognition(output)
      case 'recognition.end':
        return this.#streamOf(output.recognition)?.end()
      case 'recognition.go-on':
        return this.#streamOf(output.recognition)?.goOn()
      case 'recognition.cancel':
        return this.#streamOf(output.recognition)?.cancel()
      case 'speech.forget':
        return this.#tracker.forget()
    }
  }

  #stopPrompt({ turnId, promptId, by }: Extract<TurnOutput, { type: 'prompt.stop' }>): void {
    this.#playNumber += 1
    const playedMs = this.#parts.player.stop()
    if (by !== undefined) this.#parts.report({ type: 'prompt.interrupted', turnId, promptId, playedMs, by })
  }

  /** What an earlier prompt still reports is dropped. */
  #teller(): (input: InputBody) => void {
    this.#playNumber += 1
    const number = this.#playNumber
    return (input) => {
      if (number === this.#playNumber) this.#step(input)
    }
  }

  /** A tone that cannot be heard keeps nobody from speaking. */
  #tone(): PlaybackListener {
    const tell = this.#teller()
    const over = (): void => tell({ type: 'tone.over' })
    return { started: () => undefined, finished: over, failed: over }
  }

  #playback(): PlaybackListener {
    const tell = this.#teller()
    return {
      started: () => tell({ type: 'prompt.started' }),
      finished: () => tell({ type: 'prompt.finished' }),
      failed: (cause) => tell({ type: 'prompt.failed', cause }),
    }
  }

  #openRecognition({ recognition, fromMs, listen }: Extract<TurnOutput, { type: 'recognition.open' }>): void {
    const nowMs = this.#parts.clock.nowMs()
    const stream = this.#parts.recogniser.open(requestOf(listen, fromMs), {
      hypothesis: (text, stability) => this.#step({ type: 'hypothesis', recognition, text, stability }),
      recognised: (alternatives, engine) => this.#step({ type: 'recognised', recognition, alternatives, engine }),
      failed: (cause) => this.#step({ type: 'recogniser.failed', recognition, cause }),
    })
    this.#recognition = { number: recognition, stream }
    this.#preRoll.replay(Math.max(nowMs - fromMs, frameMs), this.#feed)
  }

  #streamOf(number: number): RecognitionStream | undefined {
    return this.#recognition?.number === number ? this.#recognition.stream : undefined
  }
}

export const createTurnRunner = (parts: TurnRunnerParts): TurnRunner => new CallTurns(parts)
