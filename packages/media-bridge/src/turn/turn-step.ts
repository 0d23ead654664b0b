import { beginDraft, dropSpeech, report, type Draft, type InputOf } from './draft.js'
import { digitPressed } from './key-press.js'
import { cancelTurn } from './outcome.js'
import { appendPrompts, playFrom, promptFailed, promptFinished, promptStarted } from './prompts.js'
import { endByHangUp, recordVoice, toneOver } from './recording.js'
import { hypothesisHeard, recogniserFailed, speechHeard, speechRecognised } from './speech.js'
import { checkTimers } from './timers.js'
import type { TurnInput, TurnOutput } from './turn-io.js'
import type { RunningTurn, TurnState } from './turn-state.js'

const startTurn = (draft: Draft, { turn: command, recogniserFault }: InputOf<'start'>): void => {
  const { state } = draft
  if (state.knownTurnIds.includes(command.turnId)) return
  if (state.turn !== undefined) cancelTurn(draft, state.turn, 'cancel')
  state.knownTurnIds = [...state.knownTurnIds, command.turnId]
  if (state.isOver) return report(draft, { type: 'turn.cancelled', turnId: command.turnId })
  if (command.clearTypeAhead) state.typeAhead = ''
  const turn: RunningTurn = {
    command,
    prompts: command.prompts,
    isOpen: command.open === true,
    then: 'listen',
    promptIndex: 0,
    playback: 'active',
    promptStarted: false,
    interruptibleSinceMs: undefined,
    heardCount: 0,
    failedCount: 0,
    failureCause: '',
    listeningSinceMs: undefined,
    keys: '',
    lastKeyMs: 0,
    speech: undefined,
    deaf: recogniserFault !== undefined,
    sounds: false,
    recording: undefined,
  }
  state.turn = turn
  if (recogniserFault !== undefined) report(draft, { type: 'recogniser.unavailable', turnId: command.turnId, cause: recogniserFault })
  if (command.prompts.length > 0) draft.outputs.push({ type: 'prompt.prepare', prompts: command.prompts })
  playFrom(draft, turn, 0)
}

const forget = (draft: Draft): void => {
  draft.state.typeAhead = ''
  draft.state.swallow = undefined
  if (draft.state.turn !== undefined) dropSpeech(draft, draft.state.turn)
  draft.outputs.push({ type: 'speech.forget' })
}

/** The runtime may not know yet that the caller has gone: a turn that it starts now finds nobody. */
const hangUp = (draft: Draft): void => {
  draft.state.isOver = true
  if (draft.state.turn !== undefined) cancelTurn(draft, draft.state.turn, 'hang-up')
}

const stepTurn = (draft: Draft, turn: RunningTurn, input: Exclude<TurnInput, { type: 'start' | 'digit' | 'forget' | 'hang-up' }>): void => {
  switch (input.type) {
    case 'append':
      return input.turnId === turn.command.turnId ? appendPrompts(draft, turn, input) : undefined
    case 'cancel':
      return input.turnId === turn.command.turnId ? cancelTurn(draft, turn, 'cancel') : undefined
    case 'caller.leaves':
      endByHangUp(draft, turn)
      return
    case 'prompt.started':
      return promptStarted(draft, turn)
    case 'prompt.finished':
      return promptFinished(draft, turn)
    case 'prompt.failed':
      return promptFailed(draft, turn, input)
    case 'tone.over':
      return toneOver(draft, turn)
    case 'speech':
      recordVoice(turn, input)
      speechHeard(draft, turn, input)
      return checkTimers(draft)
    case 'hypothesis':
      return hypothesisHeard(draft, turn, input)
    case 'recognised':
      return speechRecognised(draft, turn, input)
    case 'recogniser.failed':
      return recogniserFailed(draft, turn, input)
    case 'tick':
      return checkTimers(draft)
  }
}

/** The one rule book of turn taking: pure, so that every order of inputs can be tried. */
export const turnStep = (state: TurnState, input: TurnInput): { state: TurnState; outputs: readonly TurnOutput[] } => {
  const draft = beginDraft(state, input.atMs)
  if (input.type === 'start') startTurn(draft, input)
  else if (input.type === 'digit') digitPressed(draft, input)
  else if (input.type === 'forget') forget(draft)
  else if (input.type === 'hang-up') hangUp(draft)
  else if (draft.state.turn !== undefined) stepTurn(draft, draft.state.turn, input)
  return draft
}
