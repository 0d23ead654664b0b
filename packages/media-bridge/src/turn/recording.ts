import type { RecordingEnd, VoiceRecording } from '@callchart/protocol'
import { report, type Draft, type InputOf } from './draft.js'
import { endTurn } from './outcome.js'
import { halfFrameMs, noiseMs, type RunningRecording, type RunningTurn } from './turn-state.js'

/** Somebody who says nothing is waited for a while: they may be looking for words. */
const leastWaitMs = 5_000
/** A key that was meant to end a message which had just ended by itself. */
const lateKeyMs = 2_000

const awaitVoice = (draft: Draft, turn: RunningTurn, recording: RunningRecording): void => {
  recording.sinceMs = draft.state.nowMs
  draft.state.typeAhead = ''
  report(draft, { type: 'listening.started', turnId: turn.command.turnId })
}

/** The prompts are over: the tone, then the message. */
export const beginRecording = (draft: Draft, turn: RunningTurn, { beep }: VoiceRecording): void => {
  const recording: RunningRecording = { sinceMs: undefined, lastVoiceMs: undefined }
  turn.recording = recording
  if (beep) draft.outputs.push({ type: 'tone.play' })
  else awaitVoice(draft, turn, recording)
}

export const toneOver = (draft: Draft, turn: RunningTurn): void => {
  turn.sounds = false
  if (turn.recording !== undefined && turn.recording.sinceMs === undefined) awaitVoice(draft, turn, turn.recording)
}

/** The message begins with a voice after the tone that is longer than a noise; from then on every voice belongs to it. */
export const recordVoice = ({ recording }: RunningTurn, { startMs, lastVoiceMs, voicedMs }: InputOf<'speech'>): void => {
  if (recording?.sinceMs === undefined) return
  const withinMs = lastVoiceMs - Math.max(startMs, recording.sinceMs)
  const hasBegun = recording.lastVoiceMs !== undefined
  if (hasBegun || Math.min(voicedMs, withinMs) >= noiseMs) recording.lastVoiceMs = Math.max(recording.lastVoiceMs ?? 0, lastVoiceMs)
}

const endRecording = (draft: Draft, turn: RunningTurn, { sinceMs = 0, lastVoiceMs = sinceMs }: RunningRecording, endedBy: RecordingEnd): void => {
  const { turnId, record } = turn.command
  if (endedBy !== 'key' && record?.endKey !== undefined) draft.state.swallow = { key: record.endKey, untilMs: draft.state.nowMs + lateKeyMs }
  draft.outputs.push({ type: 'speech.forget' })
  endTurn(draft, turn, { type: 'turn.recorded', turnId, durationMs: lastVoiceMs - sinceMs, endedBy }, 'cancel')
}

/** @returns false when there is no message yet */
const endIfBegun = (draft: Draft, turn: RunningTurn, endedBy: RecordingEnd): boolean => {
  const { recording } = turn
  if (recording?.sinceMs === undefined) return false
  endRecording(draft, turn, recording, endedBy)
  return true
}

export const endByKey = (draft: Draft, turn: RunningTurn): boolean => endIfBegun(draft, turn, 'key')

/** What was said before the caller left is a message. */
export const endByHangUp = (draft: Draft, turn: RunningTurn): boolean => endIfBegun(draft, turn, 'hang-up')

const silenceDueMs = ({ sinceMs = 0, lastVoiceMs }: RunningRecording, { endSilenceMs }: VoiceRecording): number =>
  lastVoiceMs === undefined ? sinceMs + Math.max(leastWaitMs, endSilenceMs * 2) : lastVoiceMs + endSilenceMs - halfFrameMs

export const recordingDueMs = ({ recording, command: { record } }: RunningTurn): number =>
  recording?.sinceMs === undefined || record === undefined
    ? Number.POSITIVE_INFINITY
    : Math.min(recording.sinceMs + record.maxMs, silenceDueMs(recording, record))

export const checkRecording = (draft: Draft, turn: RunningTurn): void => {
  const { recording, command } = turn
  if (recording?.sinceMs === undefined || command.record === undefined || draft.state.nowMs < recordingDueMs(turn)) return
  const isFull = draft.state.nowMs >= recording.sinceMs + command.record.maxMs
  endRecording(draft, turn, recording, isFull ? 'max-length' : 'silence')
}
