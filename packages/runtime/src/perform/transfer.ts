import type { TransferEffect } from '@callchart/flow'
import { callerLegId, type MediaFact } from '@callchart/protocol'
import type { NewEvent } from '../call/entries.js'
import { maskNumbers } from '../call/mask-numbers.js'
import { awaitsHuman, openBridgeLegs, targetNameOf, transferOf, type AgentLeg, type CallState, type OpenTransfer } from '../call/state.js'
import type { CancelTimer } from '../clock.js'
import type { AcceptedOffer, CallerSide, Forward, GiveUp, Queues, WaitingCaller, WithdrawCause } from '../queue/queues.js'
import type { CallHands } from './hands.js'

export interface TransferSettings {
  /** An accepted human's media must connect within this time. */
  readonly legWaitMs: number
  /** Those of a human who talked with the caller, at the bridge of the caller's next leg. */
  readonly legReturnMs: number
  /** A secret of at least 128 bits, URL-safe. */
  readonly newToken: () => string
}

export interface TransferParts {
  readonly queues: Queues
  /** Whether a calendar says that somebody is there; undefined where no such calendar can be read. */
  readonly openingAt: (calendar: string, atMs: number) => { readonly open: boolean } | undefined
  readonly settings: TransferSettings
}

type LegFact = Extract<MediaFact, { legId: string }>

const legPrefix = 'agent-'
const offerOf = (legId: string): string => legId.slice(legPrefix.length)
const legOf = (offerId: string): string => `${legPrefix}${offerId}`
/** A caller who is sent on waits anew: under the name of the transfer they have talked already. */
const entryOf = ({ effect, forward }: OpenTransfer): string => (forward === undefined ? effect.transferId : `${effect.transferId}/${forward.number}`)

/** Brings one call's caller to a human: hold, queue, the human's leg, the joining of both, and the end of each. */
export class Transfers {
  private readonly state: CallState
  private readonly queues: Queues
  /** Humans who accepted and whose media are due. */
  private readonly waits = new Map<string, CancelTimer>()
  /** Humans who accepted while the caller has no bot leg: there is no bridge yet at which both could meet. */
  private readonly early: { readonly transferId: string; readonly offer: AcceptedOffer }[] = []
  /** Legs whose human has left while there was no bridge to be told of it. */
  private readonly leaving = new Set<string>()
  /** Legs whose human an earlier runtime sent for: the caller waits for another one. */
  private readonly givenUp = new Set<string>()
  /** Under what name the caller of a transfer waits, where they were sent on. */
  private readonly entries = new Map<string, string>()
  /** As the human wrote it; the journal has its numbers masked. */
  private readonly notes = new Map<string, string>()

  constructor(
    private readonly hands: CallHands,
    private readonly parts: TransferParts,
  ) {
    this.state = hands.state
    this.queues = parts.queues
  }

  /** @param isTakenOver the caller waited at an earlier runtime */
  async start(open: OpenTransfer, isTakenOver = false): Promise<void> {
    const refusal = this.refusalOf(open)
    if (refusal === undefined) return this.enter(open, open.startedAt, isTakenOver)
    if (isTakenOver) await this.queues.takeOver(this.state.origin.callId, undefined)
    this.hands.report(refusal)
  }

  /** Why nobody can be waited for now. */
  private refusalOf({ effect: { transferId, target, calendar } }: OpenTransfer): NewEvent | undefined {
    if (target.type !== 'queue') return { type: 'transfer.failed', transferId, cause: 'no-switch' }
    const opening = calendar === undefined ? { open: true } : this.parts.openingAt(calendar, this.hands.clock.now())
    if (opening === undefined) return { type: 'transfer.failed', transferId, cause: 'calendar' }
    return opening.open ? undefined : { type: 'transfer.closed', transferId }
  }

  /** The caller waits for a human, and hears music. @param since their patience began */
  private async enter(open: OpenTransfer, since: number, isTakenOver: boolean): Promise<void> {
    const { transferId, music } = open.effect
    this.hands.command({ type: 'hold.start', music })
    try {
      await this.queues.enqueue(this.waitingCaller(open, since), this.sideOf(transferId, open.forward !== undefined), isTakenOver)
    } catch (error) {
      await this.neverQueued(transferId, error)
    }
  }

  async cancel(transferId: string): Promise<void> {
    await this.queues.withdraw(this.state.origin.callId, this.entries.get(transferId) ?? transferId, this.state.caller === 'gone' ? 'caller-gone' : 'cancelled')
    if (this.state.caller === 'connected') this.hands.command({ type: 'hold.stop' })
    await this.hangUpLegs()
  }

  /** What a fact of a leg asks for next; the state has the fact already. */
  async noteFact(fact: MediaFact): Promise<void> {
    if (fact.type === 'call.connected') return this.legConnected()
    const mediaEnded = fact.type === 'caller.hung-up' || (fact.type === 'leg.hung-up' && fact.legId === callerLegId)
    const callerLeft = mediaEnded && this.state.caller === 'gone'
    if (callerLeft) return this.dropAll('caller-gone')
    const leg = 'legId' in fact ? this.state.legs.get(fact.legId) : undefined
    if (leg !== undefined) await this.noteLegFact(fact as LegFact, leg)
  }

  /** Goes on with a transfer that an earlier runtime began. */
  async rearm(): Promise<void> {
    const open = this.state.transfer
    const legs = openBridgeLegs(this.state)
    const isDue = open !== undefined && open.effect.target.type === 'queue' && awaitsHuman(open) && this.state.caller === 'connected'
    if (isDue && legs.length === 0) return this.waitAgain(open)
    await this.queues.takeOver(this.state.origin.callId, legs.length > 0 && open !== undefined ? entryOf(open) : undefined)
    if (!isDue) return
    const sender = legs.find(({ legId }) => legId === open.forward?.fromLegId)
    if (sender !== undefined) return this.hands.command({ type: 'leg.hang-up', legId: sender.legId })
    const ready = legs.find((leg) => leg.state === 'ready')
    if (ready !== undefined) this.hands.command({ type: 'legs.join', legId: ready.legId })
  }

  private async waitAgain(open: OpenTransfer): Promise<void> {
    for (const { legId, state, at } of this.state.legs.values()) if (state === 'expected' && at !== 'switch') this.givenUp.add(legId)
    await this.hangUpLegs()
    await (open.forward === undefined ? this.start(open, true) : this.goOn(open, true))
  }

  /** The caller hears music instead of the human of this leg, or the human again. */
  hold(legId: string, isHeld: boolean): void {
    const leg = this.state.legs.get(legId)
    const open = leg === undefined ? undefined : transferOf(this.state, leg)
    this.hands.command(isHeld ? { type: 'leg.hold', legId, music: open?.effect.music ?? 'default' } : { type: 'leg.resume', legId })
  }

  /** Nobody is orphaned: no offer, no seat, no leg of this call stays. */
  async dropAll(cause: WithdrawCause): Promise<void> {
    for (const legId of [...this.waits.keys()]) {
      this.stopWaiting(legId)
      const leg = this.state.legs.get(legId)
      if (leg?.state !== 'hung-up') continue
      this.hands.command({ type: 'leg.hang-up', legId })
      // On the way back to a caller who is gone.
      if (leg.joinedAt !== undefined) await this.queues.release(offerOf(legId), this.endedBy('system'))
    }
    const open = this.state.transfer
    if (open !== undefined) await this.queues.withdraw(this.state.origin.callId, entryOf(open), cause)
    await this.hangUpLegs()
  }

  /** The caller stays on the line and leaves by the way out for a failure; a row that was written after all is taken back. */
  private async neverQueued(transferId: string, error: unknown): Promise<void> {
    this.hands.log.error({ err: error, transferId }, 'queue not entered')
    await this.queues
      .withdraw(this.state.origin.callId, this.entries.get(transferId) ?? transferId, 'failed')
      .catch((cause: unknown) => this.hands.log.warn({ err: cause, transferId }, 'queue entry not taken back'))
    this.hands.command({ type: 'hold.stop' })
    this.hands.report({ type: 'transfer.failed', transferId, cause: 'queue' })
  }

  private waitingCaller(open: OpenTransfer, since: number): WaitingCaller {
    const { effect, forward } = open
    const { origin, shown, ready } = this.state
    const transferId = entryOf(open)
    return {
      callId: origin.callId,
      transferId,
      queue: targetNameOf(open),
      deadline: since + effect.maxWaitMs,
      ringMs: effect.ringMs,
      ...(effect.maxWaiting === undefined || forward !== undefined ? {} : { maxWaiting: effect.maxWaiting }),
      details: () => ({
        flow: { flow: ready.manifest.flow, name: ready.manifest.name, version: ready.version },
        ...(origin.ani === undefined ? {} : { ani: origin.ani }),
        summary: effect.summary,
        transcript: [...shown.transcript],
        whisper: effect.whisper,
        ...(forward !== undefined && { forwarded: { by: forward.by, note: this.notes.get(transferId) ?? forward.note } }),
      }),
    }
  }

  /** @param isForwarded the chart has the caller with a human: where they stand in a line is no news to it */
  private sideOf(transferId: string, isForwarded = false): CallerSide {
    const { hands } = this
    return {
      queued: (position, estimatedWaitMs) => !isForwarded && hands.report({ type: 'transfer.queued', transferId, position, estimatedWaitMs }),
      ringing: () => !isForwarded && hands.report({ type: 'transfer.ringing', transferId }),
      accepted: (offer) => hands.whenStill(() => this.expectLeg(transferId, offer)),
      gaveUp: (outcome) => hands.post(async () => this.giveUp(transferId, outcome)),
      goesTo: (runtimeId, mayGo) => hands.goTo(runtimeId, mayGo),
      heldByAgent: (offerId, isHeld) => this.hold(legOf(offerId), isHeld),
      forwardedByAgent: (offerId, forward) => hands.post(() => this.forward(legOf(offerId), forward)),
      endedByAgent: (offerId) => this.leave(legOf(offerId)),
    }
  }

  /** The human's leg ends first: the music would end with it. */
  private async forward(legId: string, { queue, note, by }: Forward): Promise<void> {
    const leg = this.state.legs.get(legId)
    const open = leg?.state === 'joined' ? transferOf(this.state, leg) : undefined
    if (open === undefined || this.state.caller !== 'connected' || open.forward?.fromLegId === legId) return
    const { step, index } = open
    await this.hands.record([{ kind: 'effect.dispatched', step, body: { index, type: 'transfer.start', forward: { fromLegId: legId, queue, note: maskNumbers(note), by } } }])
    this.notes.set(entryOf(open), note)
    this.hands.command({ type: 'leg.hang-up', legId })
  }

  /** The caller waits for a human of the queue that they were sent on to. */
  private async goOn(open: OpenTransfer, isTakenOver = false): Promise<void> {
    this.entries.set(open.effect.transferId, entryOf(open))
    await this.enter(open, this.hands.clock.now(), isTakenOver)
  }

  /** The transfer, while it still waits for its human. */
  private waiting(transferId: string): OpenTransfer | undefined {
    const open = this.state.transfer
    return open?.effect.transferId === transferId && awaitsHuman(open) && this.state.caller === 'connected' ? open : undefined
  }

  private giveUp(transferId: string, outcome: GiveUp): void {
    const open = this.waiting(transferId)
    if (open === undefined) return
    this.hands.command({ type: 'hold.stop' })
    if (open.connected) this.hands.report({ type: 'transfer.failed', transferId, cause: outcome })
    else this.hands.report({ type: `transfer.${outcome}`, transferId })
  }

  private leave(legId: string): void {
    if (this.state.botLeg.state !== 'connected') this.leaving.add(legId)
    this.hands.command({ type: 'leg.hang-up', legId })
  }

  /** Whether the human of this leg is sent for again where the caller gets another bot leg. */
  comesAlong(leg: AgentLeg): boolean {
    const open = transferOf(this.state, leg)
    return open !== undefined && open.forward?.fromLegId !== leg.legId && !this.leaving.has(leg.legId) && !this.givenUp.has(leg.legId)
  }

  /** The caller has a bot leg again: where a human was with them, they hear music until both have met there. */
  legBegan(): void {
    const music = this.state.transfer?.effect.music ?? 'default'
    if (this.due().some(({ joinedAt }) => joinedAt !== undefined)) this.hands.command({ type: 'hold.start', music })
  }

  private due(): AgentLeg[] {
    return [...this.state.legs.values()].filter((leg) => leg.state === 'expected' && leg.at !== 'switch' && this.comesAlong(leg))
  }

  /** Humans who were with the caller, or on their way, or accepted meanwhile come to the bridge of the new leg: it takes them once it has the caller. */
  private async legConnected(): Promise<void> {
    for (const leg of this.due()) this.sendForAgain(leg)
    for (const { transferId, offer } of this.early.splice(0)) await this.expectLeg(transferId, offer)
  }

  private async expectLeg(transferId: string, offer: AcceptedOffer): Promise<void> {
    const { offerId, agentId } = offer
    const open = this.waiting(transferId)
    if (open === undefined) return this.queues.release(offerId, 'system')
    if (this.state.botLeg.state !== 'connected') return void this.early.push({ transferId, offer })
    const legId = legOf(offerId)
    await this.hands.record([
      { kind: 'effect.dispatched', step: open.step, body: { index: open.index, type: 'transfer.start', leg: { legId, agentId } } },
    ])
    this.sendFor(legId, this.parts.settings.legWaitMs, open.effect.whisper)
  }

  /** Who has talked with the caller already hears no whisper. */
  private sendForAgain({ legId, joinedAt }: AgentLeg): void {
    const { legReturnMs, legWaitMs } = this.parts.settings
    if (joinedAt === undefined) this.sendFor(legId, legWaitMs, this.state.transfer?.effect.whisper ?? [])
    else this.sendFor(legId, legReturnMs, [])
  }

  private sendFor(legId: string, waitMs: number, whisper: TransferEffect['whisper']): void {
    const token = this.parts.settings.newToken()
    this.stopWaiting(legId)
    this.hands.command({ type: 'leg.expect', legId, token, waitMs, whisper: [...whisper] })
    this.waits.set(legId, this.hands.clock.after(waitMs + 1_000, () => this.hands.post(() => this.mediaMissing(legId))))
    this.queues.admit(offerOf(legId), `${this.hands.mediaUrl()}/media?token=${token}`)
  }

  private async noteLegFact(fact: LegFact, leg: AgentLeg): Promise<void> {
    const { legId } = leg
    if (fact.type === 'leg.hung-up') return this.legHungUp(leg)
    if (leg.state === 'hung-up') return
    if (fact.type === 'leg.held' || fact.type === 'leg.resumed') return this.queues.held(offerOf(legId), fact.type === 'leg.held')
    if (transferOf(this.state, leg) === undefined || this.state.caller !== 'connected')
      return this.hands.command({ type: 'leg.hang-up', legId })
    if (fact.type === 'leg.connected') this.stopWaiting(legId)
    if (fact.type === 'leg.ready') this.hands.command({ type: 'legs.join', legId })
    if (fact.type !== 'legs.joined') return
    this.queues.joined(offerOf(legId))
    // Who had the caller on hold before both came to another bridge still has.
    if (leg.held === true) this.hold(legId, true)
  }

  private async legHungUp(leg: AgentLeg): Promise<void> {
    this.stopWaiting(leg.legId)
    const isWaitedFor = leg.joinedAt === undefined && this.state.caller === 'connected' && !this.givenUp.has(leg.legId)
    if (isWaitedFor) return this.legFailed(leg)
    await this.queues.release(offerOf(leg.legId), this.endedBy(leg.hangUpCause === 'no-media' ? 'system' : 'agent'))
    const open = transferOf(this.state, leg)
    if (open?.forward?.fromLegId === leg.legId && this.waiting(open.effect.transferId) !== undefined) await this.goOn(open)
  }

  /** Nobody reported on the leg in time; by now its fact may have come all the same. */
  private async mediaMissing(legId: string): Promise<void> {
    const leg = this.state.legs.get(legId)
    if (leg?.state !== 'expected') return
    if (leg.joinedAt === undefined) await this.legFailed(leg)
    else this.hands.command({ type: 'leg.hang-up', legId })
  }

  /** The human accepted and is gone before both were joined, or never came: the caller hears of it, and only in the same transfer. */
  private async legFailed(leg: AgentLeg): Promise<void> {
    const { legId, state, hangUpCause } = leg
    this.stopWaiting(legId)
    if (state !== 'hung-up') this.hands.command({ type: 'leg.hang-up', legId })
    await this.queues.release(offerOf(legId), 'system')
    const transferId = transferOf(this.state, leg)?.effect.transferId
    if (transferId === undefined || this.waiting(transferId) === undefined) return
    this.hands.command({ type: 'hold.stop' })
    const cause = state !== 'hung-up' || hangUpCause === 'no-media' ? 'no-media' : 'agent-gone'
    this.hands.report({ type: 'transfer.failed', transferId, cause })
  }

  private async hangUpLegs(): Promise<void> {
    for (const { legId } of [...this.state.legs.values()].filter(({ state, at }) => state !== 'hung-up' && at !== 'switch')) {
      this.stopWaiting(legId)
      this.hands.command({ type: 'leg.hang-up', legId })
      await this.queues.release(offerOf(legId), this.endedBy('system'))
    }
  }

  /** Who ended the talk with a human. @param other where neither the caller is gone nor a human ended the whole call */
  private endedBy(other: 'agent' | 'system'): 'caller' | 'agent' | 'system' {
    if (this.state.hangUp?.by === 'agent') return 'agent'
    return this.state.caller === 'gone' ? 'caller' : other
  }

  private stopWaiting(legId: string): void {
    this.waits.get(legId)?.()
    this.waits.delete(legId)
  }
}
