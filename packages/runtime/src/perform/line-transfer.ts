import { targetName } from '@callchart/flow'
import type { MediaFact } from '@callchart/protocol'
import type { LineFact } from '../call/entries.js'
import { awaitsHuman, transferOf, type AgentLeg, type CallState, type OpenTransfer } from '../call/state.js'
import type { CancelTimer } from '../clock.js'
import { handoverHeaders } from '../switch/handover-headers.js'
import type { SwitchLine } from '../switch/switch-port.js'
import type { CallHands } from './hands.js'
import { planTransfer, type LinePlan, type ShownNumber } from './line-plan.js'
import { LineWhispers } from './line-whispers.js'

export interface LineTransferParts {
  /** Undefined while the switch cannot be told anything, and for a call without a line. */
  line(): SwitchLine | undefined
  readonly shownNumber: ShownNumber
  /** What the runtime states itself, taken as if the switch had told it. */
  told(fact: LineFact): void
  readonly settings: { readonly newToken: () => string }
}

/** So much later than it should have rung out, a leg of which the switch says nothing is given up. */
const ringGraceMs = 5_000
/** A whisper that the bridge tells nothing of is over by then. */
const whisperMs = 60_000
/** A caller whose own side has accepted to take them elsewhere has left by then. */
const referredMs = 15_000

type Ringing = Exclude<LinePlan, { readonly cause: string }>

/** Has the switch bring one call's caller to somebody: rung while the caller hears music, sent there, or referred; and the end of each. */
export class LineTransfers {
  private readonly state: CallState
  /** One a leg that waits for something. */
  private readonly guards = new Map<string, CancelTimer>()
  private readonly whispers: LineWhispers

  constructor(
    private readonly hands: CallHands,
    private readonly parts: LineTransferParts,
  ) {
    this.state = hands.state
    this.whispers = new LineWhispers(hands)
  }

  async start(open: OpenTransfer): Promise<void> {
    const { effect, step, index } = open
    const plan = planTransfer(this.state, effect, this.parts.line()?.abilities, this.parts.shownNumber)
    if ('cause' in plan) return this.hands.report({ type: 'transfer.failed', transferId: effect.transferId, cause: plan.cause })
    const legId = `switch-${step}`
    const isOutside = effect.target.type === 'number'
    const leg = { legId, agentId: targetName(effect.target), at: 'switch' as const, ...(isOutside && { isOutside: true as const }), ...(plan.way === 'send' && { isSent: true as const }) }
    await this.hands.record([{ kind: 'effect.dispatched', step, body: { index, type: 'transfer.start', leg } }])
    this.guard(legId, effect.ringMs + ringGraceMs, () => this.rangOut(legId, plan.way === 'refer'))
    this.begin(legId, open, plan)
  }

  private begin(legId: string, { effect }: OpenTransfer, { way, target }: Ringing): void {
    const { ringMs, summary, music, mode, whisper } = effect
    const headers = handoverHeaders(this.state, { summary, isOutside: target.type === 'number' })
    const { ani } = this.state.origin
    const request = { legId, target, ringMs, headers, ...(ani === undefined ? {} : { ani }) }
    if (way === 'send') return this.tell(legId, (line) => line.send(request))
    this.hands.command({ type: 'hold.start', music })
    if (way === 'refer') return this.tell(legId, (line) => line.refer(target, headers))
    const whisperUrl = mode === 'attended' && whisper.length > 0 ? this.expectWhisper(legId, effect) : undefined
    this.tell(legId, (line) => line.ring({ ...request, ...(whisperUrl === undefined ? {} : { whisperUrl }) }))
  }

  /** @returns where the switch connects the human to hear it */
  private expectWhisper(legId: string, { whisper, ringMs }: OpenTransfer['effect']): string {
    const token = this.parts.settings.newToken()
    this.whispers.expect(legId, { token, waitMs: ringMs + ringGraceMs, whisper })
    return `${this.hands.mediaUrl()}/media?token=${token}`
  }

  cancel(transferId: string): void {
    const open = [...this.state.legs.values()].filter((leg) => leg.at === 'switch' && leg.state !== 'hung-up')
    if (open.length === 0) return
    this.hands.log.info({ transferId }, 'transfer of the switch cancelled')
    if (this.state.caller === 'connected') this.hands.command({ type: 'hold.stop' })
    this.dropAll()
  }

  /** What a fact of the switch asks for next; the state has it already. */
  async noteLine(fact: LineFact): Promise<void> {
    if (fact.type === 'line.left') return this.dropAll()
    if (fact.type === 'media.lost') return this.joinAnswered(this.whispers.forgetLost())
    if (fact.type === 'referred') return this.noteReferred(fact.outcome === 'accepted')
    const leg = 'legId' in fact ? this.state.legs.get(fact.legId) : undefined
    if (leg === undefined) return
    if (fact.type === 'leg.answered') this.answered(leg)
    if (fact.type === 'leg.joined') this.settle(leg.legId)
    if (fact.type === 'leg.ended') this.ended(leg)
  }

  /** Of what the bridge tells only whispers matter here. */
  async noteFact(fact: MediaFact): Promise<void> {
    this.joinAnswered(this.whispers.noteFact(fact))
  }

  /** Goes on with a transfer that an earlier runtime began: the switch rings on, and tells what comes of it. */
  async rearm(): Promise<void> {
    const open = this.state.transfer
    if (open === undefined || open.effect.target.type === 'queue' || !awaitsHuman(open) || this.state.caller !== 'connected') return
    const leg = [...this.state.legs.values()].find((each) => each.transferStep === open.step)
    if (leg === undefined) return this.start(open)
    if (leg.state === 'hung-up') return
    this.guard(leg.legId, open.effect.ringMs + ringGraceMs, () => this.rangOut(leg.legId, open.effect.mode === 'refer'))
    if (leg.state === 'connected') this.join(leg.legId)
  }

  /** Nobody is orphaned: no leg of this call stays at the switch. */
  dropAll(): void {
    for (const legId of [...this.guards.keys()]) this.settle(legId)
    for (const leg of this.state.legs.values()) {
      if (leg.at !== 'switch' || (leg.state === 'hung-up' && this.state.caller !== 'gone')) continue
      this.whispers.end(leg.legId)
      this.parts.line()?.dropLeg(leg.legId).catch((error: unknown) => this.hands.log.warn({ err: error, legId: leg.legId }, 'leg not dropped'))
    }
  }

  private answered(leg: AgentLeg): void {
    const { legId } = leg
    this.settle(legId)
    if (leg.state === 'joined') return
    if (leg.state === 'hung-up' || transferOf(this.state, leg) === undefined || this.state.caller !== 'connected') return this.drop(legId)
    if (!this.whispers.answered(legId)) return this.join(legId)
    this.guard(legId, whisperMs, () => this.join(legId))
  }

  private ended({ legId, joinedAt }: AgentLeg): void {
    this.settle(legId)
    this.whispers.end(legId)
    const { caller, botLeg } = this.state
    if (joinedAt === undefined && caller === 'connected' && botLeg.state === 'connected') this.hands.command({ type: 'hold.stop' })
  }

  private noteReferred(isAccepted: boolean): void {
    for (const legId of [...this.guards.keys()]) this.settle(legId)
    if (!isAccepted) return this.hands.command({ type: 'hold.stop' })
    this.guard('referred', referredMs, () => this.tell(undefined, (line) => line.hangUp('normal')))
  }

  /** Of these legs those whose human is there: who could not be whispered to comes all the same. */
  private joinAnswered(legIds: readonly string[]): void {
    if (this.state.caller !== 'connected') return
    for (const legId of legIds) if (this.state.legs.get(legId)?.state === 'connected') this.join(legId)
  }

  private join(legId: string): void {
    this.settle(legId)
    this.whispers.forget(legId)
    this.tell(legId, (line) => line.join(legId))
    // It is joined within moments, or never.
    this.guard(legId, ringGraceMs, () => this.rangOut(legId, false))
  }

  private rangOut(legId: string, isReferral: boolean): void {
    if (isReferral) return this.parts.told({ type: 'referred', outcome: 'refused', detail: 'no-answer' })
    const leg = this.state.legs.get(legId)
    this.drop(legId)
    this.parts.told({ type: 'leg.ended', legId, outcome: leg?.state === 'connected' ? 'failed' : 'no-answer', detail: 'the switch says nothing' })
  }

  private drop(legId: string): void {
    this.whispers.end(legId)
    this.parts.line()?.dropLeg(legId).catch((error: unknown) => this.hands.log.warn({ err: error, legId }, 'leg not dropped'))
  }

  /** What the switch cannot be told is an attempt that failed. */
  private tell(legId: string | undefined, say: (line: SwitchLine) => Promise<void>): void {
    const line = this.parts.line()
    const said = line === undefined ? Promise.reject(new Error('the switch is away')) : say(line)
    said.catch((error: unknown) => {
      this.hands.log.warn({ err: error, legId }, 'switch not told')
      if (legId !== undefined) this.hands.post(async () => this.untold(legId))
    })
  }

  /** The switch may have heard it all the same: who is with the caller by now stays, and nobody is left alone on the telephone. */
  private untold(legId: string): void {
    const { transfer, legs, line } = this.state
    if (transfer?.effect.mode === 'refer') return this.parts.told({ type: 'referred', outcome: 'refused', detail: 'switch' })
    const stage = legs.get(legId)?.state
    if (stage === 'joined' || stage === 'hung-up') return
    // To whom the caller was to be sent there is no leg of ours.
    if (line?.awayAt !== legId) this.drop(legId)
    this.parts.told({ type: 'leg.ended', legId, outcome: 'failed', detail: 'switch' })
  }

  private guard(legId: string, ms: number, late: () => void): void {
    this.settle(legId)
    this.guards.set(legId, this.hands.clock.after(ms, () => this.hands.post(async () => late())))
  }

  private settle(legId: string): void {
    this.guards.get(legId)?.()
    this.guards.delete(legId)
  }
}
