import { enteredEvent, understoodEvent, type CallEvent } from '@callchart/flow'
import { callerLegId, hangUpCauseSchema, type HangUpCause, type Interpretation, type MediaFact } from '@callchart/protocol'
import type { NewEvent } from './entries.js'
import { endsCall, isOfLostLeg } from './fold-facts.js'
import { chartTurnId, transferOf, type CallState } from './state.js'

/**
 * Stage 5: what a fact means to the chart. Absent: nothing, as for a fact of a turn that already had its outcome,
 * for the progress of a prompt, and for everything but the caller's hang-up once the chart has failed.
 */
export function becomeEvent(state: CallState, fact: MediaFact, interpretation?: Interpretation): NewEvent | undefined {
  if (state.failure !== undefined) return fact.type === 'caller.hung-up' ? mediaEnded(state, fact.cause) : undefined
  switch (fact.type) {
    case 'call.connected':
      return state.caller === 'expected' ? { type: 'call.started', call: attributesOf(state) } : undefined
    case 'caller.hung-up':
      return mediaEnded(state, fact.cause)
    case 'leg.hung-up':
      return fact.legId === callerLegId ? mediaEnded(state, fact.cause) : agentLeft(state, fact.legId)
    case 'legs.joined':
      return agentJoined(state, fact.legId)
    case 'utterance':
    case 'digits':
    case 'no-input':
    case 'turn.finished':
    case 'turn.recorded':
    case 'turn.failed':
    case 'turn.cancelled':
      return turnEvent(state, fact, interpretation)
    default:
      return undefined
  }
}

function attributesOf({ origin }: CallState): Extract<CallEvent, { type: 'call.started' }>['call'] {
  const { callId, direction, ani, dnis, variables } = origin
  return { callId, direction, variables, ...(ani === undefined ? {} : { ani }), ...(dnis === undefined ? {} : { dnis }) }
}

/** The end of a bot leg is no matter of the chart. */
const mediaEnded = (state: CallState, cause: string): NewEvent | undefined => (endsCall(state, cause) ? callerEvent(state, cause) : undefined)

export function callerEvent(state: CallState, cause: string): NewEvent | undefined {
  if (state.caller !== 'connected') return undefined
  const known = hangUpCauseSchema.safeParse(cause)
  const hangUpCause: HangUpCause = known.success ? known.data : 'normal'
  return { type: 'caller.hung-up', cause: hangUpCause }
}

function agentJoined(state: CallState, legId: string): NewEvent | undefined {
  const leg = state.legs.get(legId)
  const transfer = leg === undefined ? undefined : transferOf(state, leg)
  if (leg === undefined || leg.state === 'hung-up' || transfer === undefined || transfer.connected) return undefined
  return { type: 'transfer.connected', transferId: transfer.effect.transferId, agentId: leg.agentId }
}

/** Only a leg that was joined ends the transfer here, though its human may be on the way back to the caller's next bridge; one that never got so far is tried again or given up by the transfer itself, and one whose human sent the caller on is followed by another. */
function agentLeft(state: CallState, legId: string): NewEvent | undefined {
  const leg = state.legs.get(legId)
  const transfer = leg?.joinedAt !== undefined && leg.state !== 'hung-up' ? transferOf(state, leg) : undefined
  if (transfer?.forward?.fromLegId === legId) return undefined
  return transfer?.connected === true ? { type: 'transfer.ended', transferId: transfer.effect.transferId } : undefined
}

type TurnOutcome = Extract<MediaFact, { type: 'utterance' | 'digits' | 'no-input' | 'turn.finished' | 'turn.recorded' | 'turn.failed' | 'turn.cancelled' }>

function turnEvent(state: CallState, fact: TurnOutcome, interpretation: Interpretation | undefined): NewEvent | undefined {
  const turnId = chartTurnId(state, fact.turnId)
  if (turnId === undefined || !state.turns.has(turnId)) return undefined
  if (isOfLostLeg(state)) return undefined
  switch (fact.type) {
    case 'utterance':
      return interpretation === undefined ? undefined : understoodEvent(turnId, interpretation)
    case 'digits':
      return enteredEvent(turnId, fact.digits, fact.endedBy, state.turns.get(turnId)?.effect.expect)
    case 'turn.recorded':
      return { type: 'turn.recorded', turnId, durationMs: fact.durationMs, endedBy: fact.endedBy }
    case 'turn.failed':
      return { type: 'turn.failed', turnId, cause: fact.cause }
    case 'no-input':
    case 'turn.finished':
    case 'turn.cancelled':
      return { type: fact.type, turnId }
  }
}
