import { callerLegId, type Cdr } from '@callchart/protocol'
import { dispositionOf, hangUpCauseOf, hungUpByOf } from './ending.js'
import { hasRecording } from './fold-recordings.js'
import type { AgentLeg, CallState } from './state.js'

export const isoTime = (ms: number): string => new Date(ms).toISOString()

/** Milliseconds between two moments, as started seconds. */
const seconds = (from: number | undefined, to: number | undefined): number =>
  from === undefined || to === undefined ? 0 : Math.ceil((to - from) / 1_000)

/** Of the caller's leg. */
export const talkSeconds = ({ answeredAt, endedAt }: Pick<CallState, 'answeredAt' | 'endedAt'>): number => seconds(answeredAt, endedAt)

const optional = <Key extends string>(key: Key, ms: number | undefined) =>
  ms === undefined ? {} : ({ [key]: isoTime(ms) } as Record<Key, string>)

/** Fields that all legs of a call share. */
const common = (state: CallState) => ({
  callId: state.origin.callId,
  direction: state.origin.direction,
  ...(state.origin.ani === undefined ? {} : { ani: state.origin.ani }),
  ...(state.origin.dnis === undefined ? {} : { dnis: state.origin.dnis }),
  tags: [...state.shown.tags],
  intents: [...state.shown.intents],
  flow: state.ready.manifest.flow,
  version: state.ready.version,
})

function callerRecord(state: CallState): Cdr {
  const ended = state.endedAt !== undefined
  return {
    ...common(state),
    legId: callerLegId,
    startedAt: isoTime(state.origin.startedAt),
    ...optional('answeredAt', state.answeredAt),
    ...optional('endedAt', state.endedAt),
    talkSeconds: talkSeconds(state),
    disposition: ended ? dispositionOf(state) : 'active',
    ...(ended ? { hungUpBy: hungUpByOf(state), hangUpCause: hangUpCauseOf(state) } : {}),
    turns: state.shown.turnCount,
    recorded: hasRecording(state),
    voicemails: state.shown.voicemails.length,
  }
}

function agentRecord(state: CallState, leg: AgentLeg): Cdr {
  const ended = leg.state === 'hung-up'
  return {
    ...common(state),
    legId: leg.legId,
    startedAt: isoTime(leg.expectedAt),
    ...optional('answeredAt', leg.joinedAt),
    ...optional('endedAt', leg.endedAt),
    talkSeconds: seconds(leg.joinedAt, leg.endedAt),
    disposition: leg.joinedAt === undefined ? 'not-joined' : ended ? 'completed' : 'active',
    ...(ended ? { hungUpBy: leg.afterCaller === true && state.hangUp?.by !== 'agent' ? 'caller' : 'agent', hangUpCause: leg.hangUpCause ?? 'normal' } : {}),
    turns: 0,
    recorded: false,
    voicemails: 0,
  }
}

/** One record a leg, the caller's first. */
export const callRecords = (state: CallState): Cdr[] => [
  callerRecord(state),
  ...[...state.legs.values()].map((leg) => agentRecord(state, leg)),
]
