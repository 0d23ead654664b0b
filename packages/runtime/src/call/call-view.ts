import type { CallSummary, CallView } from '@callchart/protocol'
import { callRecords, isoTime, talkSeconds } from './cdr.js'
import { dispositionOf } from './ending.js'
import { recordingViews } from './fold-recordings.js'
import { foldCall, type KnownVersions } from './fold.js'
import type { CallEntry } from './entries.js'
import type { ReadyVersion } from './ready-version.js'
import { isCallOver, type CallOrigin, type CallState } from './state.js'
import { asText, mask } from './transcript.js'

/** What a list shows of a call. */
export function callSummary(state: CallState): CallSummary {
  const { origin, ready } = state
  return {
    callId: origin.callId,
    flow: ready.manifest.flow,
    version: ready.version,
    status: isCallOver(state) ? 'ended' : state.answeredAt === undefined ? 'waiting' : 'active',
    direction: origin.direction,
    ...(origin.ani === undefined ? {} : { ani: origin.ani }),
    ...(origin.dnis === undefined ? {} : { dnis: origin.dnis }),
    startedAt: isoTime(origin.startedAt),
    ...(state.endedAt === undefined || !isCallOver(state) ? {} : { endedAt: isoTime(state.endedAt), disposition: dispositionOf(state), ...(state.answeredAt !== undefined && { talkSeconds: talkSeconds(state) }) }),
    tags: [...state.shown.tags],
    ...(state.step > 0 && { turns: state.shown.turnCount }),
  }
}

/** Sensitive variables are never shown, and values that came out of a sensitive turn wherever the flow put them. */
export function shownVariables(state: CallState): Record<string, unknown> {
  const variables = state.ready.variablesOf(state.snapshot)
  const { secrets } = state.shown
  const hidden = (name: string, value: unknown): boolean => state.ready.sensitiveVariables.has(name) || secrets.has(asText(value))
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, hidden(name, value) && value !== '' ? mask : value]))
}

const recordingsOf = (state: CallState): Pick<CallView, 'recordings'> => {
  const recordings = recordingViews(state)
  return recordings.length === 0 ? {} : { recordings }
}

/** Everything that people see of a call; cheap enough to be asked many times a second. */
export const viewOfState = (state: CallState): CallView => ({
  ...callSummary(state),
  statePath: state.ready.statePath(state.snapshot),
  path: [...state.shown.path],
  listening: state.shown.listening,
  variables: shownVariables(state),
  transcript: [...state.shown.transcript],
  effects: [...state.shown.effects],
  transfer: state.shown.transfer,
  recording: state.shown.recording,
  ...recordingsOf(state),
  voicemails: [...state.shown.voicemails],
  cdr: callRecords(state),
})

/** The view of any call, running or long over, from its journal alone. */
export const callView = (origin: CallOrigin, first: ReadyVersion, entries: readonly CallEntry[], versions: KnownVersions): CallView =>
  viewOfState(foldCall(origin, first, entries, versions))
