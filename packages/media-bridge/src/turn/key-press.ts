import { dropSpeech, report, type Draft, type InputOf } from './draft.js'
import { enterKeys, takesKey } from './entry.js'
import { skipPrompt, skipToTone } from './prompts.js'
import { endByKey } from './recording.js'
import { currentPrompt, type RunningTurn } from './turn-state.js'

const typeAheadCap = 64

const isSwallowed = ({ state }: Draft, digit: string): boolean => {
  const { swallow } = state
  state.swallow = undefined
  return swallow !== undefined && swallow.key === digit && state.nowMs <= swallow.untilMs
}

const keepAhead = ({ state }: Draft, digit: string): void => {
  if (state.typeAhead.length < typeAheadCap) state.typeAhead += digit
}

/** Where a turn takes such keys alone, they go before those that wait for a later turn. */
const keepFirst = ({ state }: Draft, digit: string): void => {
  state.typeAhead = digit + state.typeAhead
}

/** No key belongs to a message but the one that ends it. */
const pressWhileRecording = (draft: Draft, turn: RunningTurn, digit: string): void => {
  if (digit !== turn.command.record?.endKey) return
  if (turn.recording === undefined) skipToTone(draft, turn)
  else endByKey(draft, turn)
}

export const digitPressed = (draft: Draft, { digit }: InputOf<'digit'>): void => {
  const { turn } = draft.state
  report(draft, { type: 'digit.pressed', digit, ...(turn === undefined ? {} : { turnId: turn.command.turnId }) })
  if (isSwallowed(draft, digit)) return
  if (turn?.command.record !== undefined) return pressWhileRecording(draft, turn, digit)
  const prompt = turn === undefined ? undefined : currentPrompt(turn)
  const playsProtected = prompt !== undefined && !prompt.interruptible
  if (turn !== undefined && playsProtected && turn.command.dropDigits) return
  if (turn === undefined || playsProtected || !takesKey(turn, digit)) return keepAhead(draft, digit)
  if (turn.command.listen?.digits === undefined) keepFirst(draft, digit)
  else keepAhead(draft, digit)
  dropSpeech(draft, turn)
  if (prompt === undefined) enterKeys(draft, turn)
  else skipPrompt(draft, turn)
}
