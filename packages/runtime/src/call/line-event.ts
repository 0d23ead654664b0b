import { callerEvent } from './become-event.js'
import type { LineFact, NewEvent } from './entries.js'
import { causeOfLeaving } from './fold-line.js'
import { transferOf, type AgentLeg, type CallState } from './state.js'

/** Stage 5 for what a switch tells: what it means to the chart; absent: nothing. */
export function lineEvent(state: CallState, fact: LineFact): NewEvent | undefined {
  if (fact.type === 'line.left') return callerEvent(state, causeOfLeaving(fact))
  if (state.failure !== undefined || state.caller !== 'connected') return undefined
  if (fact.type === 'referred') return fact.outcome === 'refused' ? referRefused(state, fact.detail) : undefined
  const leg = 'legId' in fact ? state.legs.get(fact.legId) : undefined
  if (leg === undefined || leg.state === 'hung-up') return undefined
  switch (fact.type) {
    case 'leg.ringing': {
      const transferId = waitingFor(state, leg)
      return transferId === undefined ? undefined : { type: 'transfer.ringing', transferId }
    }
    case 'leg.answered':
      return state.line?.awayAt === leg.legId ? connectedBy(state, leg) : undefined
    case 'leg.joined':
      return connectedBy(state, leg)
    case 'leg.ended':
      return legEnded(state, leg, fact)
    default:
      return undefined
  }
}

/** Id of the leg's transfer, while that still waits for its human. */
function waitingFor(state: CallState, leg: AgentLeg): string | undefined {
  const transfer = transferOf(state, leg)
  return transfer === undefined || transfer.connected ? undefined : transfer.effect.transferId
}

function connectedBy(state: CallState, leg: AgentLeg): NewEvent | undefined {
  const transferId = waitingFor(state, leg)
  return transferId === undefined ? undefined : { type: 'transfer.connected', transferId, agentId: leg.agentId }
}

function legEnded(state: CallState, leg: AgentLeg, { outcome, detail }: Extract<LineFact, { type: 'leg.ended' }>): NewEvent | undefined {
  const transfer = transferOf(state, leg)
  if (transfer === undefined) return undefined
  const { transferId } = transfer.effect
  if (transfer.connected) return { type: 'transfer.ended', transferId }
  switch (outcome) {
    case 'busy':
    case 'declined':
    case 'no-answer':
      return { type: `transfer.${outcome}`, transferId }
    case 'failed':
      return { type: 'transfer.failed', transferId, cause: detail ?? 'failed' }
    case 'left':
      return { type: 'transfer.failed', transferId, cause: 'agent-gone' }
  }
}

function referRefused({ transfer }: CallState, detail = 'refused'): NewEvent | undefined {
  return transfer === undefined || transfer.connected ? undefined : { type: 'transfer.failed', transferId: transfer.effect.transferId, cause: detail }
}
