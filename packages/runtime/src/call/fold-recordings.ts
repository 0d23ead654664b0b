import type { CallEffect } from '@callchart/flow'
import type { CallRecordingView, MediaFact, RecordingState } from '@callchart/protocol'
import type { CallRecording } from './call-recording.js'
import { effectKey, wireTurnId, type CallState, type StepEffect } from './state.js'

type RecordingFact = Extract<MediaFact, { recordingId: string }>
type RecordingAction = Extract<CallEffect, { type: 'recording.set' }>['action']

export const isRecordingFact = (fact: MediaFact): fact is RecordingFact => 'recordingId' in fact

/** Only `start` begins a recording, for it alone asks for consent: nothing else does anything where none runs. */
const stateAfter: Readonly<Record<RecordingAction, Partial<Record<RecordingState, RecordingState>>>> = {
  start: { none: 'on', stopped: 'on' },
  pause: { on: 'paused' },
  resume: { paused: 'on' },
  stop: { on: 'stopped', paused: 'stopped' },
}

/** The flow sets the recording of the call; what it means for which file is kept for who performs it. */
export function applyRecordingSet(state: CallState, effect: StepEffect<Extract<CallEffect, { type: 'recording.set' }>>): void {
  const { action } = effect.effect
  const next = stateAfter[action][state.shown.recording]
  if (next === undefined) return
  state.shown.recording = next
  if (action === 'start') beginFile(state, { recordingId: `${state.origin.callId}.r${effect.step}.${effect.index}`, kind: 'call', gaps: [] })
  const { callRecordingId } = state
  if (callRecordingId !== undefined) state.recordingSets.set(effectKey(effect), callRecordingId)
}

const beginFile = (state: CallState, recording: CallRecording): void => {
  state.callRecordingId = recording.recordingId
  state.recordings.set(recording.recordingId, recording)
}

/** A bridge never writes to a file that another one has begun. */
export const messageRecordingId = ({ origin, botLeg }: CallState, turnOnWire: string): string => `${origin.callId}.m.${turnOnWire}${botLeg.number > 1 ? `.l${botLeg.number}` : ''}`

/** A turn records a message of the caller. */
export function expectMessage(state: CallState, turnOnWire: string): void {
  const recordingId = messageRecordingId(state, turnOnWire)
  state.recordings.set(recordingId, { recordingId, kind: 'message', turnId: turnOnWire, gaps: [] })
}

/** Nothing could be recorded, for a reason of the runtime's own. */
export function noteUnrecorded(state: CallState, effect: { readonly step: number; readonly index: number }, cause: string): void {
  const recording = state.recordings.get(state.recordingSets.get(effectKey(effect)) ?? '')
  if (recording !== undefined) recording.fault ??= cause
}

export function applyRecordingFact(state: CallState, fact: RecordingFact, atMs: number): void {
  const recording = state.recordings.get(fact.recordingId)
  if (recording === undefined) return
  switch (fact.type) {
    case 'recording.started':
      recording.fromMs = atMs
      return
    case 'recording.paused':
      recording.gaps.push({ fromMs: atMs, by: fact.by })
      return
    case 'recording.resumed':
      return endGap(recording, atMs)
    case 'recording.failed':
      recording.fault ??= fact.cause
      return
    case 'recording.ended': {
      const { durationMs, bytes, digest } = fact
      endGap(recording, atMs)
      recording.end = { durationMs, bytes, digest }
      // The switch said first that the caller has left: nothing was lost.
      if (recording.fault === 'media-lost') delete recording.fault
    }
  }
}

function endGap({ gaps }: CallRecording, atMs: number): void {
  const last = gaps.at(-1)
  if (last !== undefined) last.toMs ??= atMs
}

/** The caller has gone, and the bridge with what it had recorded: as much is there as it had written. */
export function loseRecordings({ recordings }: CallState): void {
  for (const recording of recordings.values())
    if (recording.switchId === undefined && recording.fromMs !== undefined && recording.end === undefined) recording.fault ??= 'media-lost'
}

/** A further bot leg goes on with what was recorded, each in a file of its own. */
export function renewRecordings(state: CallState): void {
  const { origin, botLeg, shown, chapter } = state
  loseRecordings(state)
  if (shown.recording === 'on' || shown.recording === 'paused') beginFile(state, { recordingId: `${origin.callId}.r.l${botLeg.number}`, kind: 'call', gaps: [] })
  for (const { effect } of state.turns.values()) if (effect.record !== undefined) expectMessage(state, wireTurnId(chapter, effect.turnId))
}

const viewOf = (state: CallState, { recordingId, fromMs = 0, gaps, end, fault }: CallRecording): CallRecordingView => {
  const toMs = end === undefined ? undefined : fromMs + end.durationMs
  const isOver = end !== undefined || state.caller === 'gone'
  return {
    recordingId,
    fromMs,
    ...(toMs !== undefined && { toMs }),
    gaps: gaps.map(({ toMs: until = toMs ?? state.clockMs, ...gap }) => ({ ...gap, toMs: until })),
    state: fault !== undefined ? 'cut' : isOver ? 'ended' : 'running',
    ...(fault !== undefined && { fault }),
  }
}

const isOfCall = ({ kind, fromMs, fault }: CallRecording): boolean => kind === 'call' && (fromMs !== undefined || fault !== undefined)

/** What there is of the recording of the call itself, in the order of time. */
export const recordingViews = (state: CallState): CallRecordingView[] => [...state.recordings.values()].filter(isOfCall).map((recording) => viewOf(state, recording))

/** Some of the call is in a file. */
export const hasRecording = ({ recordings }: CallState): boolean => [...recordings.values()].some(({ kind, fromMs, end }) => kind === 'call' && fromMs !== undefined && end?.durationMs !== 0)
