import type { Interruption, MediaFact } from '@callchart/protocol'
import { dropSpeech, report, type Draft } from './draft.js'
import { currentPrompt, type RunningTurn } from './turn-state.js'

/** Stops the prompt for good. One that was paused, or never began, has nothing more to report. */
export const stopPrompt = (draft: Draft, turn: RunningTurn, by: Interruption): void => {
  const prompt = currentPrompt(turn)
  if (prompt === undefined) return
  const reported = turn.playback === 'paused' || !turn.promptStarted
  draft.outputs.push({ type: 'prompt.stop', turnId: turn.command.turnId, promptId: prompt.promptId, by: reported ? undefined : by })
  turn.playback = 'over'
}

const stopTone = (draft: Draft, { recording, sounds }: RunningTurn): void => {
  if (sounds || (recording !== undefined && recording.sinceMs === undefined)) draft.outputs.push({ type: 'tone.stop' })
}

/** Ends the turn with its one outcome; nothing of it goes on behind it. */
export const endTurn = (draft: Draft, turn: RunningTurn, outcome: MediaFact, by: Interruption): void => {
  stopPrompt(draft, turn, by)
  stopTone(draft, turn)
  dropSpeech(draft, turn)
  draft.state.turn = undefined
  report(draft, outcome)
}

export const cancelTurn = (draft: Draft, turn: RunningTurn, by: 'cancel' | 'hang-up'): void =>
  endTurn(draft, turn, { type: 'turn.cancelled', turnId: turn.command.turnId }, by)
