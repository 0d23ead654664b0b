import { callerLegId, type MediaFact } from '@callchart/protocol'
import { openLegs, type AgentLeg, type OpenTransfer } from '../call/state.js'
import type { CancelTimer } from '../clock.js'
import type { AcceptedOffer, CallerSide, GiveUp, Queues, WithdrawCause } from '../queue/queues.js'
import type { CallHands } from './hands.js'

export interface TransferSettings {
  /** An accepted human's media must connect within this time. */
  readonly legWaitMs: number
  /** A secret of at least 128 bits, URL-safe. */
  readonly newToken: () => string
}

export interface Transfers {
  start(open: OpenTransfer): Promise<void>
  cancel(transferId: string): Promise<void>
  /** What a fact of a leg asks for next; the state has the fact already. */
  noteFact(fact: MediaFact): Promise<void>
  /** Goes on with a transfer that an earlier runtime began. */
  rearm(): Promise<void>
  /** Nobody is orphaned: no offer, no seat, no leg of this call stays. */
  dropAll(cause: WithdrawCause): Promise<void>
}

type LegFact = Extract<MediaFact, { legId: string }>

const legPrefix = 'agent-'
const offerOf = (legId: string): string => legId.slice(legPrefix.length)

export function createTransfers(hands: CallHands, queues: Queues, settings: TransferSettings): Transfers {
  const { state, clock } = hands
  const waits = new Map<string, CancelTimer>()

  const current = (transferId: string): OpenTransfer | undefined => {
    const open = state.transfer
    return open?.effect.transferId === transferId && !open.connected && state.caller === 'connected' ? open : undefined
  }

  function stopWaiting(legId: string): void {
    waits.get(legId)?.()
    waits.delete(legId)
  }

  function giveUp(transferId: string, outcome: GiveUp | 'agent-leg'): void {
    hands.command({ type: 'hold.stop' })
    if (outcome === 'busy' || outcome === 'no-answer') hands.report({ type: `transfer.${outcome}`, transferId })
    else hands.report({ type: 'transfer.failed', transferId, cause: outcome })
  }

  async function expectLeg(transferId: string, offer: AcceptedOffer): Promise<void> {
    const open = current(transferId)
    if (open === undefined) return queues.release(offer.offerId, 'system')
    const legId = `${legPrefix}${offer.offerId}`
    await hands.record([
      { kind: 'effect.dispatched', step: open.step, body: { index: open.index, type: 'transfer.start', leg: { legId, agentId: offer.agentId } } },
    ])
    const token = settings.newToken()
    hands.command({ type: 'leg.expect', legId, token, waitMs: settings.legWaitMs, whisper: [...open.effect.whisper] })
    waits.set(legId, clock.after(settings.legWaitMs + 1_000, () => hands.post(async () => legFailed(legId))))
    queues.admit(offer.offerId, `${hands.mediaUrl()}/media?token=${token}`)
  }

  /** The human accepted, and no audio came of it. */
  async function legFailed(legId: string): Promise<void> {
    stopWaiting(legId)
    hands.command({ type: 'leg.hang-up', legId })
    await queues.release(offerOf(legId), 'system')
    if (state.transfer !== undefined && current(state.transfer.effect.transferId) !== undefined) giveUp(state.transfer.effect.transferId, 'agent-leg')
  }

  const sideOf = (transferId: string): CallerSide => ({
    queued: (position) => hands.report({ type: 'transfer.queued', transferId, position }),
    ringing: () => hands.report({ type: 'transfer.ringing', transferId }),
    accepted: (offer) => hands.post(async () => expectLeg(transferId, offer)),
    gaveUp: (outcome) =>
      hands.post(async () => {
        if (current(transferId) !== undefined) giveUp(transferId, outcome)
      }),
    endedByAgent: (offerId) => hands.command({ type: 'leg.hang-up', legId: `${legPrefix}${offerId}` }),
  })

  async function start(open: OpenTransfer): Promise<void> {
    const { effect, startedAt } = open
    hands.command({ type: 'hold.start', music: effect.music })
    const caller = {
      callId: state.origin.callId,
      transferId: effect.transferId,
      queue: effect.target.queue,
      deadline: startedAt + effect.maxWaitMs,
      ringMs: effect.ringMs,
      details: () => ({
        ...(state.origin.ani === undefined ? {} : { ani: state.origin.ani }),
        summary: effect.summary,
        transcript: [...state.shown.transcript],
        whisper: effect.whisper,
      }),
    }
    await queues.enqueue(caller, sideOf(effect.transferId))
  }

  async function hangUpLegs(): Promise<void> {
    for (const { legId } of [...state.legs.values()].filter((leg) => leg.state !== 'hung-up')) {
      stopWaiting(legId)
      hands.command({ type: 'leg.hang-up', legId })
      await queues.release(offerOf(legId), state.caller === 'gone' ? 'caller' : 'system')
    }
  }

  async function dropAll(cause: WithdrawCause): Promise<void> {
    const open = state.transfer
    if (open !== undefined) await queues.withdraw(state.origin.callId, open.effect.transferId, cause)
    await hangUpLegs()
  }

  async function noteLegFact(fact: LegFact, leg: AgentLeg): Promise<void> {
    if (fact.type === 'leg.hung-up') return legHungUp(leg)
    if (leg.state === 'hung-up') return
    if (state.transfer === undefined || state.caller !== 'connected') return hands.command({ type: 'leg.hang-up', legId: leg.legId })
    if (fact.type === 'leg.connected') stopWaiting(leg.legId)
    if (fact.type === 'leg.ready') hands.command({ type: 'legs.join', legId: leg.legId })
    if (fact.type === 'legs.joined') queues.joined(offerOf(leg.legId))
  }

  async function legHungUp(leg: AgentLeg): Promise<void> {
    stopWaiting(leg.legId)
    if (leg.joinedAt === undefined && state.caller === 'connected') return legFailed(leg.legId)
    await queues.release(offerOf(leg.legId), state.caller === 'gone' ? 'caller' : 'agent')
  }

  return {
    start,
    async cancel(transferId) {
      await queues.withdraw(state.origin.callId, transferId, state.caller === 'gone' ? 'caller-gone' : 'cancelled')
      if (state.caller === 'connected') hands.command({ type: 'hold.stop' })
      await hangUpLegs()
    },
    async noteFact(fact) {
      if (fact.type === 'caller.hung-up' || (fact.type === 'leg.hung-up' && fact.legId === callerLegId)) return dropAll('caller-gone')
      const leg = 'legId' in fact ? state.legs.get(fact.legId) : undefined
      if (leg !== undefined) await noteLegFact(fact as LegFact, leg)
    },
    async rearm() {
      const open = state.transfer
      if (open === undefined || open.connected || state.caller !== 'connected') return
      const ready = openLegs(state).find((leg) => leg.state === 'ready')
      if (ready !== undefined) return hands.command({ type: 'legs.join', legId: ready.legId })
      if (openLegs(state).length > 0) return
      await hangUpLegs()
      await start(open)
    },
    dropAll,
  }
}
