import type { DigitsEnd, DigitsListen } from '@callchart/protocol'
import { dropSpeech, type Draft } from './draft.js'
import { endTurn } from './outcome.js'
import type { RunningTurn } from './turn-state.js'

const finishEntry = (draft: Draft, turn: RunningTurn, endedBy: DigitsEnd): void =>
  endTurn(draft, turn, { type: 'digits', turnId: turn.command.turnId, digits: turn.keys, endedBy }, 'digit')

/** The terminator behind a full entry is part of it: taken from the type-ahead, or swallowed when it comes in time. */
const swallowTerminator = (draft: Draft, digits: DigitsListen): void => {
  const { state } = draft
  if (digits.terminator === undefined) return
  if (state.typeAhead.startsWith(digits.terminator)) state.typeAhead = state.typeAhead.slice(1)
  else if (state.typeAhead === '') state.swallow = { key: digits.terminator, untilMs: state.nowMs + digits.terminatorTimeoutMs }
}

/** An entry of its own: whatever was typed of another one is gone with it. */
export const standsAlone = ({ command }: RunningTurn, key: string): boolean => key !== '' && command.listen?.keys?.includes(key) === true

/** The turn would take the key now. */
export const takesKey = (turn: RunningTurn, key: string): boolean => turn.command.listen?.digits !== undefined || standsAlone(turn, key)

/** Moves waiting keys into the entry until it is complete; what is left stays type-ahead. */
export const enterKeys = (draft: Draft, turn: RunningTurn): void => {
  const { state } = draft
  const digits = turn.command.listen?.digits
  if (turn.playback !== 'over') return
  while (state.typeAhead !== '' && takesKey(turn, state.typeAhead.charAt(0))) {
    const key = state.typeAhead.charAt(0)
    state.typeAhead = state.typeAhead.slice(1)
    turn.lastKeyMs = state.nowMs
    dropSpeech(draft, turn)
    if (digits === undefined || standsAlone(turn, key)) {
      turn.keys = key
      return finishEntry(draft, turn, 'max-count')
    }
    if (key === digits.terminator) return finishEntry(draft, turn, 'terminator')
    turn.keys += key
    if (turn.keys.length >= digits.maxCount) {
      swallowTerminator(draft, digits)
      return finishEntry(draft, turn, 'max-count')
    }
  }
}

/** The entry ends with what was typed so far when the next key does not come. */
export const entryDueMs = (turn: RunningTurn): number => {
  const digits = turn.command.listen?.digits
  return digits === undefined || turn.keys === '' ? Number.POSITIVE_INFINITY : turn.lastKeyMs + digits.interDigitTimeoutMs
}

export const checkEntry = (draft: Draft, turn: RunningTurn): void => {
  if (draft.state.nowMs >= entryDueMs(turn)) finishEntry(draft, turn, 'timeout')
}
