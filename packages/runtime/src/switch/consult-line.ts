import type { CancelTimer, Clock } from '../clock.js'
import { FactPath } from './fact-path.js'
import type { CallOfLine, LegOutcome, LineAbilities, LineHangUp, RingRequest, SendRequest, SipHeaders, SwitchFact, SwitchLine, SwitchTarget } from './switch-port.js'

/** A bot leg that ended by itself: the order that follows its end may still be on the way. */
const lostAfterMs = 1_000

/** A human whom the switch was asked for. */
export interface HumanLeg {
  readonly legId: string
  readonly whisperUrl: string | undefined
  /** True: caller and human are joined as soon as the human is there. */
  readonly joinsAtOnce: boolean
  state: 'ringing' | 'answered' | 'joined'
  /** The switch's own name of the human's channel; empty until it is known. */
  channel: string
}

export interface ConsultLineParts {
  readonly switchId: string
  readonly lineId: string
  readonly isAnswered: boolean
  readonly clock: Clock
  readonly gone: () => void
}

/**
 * A caller of a switch that lets us place further calls beside theirs and join the two: what is the same however the switch is told.
 * A channel of the switch is named by a word; the caller's is the line's own name.
 */
export abstract class ConsultLine implements SwitchLine {
  abstract readonly abilities: LineAbilities
  protected isAnswered: boolean
  protected isHungUp = false
  protected isOver = false
  protected isTalking = false
  protected readonly legs = new Map<string, HumanLeg>()
  private readonly facts = new FactPath()
  private cancelLost: CancelTimer | undefined

  constructor(private readonly own: ConsultLineParts) {
    this.isAnswered = own.isAnswered
  }

  /** The switch connects a channel to the bridge. @returns false: it did not begin */
  protected abstract beginMedia(channel: string, mediaUrl: string): Promise<boolean>
  protected abstract endMedia(channel: string): Promise<void>
  /** Places the human's call, and tells `legAnswered` or `endLeg` of it. */
  protected abstract placeLeg(leg: HumanLeg, request: SendRequest): Promise<void>
  /** Joins the caller's channel and the human's. The human's end leaves the caller with us. @returns what went wrong, if something did */
  protected abstract joinChannels(leg: HumanLeg): Promise<string | undefined>
  protected abstract endChannel(channel: string): Promise<void>
  protected abstract endCall(cause: LineHangUp): Promise<void>
  abstract answer(): Promise<void>
  abstract send(request: SendRequest): Promise<void>
  abstract refer(target: SwitchTarget, headers: SipHeaders): Promise<void>
  abstract hold(isHeld: boolean): Promise<void>
  abstract sendDigits(digits: string): Promise<void>

  get switchId(): string {
    return this.own.switchId
  }

  get lineId(): string {
    return this.own.lineId
  }

  /** From now on facts go to this call. */
  belongsTo(call: CallOfLine): void {
    this.facts.belongsTo(call)
  }

  /** A line that was found may have its bot leg still. */
  mayTalk(): void {
    this.isTalking = true
  }

  tell(fact: SwitchFact): void {
    if (!this.isOver) this.facts.tell(fact)
  }

  /** Somebody is on the line. */
  answered(): void {
    if (this.isAnswered) return
    this.isAnswered = true
    this.tell({ type: 'line.answered' })
  }

  /** The caller's channel is no more: neither are those of the humans. @param outcome of a call that nobody answered */
  left(by: 'caller' | 'switch', outcome: LegOutcome, detail: string): void {
    if (this.isOver) return
    this.tell({ type: 'line.left', by: this.isHungUp ? 'runtime' : by, detail, ...(!this.isAnswered && { cause: outcome }) })
    for (const { channel } of this.legs.values()) if (channel !== '') this.endChannel(channel).catch(() => undefined)
    this.close()
    this.own.gone()
  }

  mediaEnded(): void {
    if (!this.isTalking || this.isOver) return
    this.cancelLost?.()
    this.cancelLost = this.own.clock.after(lostAfterMs, () => {
      this.isTalking = false
      this.tell({ type: 'media.lost', detail: 'the bot leg ended' })
    })
  }

  async connectMedia(mediaUrl: string): Promise<void> {
    if (this.isOver) return
    await this.dropMedia()
    this.isTalking = true
    if (!(await this.beginMedia(this.lineId, mediaUrl))) this.mediaEnded()
  }

  async dropMedia(): Promise<void> {
    this.cancelLost?.()
    if (!this.isTalking || this.isOver) return
    this.isTalking = false
    await this.endMedia(this.lineId)
  }

  ring({ whisperUrl, ...request }: RingRequest): Promise<void> {
    return this.place(request, { whisperUrl, joinsAtOnce: false })
  }

  async join(legId: string): Promise<void> {
    const leg = this.legs.get(legId)
    if (leg?.state !== 'answered') return
    await this.dropMedia()
    if (leg.whisperUrl !== undefined) await this.endMedia(leg.channel)
    const failure = await this.joinChannels(leg)
    if (failure !== undefined) return this.endLeg(leg, 'failed', failure)
    if (this.legs.get(legId) === leg) this.joined(leg)
  }

  async dropLeg(legId: string): Promise<void> {
    const leg = this.legs.get(legId)
    if (leg !== undefined && leg.channel !== '') await this.endChannel(leg.channel)
    else if (leg !== undefined) await this.endLeg(leg, 'no-answer', 'dropped')
  }

  async hangUp(cause: LineHangUp): Promise<void> {
    if (this.isOver) return
    this.isHungUp = true
    this.cancelLost?.()
    await this.endCall(cause)
  }

  /** Lets go of the channels, which stay as they are. */
  close(): void {
    this.isOver = true
    this.cancelLost?.()
    for (const leg of this.legs.values()) this.legClosed(leg)
    this.legs.clear()
  }

  /** Nobody asks for this leg any more. */
  protected legClosed(_leg: HumanLeg): void {
    // Nothing, where nothing is kept of it.
  }

  protected async place(request: SendRequest, { whisperUrl, joinsAtOnce }: Pick<HumanLeg, 'whisperUrl' | 'joinsAtOnce'>): Promise<void> {
    if (this.isOver) return
    const leg: HumanLeg = { legId: request.legId, whisperUrl, joinsAtOnce, state: 'ringing', channel: '' }
    this.legs.set(leg.legId, leg)
    try {
      await this.placeLeg(leg, request)
    } catch (error) {
      this.legs.delete(leg.legId)
      throw error
    }
  }

  protected legRings({ legId, state }: HumanLeg): void {
    if (state === 'ringing') this.tell({ type: 'leg.ringing', legId })
  }

  protected async legAnswered(leg: HumanLeg): Promise<void> {
    if (leg.state !== 'ringing' || this.legs.get(leg.legId) !== leg) return
    leg.state = 'answered'
    if (leg.joinsAtOnce) return this.join(leg.legId)
    this.tellAnswered(leg)
    // Told again that the human is there, the call has them come without the whisper.
    if (leg.whisperUrl !== undefined && !(await this.beginMedia(leg.channel, leg.whisperUrl))) this.tellAnswered(leg)
  }

  protected tellAnswered({ legId }: HumanLeg): void {
    if (this.legs.has(legId)) this.tell({ type: 'leg.answered', legId })
  }

  /** Caller and human hear each other. */
  protected joined(leg: HumanLeg): void {
    leg.state = 'joined'
    this.tell({ type: leg.joinsAtOnce ? 'leg.answered' : 'leg.joined', legId: leg.legId })
  }

  /** @param outcome of one who has not answered */
  protected async endLeg(leg: HumanLeg, outcome: LegOutcome, detail: string): Promise<void> {
    if (this.legs.get(leg.legId) !== leg) return
    this.legs.delete(leg.legId)
    this.legClosed(leg)
    this.tell({ type: 'leg.ended', legId: leg.legId, outcome, detail: detail.slice(0, 200) })
    if (leg.channel !== '') await this.endChannel(leg.channel).catch(() => undefined)
  }

  /** The human's channel has ended. @param outcome of one who has not answered */
  protected legLeft(leg: HumanLeg, outcome: LegOutcome, detail: string): void {
    void this.endLeg(leg, leg.state === 'ringing' ? outcome : 'left', detail)
  }
}
