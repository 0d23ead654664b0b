import { callClockAt } from './call-clock.js'
import type { CallRecording } from './call-recording.js'
import type { LineRecordingFact } from './entries.js'
import type { CallState } from './state.js'

/** Caller and human hear each other where no bridge hears them, and the call is to be recorded: the flow wants it, and its caller has agreed. */
export const wantsLineRecording = ({ line, legs, caller, shown }: CallState): boolean =>
  shown.recording === 'on' && caller === 'connected' && line?.awayAt !== undefined && line.hasLeft !== true && legs.get(line.awayAt)?.state === 'joined'

export const lineRecordings = ({ recordings }: CallState): CallRecording[] => [...recordings.values()].filter(({ switchId }) => switchId !== undefined)

/** What the switch records now, or is asked to. */
export const openLineRecording = (state: CallState): CallRecording | undefined => lineRecordings(state).find(({ end, fault }) => end === undefined && fault === undefined)

/** Each stretch of talk is a file of its own, and so is what follows a pause. */
export const nextLineRecordingId = (state: CallState): string => `${state.origin.callId}.r.s${lineRecordings(state).length + 1}`

export function applyLineRecording(state: CallState, fact: LineRecordingFact, at: number): void {
  const { recordingId } = fact
  const switchId = state.origin.line?.switchId
  if (fact.type === 'recording.asked') {
    if (switchId !== undefined && openLineRecording(state) === undefined) state.recordings.set(recordingId, { recordingId, kind: 'call', switchId, asked: { fromMs: callClockAt(state, at), startedAt: at }, gaps: [] })
    return
  }
  const recording = state.recordings.get(recordingId)
  if (recording === undefined || recording.end !== undefined) return
  if (fact.type === 'recording.failed') recording.fault = fact.cause
  else Object.assign(recording, { fromMs: fact.fromMs, startedAt: fact.startedAt })
}

/** A recording of the line ends with whatever ends its reason, and is cut there however long the switch goes on. */
export function endLineRecording(state: CallState, at: number): void {
  const open = openLineRecording(state)
  if (open === undefined || wantsLineRecording(state)) return
  open.end = { durationMs: open.startedAt === undefined ? 0 : Math.max(0, at - open.startedAt) }
}
