import type { MediaFact } from '@callchart/protocol'
import type { TurnInput, TurnOutput } from './turn-io.js'
import type { RunningTurn, TurnState } from './turn-state.js'

/** One step under way: a copy of the state that the rules may write, and what they ask for. */
export interface Draft {
  readonly state: TurnState
  readonly outputs: TurnOutput[]
}

export type InputOf<Type extends TurnInput['type']> = Extract<TurnInput, { type: Type }>

const copyOf = (turn: RunningTurn): RunningTurn => ({
  ...turn,
  speech: turn.speech === undefined ? undefined : { ...turn.speech },
  recording: turn.recording === undefined ? undefined : { ...turn.recording },
})

export const beginDraft = (state: TurnState, nowMs: number): Draft => {
  const { turn } = state
  const copy = turn === undefined ? undefined : copyOf(turn)
  return { state: { ...state, nowMs: Math.max(state.nowMs, nowMs), turn: copy }, outputs: [] }
}

export const report = (draft: Draft, fact: MediaFact): void => {
  draft.outputs.push({ type: 'report', fact })
}

export const dropSpeech = (draft: Draft, turn: RunningTurn): void => {
  if (turn.speech === undefined) return
  draft.outputs.push({ type: 'recognition.cancel', recognition: turn.speech.recognition }, { type: 'speech.forget' })
  turn.speech = undefined
}
