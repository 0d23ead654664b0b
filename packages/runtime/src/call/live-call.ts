import type { CallView, MediaFact, NumberedFact } from '@callchart/protocol'
import { Alarm, type CancelTimer } from '../clock.js'
import { RuntimeError } from '../errors.js'
import { endsApology } from '../perform/apology.js'
import type { CallHands } from '../perform/hands.js'
import { apologise, startTurnAgain } from '../perform/perform.js'
import { restOfTurn } from '../perform/turn.js'
import { letGo, rearm } from '../perform/under-way.js'
import { takeEvent, takeFact, takeLineFact, type CallStages } from './call.js'
import { onCallClock, SeenClock } from './call-clock.js'
import { viewOfState } from './call-view.js'
import type { LineFact, NewEvent } from './entries.js'
import { factsOfLine } from './found-line.js'
import { LineSide } from './line-side.js'
import { createMailbox } from './mailbox.js'
import { createOutbox, type MediaLink } from './outbox.js'
import { createPondering } from './pondering.js'
import type { ReadyVersion } from './ready-version.js'
import { settled } from './settled-note.js'
import { awaitsHuman, isBetweenTurns, isCallOver, openBridgeLegs, wireTurnId, type AgentLeg, type CallState, type OpenTurn } from './state.js'
import type { CallSurroundings } from './surroundings.js'
import type { SwitchFact } from '../switch/switch-port.js'
import { CallWatch } from '../watch/call-watch.js'
import { wireCall } from './wire-call.js'

/** The caller is gone, or does something by hand: no understanding holds that up. */
const isUrgent = ({ type }: MediaFact): boolean => ['caller.hung-up', 'leg.hung-up', 'digit.pressed', 'digits'].includes(type)

/** How the call works just now: normally, or without a journal on its way out. */
type Mode = 'running' | 'without-journal' | 'closed'

/** A call that this runtime holds: its mailbox, its bridge and its performers around the pure state. */
export class LiveCall {
  readonly callId: string
  private readonly log
  private readonly mailbox = createMailbox((error) => this.takeError(error))
  private readonly outbox
  private readonly pondering = createPondering()
  private readonly stages: CallStages
  private readonly side: LineSide
  private readonly watching: CallWatch
  private readonly seenClock: SeenClock
  /** The bridge says nothing for so long: it is gone for good. */
  private readonly watch: Alarm
  /** Which bot leg a stream of a bridge belongs to: one that is over says nothing any more. */
  private readonly legOf = new WeakMap<MediaLink, number>()
  private mode: Mode = 'running'
  private mediaUrl = ''
  private lastTaken: number
  private hangUpSent = false
  private endTold = false
  private afterCall: CancelTimer | undefined

  /**
   * @param versions those that the state's fold has met
   * @param lastCommandNumber of the bridge, when an earlier runtime held the call
   */
  constructor(
    private readonly around: CallSurroundings,
    readonly state: CallState,
    readonly epoch: number,
    versions: Map<string, ReadyVersion>,
    lastCommandNumber = 0,
  ) {
    this.seenClock = new SeenClock(state)
    this.watch = new Alarm(around.clock, () => this.loseMedia())
    this.callId = state.origin.callId
    this.lastTaken = state.lastFactNumber
    this.watching = new CallWatch(around, state)
    this.log = this.watching.log
    this.outbox = createOutbox(epoch, lastCommandNumber)
    const hands = this.hands()
    this.side = new LineSide(hands, {
      line: () => this.line(),
      newMediaUrl: () => around.newMediaUrl(this.callId),
      state: (fact) => this.takeLine(fact),
      outbox: this.outbox,
      settings: around.settings,
    })
    this.stages = wireCall({
      around,
      hands,
      watch: this.watching,
      epoch,
      versions,
      pondering: this.pondering,
      line: this.line,
      told: (fact) => this.takeLine(fact),
      watchdogMs: (maxCallMs) => this.watchdogMs(maxCallMs),
      hangUp: (cause) => this.sendHangUp(cause),
      ack: (number) => (number > 0 ? this.outbox.ack(number) : undefined),
    })
  }

  /** A bridge has had the call's media before. */
  get isBegun(): boolean {
    return this.state.botLeg.state !== 'due' || this.state.botLeg.number > 1
  }

  /** @see LineSide.isMoving */
  get isMoving(): boolean {
    return this.side.isMoving
  }

  private readonly line = () => (this.state.line === undefined ? undefined : this.around.lineOf(this.callId, this.epoch))

  private hands(): CallHands {
    return {
      state: this.state,
      clock: this.around.clock,
      log: this.log,
      clockAt: (at) => this.seenClock.at(at),
      command: (command) => this.outbox.want(command),
      mediaUrl: () => this.mediaUrl,
      goTo: (runtimeId, mayGo) => this.around.goesTo(this, runtimeId, mayGo),
      record: async (notes) => this.stages.log.apply(await this.stages.log.write(notes)),
      report: (event) => this.report(event),
      post: (task) => this.post(task),
      whenStill: (task) => this.side.whenStill(task),
    }
  }

  /** The bridge's stream is here: new, or back again. */
  attach(link: MediaLink, mediaUrl: string, lastCommandNumber: number, knownEpoch?: number): void {
    this.mediaUrl = mediaUrl
    this.side.arrive()
    this.legOf.set(link, this.state.botLeg.number)
    this.watch.stop()
    link.accept({ callId: this.callId, epoch: this.epoch, lastFactNumber: this.lastTaken, maxCallMs: this.watchdogMs(this.state.ready.manifest.maxCallMs) })
    this.outbox.attach(link, lastCommandNumber, knownEpoch)
  }

  /**
   * A bridge has a further bot leg of the running call: what the caller was to hear goes on there.
   * @throws RUNTIME_CALL_ENDED
   */
  async beginLeg(link: MediaLink, mediaUrl: string): Promise<void> {
    let isBegun = false
    await this.mailbox.post(async () => {
      if (this.mode !== 'running' || this.state.caller === 'gone') return
      await this.moveTo(link, mediaUrl)
      isBegun = true
      this.conclude()
      this.around.changed(this.callId)
    })
    if (!isBegun) throw new RuntimeError('RUNTIME_CALL_ENDED', `Call ${this.callId} was over before its media came again.`)
  }

  private async moveTo(link: MediaLink, mediaUrl: string): Promise<void> {
    const { state } = this
    // From one bridge to another while nobody speaks: no answer is lost.
    const isUnnoticed = isBetweenTurns(state)
    const { transfers, recordings } = this.stages.performing
    await this.closeBridgeLegs((leg) => !transfers.comesAlong(leg))
    const body = { leg: state.botLeg.number + 1, fromMs: this.seenClock.at(this.around.clock.now()) }
    this.stages.log.apply(await this.stages.log.write([{ kind: 'leg.began', body }]))
    this.lastTaken = 0
    this.hangUpSent = false
    this.outbox.renew(new RuntimeError('RUNTIME_CALL_ENDED', `Call ${this.callId} goes on with another connection.`))
    this.attach(link, mediaUrl, 0)
    await recordings.rearm()
    for (const turn of state.turns.values()) await this.startAgain(turn, !isUnnoticed)
    if (state.transfer !== undefined && awaitsHuman(state.transfer)) this.outbox.command({ type: 'hold.start', music: state.transfer.effect.music })
    transfers.legBegan()
    if (state.hangUp !== undefined) this.sendHangUp(state.hangUp.cause)
  }

  /**
   * What the switch tells of the caller's line, in its order.
   * @param number as whoever has the line counts; absent: the runtime states it itself
   * @param journaled it need not be told again; never called where the call goes on elsewhere
   */
  takeLine(fact: SwitchFact | LineFact, number?: number, journaled: () => void = () => undefined): void {
    const begun = fact.type === 'line.left' ? this.pondering.urge() : undefined
    this.post(async () => {
      begun?.()
      if (this.mode === 'without-journal') {
        journaled()
        return fact.type === 'line.left' ? this.close() : undefined
      }
      const { line } = this.state
      if (this.mode !== 'running') return
      if (line?.hasLeft === true || (number ?? Infinity) <= (line?.lastNumber ?? 0)) return journaled()
      const facts = factsOfLine(this.state, fact)
      if (facts.length === 0) journaled()
      for (const each of facts) await takeLineFact(this.stages, { fact: each, ...(number !== undefined && { number }) }, each === facts.at(-1) ? journaled : () => undefined)
      this.side.conclude(this.hangUpSent, true)
    })
  }

  /** The bridge ends the bot leg once what plays is over. */
  endMedia(): void {
    this.post(async () => {
      this.outbox.command({ type: 'hold.stop' })
      this.outbox.command({ type: 'call.hang-up', cause: 'leg-over' })
    })
  }

  /** The bridge at this address is to end: the caller goes to another one, if their switch can take them there. */
  leaveBridge(mediaUrl: string): void {
    if (mediaUrl === this.mediaUrl) this.post(async () => this.side.leave())
  }

  detach(link: MediaLink): void {
    if (!this.outbox.detach(link) || this.state.endedAt !== undefined) return
    this.log.warn('media bridge detached')
    this.watch.set(this.around.settings.reattachMs)
  }

  /** One fact of the bridge; each number of a bot leg counts once. */
  take(told: NumberedFact, link: MediaLink): void {
    const begun = isUrgent(told.fact) ? this.pondering.urge() : undefined
    const receivedMs = performance.now()
    if (this.legOf.get(link) === this.state.botLeg.number) this.seenClock.note(told, this.around.clock.now())
    this.post(async () => {
      begun?.()
      if (this.legOf.get(link) !== this.state.botLeg.number) return
      const numbered = onCallClock(told, this.state.botLeg.fromMs)
      if (numbered.number <= this.lastTaken) return this.outbox.ack(this.lastTaken)
      if (this.mode === 'without-journal') return this.takeWithoutJournal(numbered)
      this.watching.begin(receivedMs)
      if (numbered.fact.type === 'hypothesis') this.outbox.ack(numbered.number)
      else await takeFact(this.stages, numbered)
      this.lastTaken = numbered.number
      this.watching.dealtWith(numbered.fact)
      if (numbered.fact.type === 'caller.hung-up') this.side.mediaEnded()
    })
  }

  /** Ends the call from outside. */
  hangUp(cause: string): void {
    const begun = this.pondering.urge()
    this.post(async () => {
      begun()
      if (this.mode !== 'running' || isCallOver(this.state)) return
      if (this.state.endedFromOutside === true && this.state.endedAt === undefined) return this.sendHangUp(cause)
      for (const turnId of this.state.turns.keys()) this.outbox.command({ type: 'turn.cancel', turnId: wireTurnId(this.state.chapter, turnId) })
      await takeEvent(this.stages, { type: 'call.ended', cause })
      this.sendHangUp(cause)
    })
  }

  /** The human of this leg holds the caller, or comes back. */
  holdAtBridge(legId: string, isHeld: boolean): void {
    this.post(async () => this.stages.performing.transfers.hold(legId, isHeld))
  }

  readonly view = (): CallView => viewOfState(this.state)

  /** Takes up what was in flight when an earlier runtime of this call died. */
  resume(): void {
    this.post(async () => {
      await rearm(this.stages.performing, (turn) => this.startAgain(turn))
      if (this.state.hangUp !== undefined) this.sendHangUp(this.state.hangUp.cause)
    })
  }

  /** A bridge that knows the turn, or some of its prompts, takes what it lacks; on a further bot leg what was heard is not said again. */
  private startAgain(turn: OpenTurn, isNewLeg = false): Promise<void> {
    return startTurnAgain(this.stages.performing, this.state.botLeg.number > 1 ? restOfTurn(turn, isNewLeg) : turn)
  }

  /** The bridge is gone for good: the runtime states the end of every leg itself. */
  loseMedia(): void {
    const begun = this.pondering.urge()
    this.post(async () => {
      begun()
      if (this.mode === 'without-journal') return this.close()
      if (this.state.caller !== 'gone' && this.state.botLeg.state !== 'gone') await takeFact(this.stages, { number: 0, atMs: this.state.clockMs, fact: { type: 'caller.hung-up', cause: 'media-error' } })
      await this.closeBridgeLegs()
    })
  }

  private async closeBridgeLegs(isOver: (leg: AgentLeg) => boolean = () => true): Promise<void> {
    for (const { legId } of openBridgeLegs(this.state).filter(isOver))
      await takeFact(this.stages, { number: 0, atMs: this.state.clockMs, fact: { type: 'leg.hung-up', legId, cause: 'media-error' } })
  }

  /** Stops working on the call without ending it. @param error told to the bridge */
  close(error?: RuntimeError): void {
    if (this.mode === 'closed') return
    if (this.mode === 'without-journal' && error === undefined) this.side.giveBack()
    this.mode = 'closed'
    this.side.close()
    this.pondering.urge()
    this.watch.stop()
    this.afterCall?.()
    this.mailbox.close()
    letGo(this.stages.performing)
    this.outbox.end(error)
    this.watching.close()
    this.around.gone(this)
  }

  /** Resolves when everything posted so far is done. */
  settled(): Promise<void> {
    const begun = this.pondering.urge()
    return this.mailbox.post(async () => begun())
  }

  private post(task: () => Promise<void>): void {
    void this.mailbox.post(async () => {
      await task()
      this.conclude()
      this.around.changed(this.callId)
    })
  }

  private report(event: NewEvent): void {
    const { chapter } = this.state
    this.post(async () => {
      const stale = chapter !== this.state.chapter || (this.state.failure !== undefined && event.type !== 'caller.hung-up')
      if (!stale && this.mode === 'running') await takeEvent(this.stages, event)
    })
  }

  private sendHangUp(cause: string): void {
    if (this.hangUpSent || this.state.caller === 'gone') return
    this.hangUpSent = true
    if (this.state.line !== undefined && this.state.botLeg.state === 'gone') return
    this.outbox.command({ type: 'call.hang-up', cause })
    if (this.outbox.attached) this.watch.set(this.around.settings.hangUpGraceMs)
  }

  /** What follows from the state alone, after every task. */
  private conclude(): void {
    const { state } = this
    if (this.mode !== 'running') return
    if (state.failure?.apology === 'over') this.sendHangUp('failed')
    if (state.failure?.apology === 'due' && !this.watch.isSet) this.watch.set(this.around.settings.hangUpGraceMs)
    if (state.caller === 'connected' && state.ready.isOver(state.snapshot)) this.sendHangUp('flow-over')
    this.side.conclude(this.hangUpSent)
    if (state.endedAt === undefined) return
    this.watch.stop()
    if (isCallOver(state)) this.tellEnd()
    if (this.side.awaitsBridge(this.outbox.attached)) return
    this.outbox.end()
    if (this.endTold && state.requests.size === 0 && state.rows.size === 0 && state.handovers.size === 0) this.close()
    else this.afterCall ??= this.around.clock.after(state.endedAt + this.around.settings.afterCallMs - this.around.clock.now(), () => this.cutShort())
  }

  private tellEnd(): void {
    if (this.endTold) return
    this.endTold = true
    this.watching.ended()
    this.around.ended(this)
  }

  /** What follows the hang-up does not come to its end: the call does. */
  private cutShort(): void {
    this.post(async () => {
      const { state } = this
      if (this.mode !== 'running') return this.close()
      this.log.warn({ requests: state.requests.size, rows: state.rows.size, path: state.ready.statePath(state.snapshot) }, 'call cut short')
      if (!isCallOver(state)) await takeEvent(this.stages, { type: 'call.ended', cause: 'after-call-timeout' })
      const open = [...state.requests.values()].map((request) => settled(request, 'request.send', 'outcome-unknown'))
      if (open.length > 0) this.stages.log.apply(await this.stages.log.write(open))
      this.tellEnd()
      // The database, which is away for so long, does not know of its rows: nobody else would write them.
      if (state.rows.size === 0) return this.close()
      this.afterCall = this.around.clock.after(this.around.settings.afterCallMs, () => this.cutShort())
    })
  }

  private watchdogMs(maxCallMs: number): number {
    return maxCallMs === 0 ? 0 : maxCallMs + this.around.settings.watchdogLagMs
  }

  /** Another runtime has the call, under a newer epoch: nothing more is done or said here. */
  giveWay(error = new RuntimeError('RUNTIME_STALE_EPOCH', `Call ${this.callId} no longer belongs to epoch ${this.epoch}.`)): void {
    void this.takeError(error)
  }

  private async takeError(error: unknown): Promise<void> {
    const code = error instanceof RuntimeError ? error.code : undefined
    if (code === 'RUNTIME_STALE_EPOCH' || code === 'RUNTIME_JOURNAL_CONFLICT') {
      this.log.warn({ code }, 'call taken over by another runtime')
      this.close(error as RuntimeError)
      return this.around.queues.handOver(this.callId).catch((failed: unknown) => this.log.error({ err: failed }, 'queue not handed over'))
    }
    this.log.error({ code, err: error }, 'call cannot go on')
    if (this.mode !== 'running') return
    this.mode = 'without-journal'
    this.state.failure ??= { code: code ?? 'RUNTIME_CALL_FAILED', apology: 'due' }
    this.stages.performing.timers.cancelAll()
    this.stages.performing.requests.abortAll()
    this.stages.performing.questions.abortAll()
    apologise(this.stages.performing.hands)
    this.watch.set(this.around.settings.hangUpGraceMs)
    await this.stages.performing.transfers.dropAll('failed').catch((failed: unknown) => this.log.error({ err: failed }, 'transfer not dropped'))
  }

  /** Nothing can be journaled: the caller hears the apology and the call ends. */
  private takeWithoutJournal({ fact }: NumberedFact): void {
    if (endsApology(fact)) this.sendHangUp('failed')
    if (fact.type === 'caller.hung-up') this.close()
  }
}
