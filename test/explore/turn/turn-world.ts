import type { MediaFact, TurnStart } from '@callchart/protocol'
import { aListen, aPrompt, aTurn, keysOf, TurnDriver } from '../../../packages/media-bridge/src/turn/testing/turn-driver.js'
import type { TurnOutput } from '../../../packages/media-bridge/src/turn/turn-io.js'
import type { Explorable, Open, Scene } from '../search.js'
import { canonicalText } from '../text.js'

const outcomes: ReadonlySet<MediaFact['type']> = new Set(['utterance', 'digits', 'no-input', 'turn.finished', 'turn.recorded', 'turn.failed', 'turn.cancelled'])

const prompts = [aPrompt('a'), aPrompt('law', { interruptible: false }), aPrompt('b')]
const question = aTurn('t1', { prompts, listen: aListen({ digits: keysOf({ minCount: 1, maxCount: 2 }) }) })
const message = aTurn('t1', { prompts, record: { maxMs: 20_000, endSilenceMs: 2_000, endKey: '#', beep: true } })
const openTurn: TurnStart = { ...question, prompts: [], open: true }
const next = aTurn('t2', { listen: aListen({ digits: keysOf({ minCount: 1, maxCount: 2 }) }) })

/** Knows when a prompt that plays has come to its end by itself. */
class PlayedTurns extends TurnDriver {
  private overAt = 0

  override playedOut(): void {
    this.overAt = this.outputs.length
    super.playedOut()
  }

  fails(): void {
    this.overAt = this.outputs.length
    this.input({ type: 'prompt.failed', cause: 'no engine' })
  }

  /** The player has been told to play, and not to stop or pause since. */
  get isPlaying(): boolean {
    const last = this.outputs.slice(this.overAt).findLast(({ type }) => type.startsWith('prompt.') && type !== 'prompt.prepare')
    return last?.type === 'prompt.play' || last?.type === 'prompt.resume'
  }
}

type Act = (call: PlayedTurns) => void

const isPlaying = (call: PlayedTurns): boolean => call.isPlaying

const acts: Readonly<Record<string, { readonly take: Act; readonly isPossible?: (call: PlayedTurns) => boolean }>> = {
  'a prompt begins': { take: (call) => call.plays(), isPossible: isPlaying },
  'a prompt is over': { take: (call) => call.playedOut(), isPossible: isPlaying },
  'a prompt fails': { take: (call) => call.fails(), isPossible: isPlaying },
  'the tone is over': { take: (call) => call.input({ type: 'tone.over' }) },
  'a short word': { take: (call) => call.speaks(160) },
  'long speech': { take: (call) => call.speaks(600) },
  'a short pause': { take: (call) => call.passes(240) },
  'a long pause': { take: (call) => call.passes(700) },
  'a hesitation': { take: (call) => call.passes(4_700) },
  'nobody speaks': { take: (call) => call.passes(6_000) },
  'the engine guesses "yes"': { take: (call) => call.guesses('yes') },
  'the engine guesses "uh-huh"': { take: (call) => call.guesses('uh-huh') },
  'the engine hears a sentence': { take: (call) => call.recognises('check my balance') },
  'the engine hears nothing': { take: (call) => call.recognises() },
  'an earlier recognition answers': {
    take: (call) => call.input({ type: 'recognised', recognition: call.recognition - 1, alternatives: [{ text: 'yes', confidence: 1, words: [] }], engine: 'late' }),
  },
  'the recogniser fails': { take: (call) => call.recogniserFails() },
  'key 1': { take: (call) => call.presses('1') },
  'key #': { take: (call) => call.presses('#') },
  'the turn is cancelled': { take: (call) => call.input({ type: 'cancel', turnId: 't1' }) },
  'the turn is started again': { take: (call) => call.start(question) },
  'the next turn is started': { take: (call) => call.start(next) },
  'a prompt is appended': { take: (call) => call.input({ type: 'append', turnId: 't1', prompts: [aPrompt(`more${call.outputs.length}`)] }) },
  'the last prompt is appended': { take: (call) => call.input({ type: 'append', turnId: 't1', prompts: [aPrompt('last')], then: 'listen' }) },
  'the caller leaves': {
    take: (call) => {
      call.input({ type: 'caller.leaves' })
      call.input({ type: 'hang-up' })
    },
  },
}

const startsWith = (turn: TurnStart): Act => (call) => call.start(turn)
const beginnings: Readonly<Record<string, Act>> = {
  'a question is asked': startsWith(question),
  'a message is asked for': startsWith(message),
  'an open turn begins': startsWith(openTurn),
}

export const turnScenes: readonly Scene[] = Object.keys(beginnings).map((name) => ({ name, prefix: [name] }))

type PlayerState = 'idle' | 'playing' | 'paused'

/** Commands to the player keep to its contract: one prompt at a time, resumed only when paused. */
function playerProblems(outputs: readonly TurnOutput[]): string[] {
  let state: PlayerState = 'idle'
  const allowed: Readonly<Partial<Record<TurnOutput['type'], readonly PlayerState[]>>> = {
    'prompt.stop': ['playing', 'paused'],
    'tone.stop': ['playing'],
    'prompt.pause': ['playing'],
    'prompt.resume': ['paused'],
  }
  const after: Readonly<Partial<Record<TurnOutput['type'], PlayerState>>> = {
    'prompt.play': 'playing',
    'tone.play': 'playing',
    'prompt.stop': 'idle',
    'tone.stop': 'idle',
    'prompt.pause': 'paused',
    'prompt.resume': 'playing',
  }
  for (const { type } of outputs) {
    if (allowed[type]?.includes(state) === false) return [`the player keeps its order: ${type} while it was ${state}`]
    state = after[type] ?? state
  }
  return []
}

/** Each key that was reported has one place: an entry, the keys that wait, or what a rule takes away. */
function keyProblems(facts: readonly MediaFact[], typeAhead: string): string[] {
  const pressed = facts.flatMap((fact) => (fact.type === 'digit.pressed' ? [fact.digit] : [])).join('')
  const entered = facts.flatMap((fact) => (fact.type === 'digits' ? [fact.digits] : [])).join('') + typeAhead
  let at = 0
  for (const key of entered) {
    at = pressed.indexOf(key, at) + 1
    if (at === 0) return [`no key is doubled: "${entered}" came of "${pressed}"`]
  }
  return []
}

/** A late recognition is no answer, and nobody is told that they said nothing while they speak. */
function answerProblems(facts: readonly MediaFact[]): string[] {
  let speaks = false
  for (const fact of facts) {
    if (fact.type === 'utterance' && fact.engine === 'late') return ['a late answer changes nothing: it became the utterance']
    if (fact.type === 'no-input' && speaks) return ['the caller is not cut off: no input while they speak']
    if (fact.type === 'speech.started') speaks = true
    else if (fact.type === 'speech.ended' || fact.type === 'recogniser.unavailable' || outcomes.has(fact.type)) speaks = false
  }
  return []
}

const isAbout = (output: TurnOutput, promptId: string): boolean => 'promptId' in output && output.promptId === promptId

/** What may not be interrupted is stopped by a hang-up, a cancel or another turn only. */
function protectionProblems(outputs: readonly TurnOutput[]): string[] {
  const cut = outputs.filter((output) => isAbout(output, 'law') && (output.type === 'prompt.pause' || (output.type === 'prompt.stop' && output.by !== undefined)))
  return cut.flatMap((output) => ('by' in output && output.by !== 'cancel' && output.by !== 'hang-up' ? [`what may not be interrupted is heard in full: cut by ${String(output.by)}`] : []))
}

/** The rules of the bridge's turns alone: every order of what the player, the caller, the engine, the clock and the runtime may do. */
class TurnWorld implements Explorable {
  private readonly call = new PlayedTurns()
  private wasLeft = false
  private records = false
  private wasTakenBack = false

  choices(): string[] {
    return Object.entries(acts).flatMap(([name, { isPossible }]) => (isPossible?.(this.call) === false ? [] : [name]))
  }

  take(name: string): void {
    const act = beginnings[name] ?? acts[name]?.take
    if (act === undefined) throw new Error(`There is no step "${name}"`)
    act(this.call)
    this.wasLeft ||= name === 'the caller leaves'
    this.records ||= name === 'a message is asked for'
    this.wasTakenBack ||= name === 'the turn is cancelled' || name === 'the next turn is started'
  }

  /** Times count from now on: a rule knows only how long something is ago. */
  fingerprint(): string {
    const { state, stretch, nowMs, recognition, outputs } = this.call
    const aged = JSON.stringify([state, stretch], (key, value: unknown) => (key.endsWith('Ms') && key !== 'voicedMs' && typeof value === 'number' && isMoment(key) ? value - nowMs : value))
    const player = [outputs.findLast(({ type }) => type.startsWith('prompt.') || type.startsWith('tone.'))?.type, this.call.isPlaying]
    const told = outputs.flatMap((output) => (output.type === 'report' && outcomes.has(output.fact.type) ? [output.fact] : []))
    const entered = outputs.flatMap((output) => (output.type === 'report' && output.fact.type === 'digit.pressed' ? [output.fact.digit] : []))
    return canonicalText([aged, recognition - state.recognitionCount, player, told, entered, this.wasLeft])
  }

  finish(): string[] {
    const { call } = this
    const early = this.problems()
    if (early.length > 0) return early
    call.input({ type: 'append', turnId: 't1', prompts: [], then: 'finish' })
    for (let more = 0; more < 16; more += 1) {
      call.passes(20_000)
      if (isPlaying(call)) {
        call.plays()
        call.playedOut()
      }
      call.input({ type: 'tone.over' })
    }
    return [...this.problems(), ...this.openEnds(), ...this.lostKeys(), ...this.muteness()]
  }

  private problems(): string[] {
    const { outputs, facts, state } = this.call
    const gone = this.wasLeft && outputs.slice(-1).some(({ type }) => type === 'prompt.play') ? ['no prompt after the hang-up: a prompt is played to nobody'] : []
    const plays = state.turn === undefined && isPlaying(this.call) ? ['no prompt plays on: its turn is over'] : []
    return [
      ...this.doubledOutcomes(),
      ...playerProblems(outputs),
      ...protectionProblems(outputs),
      ...keyProblems(facts, state.typeAhead),
      ...answerProblems(facts),
      ...this.lostMessage(),
      ...gone,
      ...plays,
    ]
  }

  /** What was said after the tone is a message, though the caller left. */
  private lostMessage(): string[] {
    const { facts } = this.call
    const hasBegun = facts.some((fact) => fact.type === 'listening.started' && fact.turnId === 't1')
    return this.records && this.wasLeft && hasBegun && this.call.outcomes().some(({ type }) => type === 'turn.cancelled') && !this.wasTakenBack ? ['no message is lost: the caller left and their message is gone'] : []
  }

  /** A key waits for its turn, or is part of an entry. */
  private lostKeys(): string[] {
    if (this.wasLeft || this.wasTakenBack || this.records) return []
    const { facts, state } = this.call
    const ones = (keys: string): number => keys.split('1').length - 1
    const pressed = facts.filter((fact) => fact.type === 'digit.pressed' && fact.digit === '1').length
    const kept = ones(state.typeAhead) + facts.reduce((sum, fact) => sum + (fact.type === 'digits' ? ones(fact.digits) : 0), 0)
    return pressed === kept ? [] : [`no key is lost: ${pressed} pressed, ${kept} kept`]
  }

  private doubledOutcomes(): string[] {
    return ['t1', 't2'].filter((turnId) => this.call.outcomes(turnId).length > 1).map((turnId) => `a turn has one outcome: ${turnId} has ${this.call.outcomes(turnId).length}`)
  }

  private openEnds(): string[] {
    const { facts, state } = this.call
    const begun = new Set(facts.flatMap((fact) => (fact.type === 'prompt.started' || fact.type === 'listening.started' ? [fact.turnId] : [])))
    const open = [...begun].filter((turnId) => this.call.outcomes(turnId).length === 0).map((turnId) => `a turn has one outcome: ${turnId} has none`)
    return state.turn === undefined ? open : [...open, 'the turn comes to its end: it goes on for ever']
  }

  /** Whatever was before: the next question hears the caller. */
  private muteness(): string[] {
    const { call } = this
    if (this.wasLeft) return []
    call.input({ type: 'forget' })
    call.start(aTurn('t9', { prompts: [aPrompt('z')], listen: aListen() }))
    call.plays()
    call.playedOut()
    call.speaks(800)
    call.passes(1_000)
    call.recognises('check my balance')
    return call.outcomes('t9').some(({ type }) => type === 'utterance') ? [] : ['nobody is mute: the next question does not hear the caller']
  }
}

/** Moments, and no spans. */
const isMoment = (key: string): boolean => !['endSilenceMs', 'phraseEndSilenceMs', 'speechMs', 'delayMs', 'noInputTimeoutMs', 'maxUtteranceMs', 'interDigitTimeoutMs', 'terminatorTimeoutMs', 'maxMs', 'endpointSilenceMs'].includes(key)

export const openTurns: Open = () => new TurnWorld()
