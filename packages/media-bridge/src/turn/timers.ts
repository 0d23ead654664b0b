import { checkEntry, entryDueMs } from './entry.js'
import type { Draft } from './draft.js'
import { endTurn } from './outcome.js'
import { checkRecording, recordingDueMs } from './recording.js'
import { checkHeardSpeech, speechDueMs } from './speech.js'
import type { RunningTurn, TurnState } from './turn-state.js'

/** Speech and a first digit have their own timeouts; where both are answers the longer one holds. */
const noInputTimeoutMs = ({ command: { listen }, deaf }: RunningTurn): number => {
  if (listen === undefined) return Number.POSITIVE_INFINITY
  const firstDigitMs = listen.digits?.firstDigitTimeoutMs ?? listen.noInputTimeoutMs
  const hears = listen.speech && !deaf
  if (!hears) return firstDigitMs
  return listen.digits === undefined ? listen.noInputTimeoutMs : Math.max(listen.noInputTimeoutMs, firstDigitMs)
}

const noInputDueMs = (turn: RunningTurn): number =>
  turn.listeningSinceMs === undefined || turn.speech !== undefined || turn.keys !== ''
    ? Number.POSITIVE_INFINITY
    : turn.listeningSinceMs + noInputTimeoutMs(turn)

const checkNoInput = (draft: Draft, turn: RunningTurn): void => {
  if (draft.state.nowMs >= noInputDueMs(turn)) endTurn(draft, turn, { type: 'no-input', turnId: turn.command.turnId }, 'cancel')
}

const checks = [checkHeardSpeech, checkEntry, checkNoInput, checkRecording] as const

/** Each check runs only while the turn has no outcome. */
export const checkTimers = (draft: Draft): void => {
  for (const check of checks) if (draft.state.turn !== undefined) check(draft, draft.state.turn)
}

/** The moment at which a `tick` can change something; before it none is needed. */
export const turnDueMs = ({ turn }: TurnState): number =>
  turn === undefined ? Number.POSITIVE_INFINITY : Math.min(noInputDueMs(turn), entryDueMs(turn), speechDueMs(turn), recordingDueMs(turn))
