import { RuntimeError } from '../../errors.js'
import { MixMonitor } from '../asterisk-manager/mix-monitor.js'
import type { CallOfLine, LegOutcome, LineAbilities, LineHangUp, LineRecorder, RingRequest, SendRequest, SipHeaders, SwitchFact, SwitchLine, SwitchTarget } from '../switch-port.js'
import { BotSide } from './bot-side.js'
import { causeOfHangUp } from './causes.js'
import { contexts, DialplanSide } from './dialplan-side.js'
import { HumanSide } from './human-side.js'
import { LineState, type LineParts } from './line-state.js'
import type { OwnChannel } from './names.js'
import { recordingFolders } from './settings.js'

type LineEnd = Extract<SwitchFact, { type: 'line.left' }>

/** One caller at an Asterisk, who is in our application, or in the dialplan and comes back. */
export class AsteriskLine implements SwitchLine {
  readonly abilities: LineAbilities = { consult: true, send: true, refer: true, hold: true, sendDigits: true }
  readonly bot: BotSide
  readonly humans: HumanSide
  readonly dialplan: DialplanSide
  readonly state: LineState
  readonly recorder?: LineRecorder
  private isAnswered = false
  private isHeld = false
  private isHungUp = false
  private isJudging = false

  constructor(
    readonly lineId: string,
    private readonly parts: LineParts,
  ) {
    this.state = new LineState(lineId, parts)
    if (parts.manager !== undefined) this.recorder = new MixMonitor(parts.manager, lineId, recordingFolders(parts.settings).at, parts.clock)
    this.bot = new BotSide(this.state)
    this.humans = new HumanSide(this.state)
    this.dialplan = new DialplanSide(this.state)
  }

  get switchId(): string {
    return this.parts.settings.switchId
  }

  belongsTo(call: CallOfLine): void {
    this.state.belongsTo(call)
  }

  answer(): Promise<void> {
    return this.state.inTurn(() => this.pickUp())
  }

  connectMedia(mediaUrl: string): Promise<void> {
    return this.state.inTurn(async () => {
      if (this.dialplan.hasCaller || this.isJudging) return
      if (this.parts.settings.answers === 'at-once') await this.pickUp()
      await this.endHold()
      if (await this.bot.open(mediaUrl)) await this.pickUp()
    })
  }

  dropMedia(): Promise<void> {
    return this.state.inTurn(() => this.bot.drop())
  }

  ring(request: RingRequest): Promise<void> {
    return this.state.inTurn(() => this.humans.ring(request))
  }

  join(legId: string): Promise<void> {
    return this.state.inTurn(async () => {
      await this.endHold()
      await this.humans.join(legId, () => this.bot.drop())
    })
  }

  dropLeg(legId: string): Promise<void> {
    return this.state.inTurn(() => this.humans.drop(legId))
  }

  send(request: SendRequest): Promise<void> {
    return this.state.inTurn(async () => {
      await this.endHold()
      await this.dialplan.send(request, () => this.bot.drop())
    })
  }

  refer(target: SwitchTarget, headers: SipHeaders): Promise<void> {
    return this.state.inTurn(async () => {
      await this.endHold()
      await this.dialplan.refer(target, headers)
    })
  }

  /** Whom the dialplan has is out of our reach; without a human there is nobody who holds. */
  async hold(isHeld: boolean): Promise<void> {
    if (this.dialplan.hasCaller) throw new RuntimeError('RUNTIME_SWITCH_UNABLE', 'The dialplan has the caller, who was put through blindly: only a caller of an attended transfer can be held.')
    await this.state.inTurn(async () => {
      const legId = this.humans.joinedLegId
      if (legId === undefined) return
      const isDone = isHeld ? await this.beginHold() : await this.endHold(true)
      if (isDone) this.state.tell({ type: isHeld ? 'leg.held' : 'leg.resumed', legId })
    })
  }

  sendDigits(digits: string): Promise<void> {
    if (!/^[0-9A-D*#]{1,64}$/.test(digits)) throw new RuntimeError('RUNTIME_SWITCH_UNABLE', 'No telephone has these digits: 0-9, A-D, * and #, 64 at most.')
    return this.state.inTurn(async () => void (await this.state.calls.sendDigits(this.lineId, digits)))
  }

  /** Does not wait for what is under way. */
  async hangUp(cause: LineHangUp): Promise<void> {
    if (this.state.isOver) return
    await this.parts.ready()
    this.isHungUp = true
    if (!(await this.state.calls.hangUp(this.lineId, causeOfHangUp[cause]))) this.left('runtime')
  }

  /** The dialplan does with the caller what it does when Callchart is away. */
  async giveBack(): Promise<void> {
    if (this.state.isOver) return
    await this.parts.ready()
    await this.state.callerGoesTo(contexts.away)
    this.left('runtime')
  }

  rings(): void {
    this.state.tell({ type: 'line.ringing' })
  }

  /** Told once. */
  answered(): void {
    if (this.isAnswered) return
    this.isAnswered = true
    this.state.tell({ type: 'line.answered' })
  }

  /** Its channel is gone. @param cause Q.850, which says something only of a line that never answered */
  ended(outcome: LegOutcome, detail: string): void {
    this.left(this.isHungUp ? 'runtime' : 'caller', this.isAnswered ? {} : { cause: outcome, detail })
  }

  /** The first bot leg could not be asked for: the call asks again. */
  hasNoMedia(error: unknown): void {
    this.state.tell({ type: 'media.lost', detail: error instanceof Error ? error.message : String(error) })
  }

  outOfApplication(): void {
    if (!this.dialplan.hasCaller && !this.isJudging) this.left(this.isHungUp ? 'runtime' : 'caller')
  }

  left(by: LineEnd['by'], more: Pick<LineEnd, 'cause' | 'detail'> = {}): void {
    if (this.state.isOver) return
    this.state.isOver = true
    this.state.tell({ type: 'line.left', by, ...more })
    this.parts.gone(this.lineId)
    void this.state.clear()
    // What was under way may have opened something after that.
    this.state.soon(() => Promise.resolve())
  }

  started(own: OwnChannel, channelId: string): void {
    if (own.role === 'bot') this.bot.started(channelId)
    else this.humans.started(own, channelId)
  }

  legEnded(own: OwnChannel, channelId: string, cause: number, detail: string): void {
    if (own.role === 'bot') this.bot.ended(channelId, detail)
    else this.humans.ended(own, channelId, cause, detail)
  }

  /** What an earlier process knew of it, as the switch has it: whether it is answered, and the context of ours that it is in. */
  async found(isAnswered: boolean, context: string | undefined): Promise<void> {
    this.isAnswered = isAnswered
    this.isJudging = context === contexts.amd
    if (context === contexts.transfer) this.dialplan.found((await this.state.calls.variable(this.lineId, 'CALLCHART_LEG')) ?? '', false)
    if (context === contexts.refer) this.dialplan.found(undefined, true)
  }

  /** An answered call that we placed: the dialplan listens, and gives it back with what it heard. */
  askWhoAnswered(): void {
    this.isJudging = true
    this.state.soon(async () => {
      if (await this.state.calls.follow(this.lineId)) await this.state.callerGoesTo(contexts.amd)
    })
  }

  judged(who: 'human' | 'machine' | 'unknown', detail: string): void {
    this.isJudging = false
    this.state.tell({ type: 'answered-by', who, detail })
  }

  /** Whether it is news that the caller came in with these arguments. */
  awaits([what]: readonly string[]): boolean {
    if (what === 'dial') return !this.isAnswered
    return what === 'back' || what === 'referred' ? this.dialplan.hasCaller : what === 'amd' && this.isJudging
  }

  private async pickUp(): Promise<void> {
    if (!this.isAnswered && (await this.state.calls.answer(this.lineId))) this.answered()
  }

  /** Out of the bridge: in it, the human would be heard over the music. */
  private async beginHold(): Promise<boolean> {
    if (this.isHeld) return false
    if (!(await this.state.callerLeaves())) return false
    this.isHeld = await this.state.calls.playMusic(this.lineId, true)
    return this.isHeld
  }

  /** @param maybe an earlier process may have begun it */
  private async endHold(maybe = false): Promise<boolean> {
    if (!this.isHeld && !maybe) return false
    this.isHeld = false
    await this.state.calls.playMusic(this.lineId, false)
    return this.state.callerEnters()
  }
}
