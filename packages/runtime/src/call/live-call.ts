import type { CallView, MediaFact, NumberedFact } from '@callchart/protocol'
import type { Logger } from 'pino'
import type { CancelTimer, Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'
import type { CallHands } from '../perform/hands.js'
import { apologise, perform, startTurn, type PerformParts } from '../perform/perform.js'
import type { OpeningEvent } from '../perform/hours.js'
import type { AnswerQuestion } from '../knowledge/question.js'
import { createQuestions } from '../perform/knowledge.js'
import { createCallRecordings, type RecordingPort } from '../perform/recording.js'
import { createRequests, type SendRequest } from '../perform/request.js'
import { createRows, type WriteRow } from '../perform/rows.js'
import { createTimers } from '../perform/timer.js'
import { Transfers, type TransferParts, type TransferSettings } from '../perform/transfer.js'
import { appendCommand } from '../perform/turn.js'
import type { Queues } from '../queue/queues.js'
import type { Journal } from '../store/journal.js'
import type { UnderstandingServices } from '../understanding/services.js'
import { takeEvent, takeFact, type CallStages } from './call.js'
import { createCallLog } from './call-log.js'
import type { CallMeters } from './call-meters.js'
import { viewOfState } from './call-view.js'
import type { NewEvent } from './entries.js'
import { apologyTurnId } from './fold-facts.js'
import { createMailbox } from './mailbox.js'
import { createOutbox, type MediaLink } from './outbox.js'
import { createPondering } from './pondering.js'
import type { ReadyVersion } from './ready-version.js'
import { settled } from './settled-note.js'
import type { KeepingRule } from './unrecognised.js'
import { isCallOver, openLegs, wireTurnId, type CallState, type OpenCheck, type OpenTurn } from './state.js'

export interface CallSettings extends TransferSettings {
  /** IANA name. */
  readonly timeZone: string
  /** Whether what was not understood is kept for review. */
  readonly keepUnrecognised: KeepingRule
  /** A bridge that is gone for longer has lost the call's media. */
  readonly reattachMs: number
  /** A bridge that was told to hang up reports it within this time. */
  readonly hangUpGraceMs: number
  /** What follows a hang-up is done within this time. */
  readonly afterCallMs: number
  /** The chart ends a call that is too long; the bridge does so much later where no chart did. */
  readonly watchdogLagMs: number
}

/** What all calls of a runtime share. */
export interface CallSurroundings {
  readonly clock: Clock
  readonly logger: Logger
  readonly journal: Journal
  readonly queues: Queues
  readonly understanding: UnderstandingServices
  readonly openingAt: TransferParts['openingAt']
  readonly sendRequest: SendRequest
  readonly writeRow: WriteRow
  /** A model that answers questions; absent: there is none. */
  readonly answers?: AnswerQuestion
  /** Absent: nothing is recorded. */
  readonly recordings?: RecordingPort
  /** What a calendar says of the moment of the question. */
  readonly opening: (open: OpenCheck) => OpeningEvent
  readonly meters: CallMeters
  readonly settings: CallSettings
  /** The live version of a flow, for a call that goes on with it. */
  liveVersion(flow: string): Promise<ReadyVersion | undefined>
  tag(callId: string, tag: string): void
  /** Something of the call may look otherwise than before. */
  changed(callId: string): void
  /** The call is over; it may still wait for answers of its last requests. */
  ended(call: LiveCall): void
  /** Nothing of the call is under way here any more. */
  gone(call: LiveCall): void
}

/** The caller is gone, or does something by hand: no understanding holds that up. */
const isUrgent = ({ type }: MediaFact): boolean => ['caller.hung-up', 'leg.hung-up', 'digit.pressed', 'digits'].includes(type)

/** How the call works just now: normally, or without a journal on its way out. */
type Mode = 'running' | 'without-journal' | 'closed'

/** A call that this runtime holds: its mailbox, its bridge and its performers around the pure state. */
export class LiveCall {
  readonly callId: string
  readonly state: CallState
  readonly epoch: number
  private readonly log: Logger
  private readonly mailbox = createMailbox((error) => this.takeError(error))
  private readonly outbox
  private readonly pondering = createPondering()
  private readonly stages: CallStages
  private mode: Mode = 'running'
  private mediaUrl = ''
  private lastTaken: number
  private hangUpSent = false
  private endTold = false
  private watch: CancelTimer | undefined
  private afterCall: CancelTimer | undefined

  /**
   * @param versions those that the state's fold has met
   * @param lastCommandNumber of the bridge, when an earlier runtime held the call
   */
  constructor(
    private readonly around: CallSurroundings,
    state: CallState,
    epoch: number,
    private readonly versions: Map<string, ReadyVersion>,
    lastCommandNumber = 0,
  ) {
    this.state = state
    this.epoch = epoch
    this.callId = state.origin.callId
    this.lastTaken = state.lastFactNumber
    this.log = around.logger.child({ callId: this.callId, flowId: state.ready.manifest.flow })
    this.outbox = createOutbox(epoch, lastCommandNumber)
    this.stages = this.wire()
  }

  private wire(): CallStages {
    const { clock, journal, settings, meters } = this.around
    const log = createCallLog({
      state: this.state,
      epoch: this.epoch,
      journal,
      clock,
      log: this.log,
      versions: this.versions,
      appendSeconds: meters.appended,
    })
    const hands: CallHands = {
      state: this.state,
      clock,
      log: this.log,
      command: (command) => this.outbox.command(command),
      mediaUrl: () => this.mediaUrl,
      record: async (notes) => log.apply(await log.write(notes)),
      report: (event) => this.report(event),
      post: (task) => this.post(task),
    }
    const performing: PerformParts = {
      hands,
      timers: createTimers(hands),
      requests: createRequests(hands, this.around.sendRequest, meters.requestSettled),
      transfers: new Transfers(hands, { queues: this.around.queues, openingAt: this.around.openingAt, settings }),
      questions: createQuestions(hands, this.around.answers, meters.effectSettled),
      recordings: createCallRecordings(hands, this.around.recordings),
      rows: createRows(hands, this.around.writeRow, meters.effectSettled),
      askHours: (open) => this.askHours(open),
      limitCall: (maxCallMs) => this.outbox.command({ type: 'call.limit', maxCallMs: this.watchdogMs(maxCallMs) }),
      pinNext: (flow) => this.pinNext(flow),
      tag: (tag) => this.around.tag(this.callId, tag),
      hangUp: (cause) => this.sendHangUp(cause),
    }
    return {
      state: this.state,
      log,
      performing,
      understanding: { services: this.around.understanding, clock, timeZone: settings.timeZone, pondering: this.pondering, log: this.log },
      keepUnrecognised: settings.keepUnrecognised,
      meters,
      ack: (number) => (number > 0 ? this.outbox.ack(number) : undefined),
    }
  }

  /** The bridge's stream is here: new, or back again. */
  attach(link: MediaLink, mediaUrl: string, lastCommandNumber: number): void {
    this.mediaUrl = mediaUrl
    this.stopWatch()
    const maxCallMs = this.watchdogMs(this.state.ready.manifest.maxCallMs)
    link.accept({ callId: this.callId, epoch: this.epoch, lastFactNumber: this.lastTaken, maxCallMs })
    this.outbox.attach(link, lastCommandNumber)
  }

  detach(link: MediaLink): void {
    if (!this.outbox.detach(link) || this.state.endedAt !== undefined) return
    this.log.warn('media bridge detached')
    this.watchFor(this.around.settings.reattachMs)
  }

  /** One fact of the bridge; each number counts once. */
  take(numbered: NumberedFact): void {
    const begun = isUrgent(numbered.fact) ? this.pondering.urge() : undefined
    this.post(async () => {
      begun?.()
      if (numbered.number <= this.lastTaken) return this.outbox.ack(this.lastTaken)
      if (this.mode === 'without-journal') return this.takeWithoutJournal(numbered)
      if (numbered.fact.type === 'hypothesis') this.outbox.ack(numbered.number)
      else await takeFact(this.stages, numbered)
      this.lastTaken = numbered.number
      this.around.meters.factTaken(numbered.fact)
    })
  }

  /** Ends the call from outside. */
  hangUp(cause: string): void {
    const begun = this.pondering.urge()
    this.post(async () => {
      begun()
      if (this.mode !== 'running' || isCallOver(this.state)) return
      if (this.state.endedFromOutside === true && this.state.endedAt === undefined) return this.sendHangUp(cause)
      for (const turnId of this.state.turns.keys())
        this.outbox.command({ type: 'turn.cancel', turnId: wireTurnId(this.state.chapter, turnId) })
      await takeEvent(this.stages, { type: 'call.ended', cause })
      this.sendHangUp(cause)
    })
  }

  view(): CallView {
    return viewOfState(this.state)
  }

  /** Takes up what was in flight when an earlier runtime of this call died. */
  resume(): void {
    this.post(async () => {
      const { performing } = this.stages
      await performing.recordings.rearm()
      for (const [turnId, turn] of this.state.turns) {
        if (turn.cancelled === true) this.outbox.command({ type: 'turn.cancel', turnId: wireTurnId(this.state.chapter, turnId) })
        else await this.startAgain(turn)
      }
      performing.timers.rearm()
      const unsent = performing.requests.rearm()
      await perform(performing, unsent)
      await performing.transfers.rearm()
      performing.rows.rearm()
      performing.questions.rearm()
      for (const open of this.state.checks.values()) performing.askHours(open)
      if (this.state.chapter > 1) performing.limitCall(this.state.ready.manifest.maxCallMs)
      if (this.state.failure?.apology === 'due') apologise(performing.hands)
      if (this.state.hangUp !== undefined) this.sendHangUp(this.state.hangUp.cause)
    })
  }

  /** A bridge that knows the turn, or some of its prompts, takes what it lacks. */
  private async startAgain(turn: OpenTurn): Promise<void> {
    await startTurn(this.stages.performing, turn.effect)
    const append = appendCommand(this.state, turn)
    if (append !== undefined) this.outbox.command(append)
  }

  /** The bridge is gone for good: the runtime states the end of every leg itself. */
  loseMedia(): void {
    const begun = this.pondering.urge()
    this.post(async () => {
      begun()
      if (this.mode === 'without-journal') return this.close()
      const atMs = this.state.clockMs
      if (this.state.caller !== 'gone')
        await takeFact(this.stages, { number: 0, atMs, fact: { type: 'caller.hung-up', cause: 'media-error' } })
      for (const { legId } of openLegs(this.state))
        await takeFact(this.stages, { number: 0, atMs, fact: { type: 'leg.hung-up', legId, cause: 'media-error' } })
    })
  }

  /** Stops working on the call without ending it. @param error told to the bridge */
  close(error?: RuntimeError): void {
    if (this.mode === 'closed') return
    this.mode = 'closed'
    this.pondering.urge()
    this.stopWatch()
    this.afterCall?.()
    this.mailbox.close()
    this.stages.performing.timers.cancelAll()
    this.stages.performing.requests.abortAll()
    this.stages.performing.rows.cancelAll()
    this.stages.performing.recordings.cancelAll()
    this.stages.performing.questions.abortAll()
    this.outbox.end(error)
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

  private askHours(open: OpenCheck): void {
    const answer = this.around.opening(open)
    this.around.meters.effectSettled('hours.check', answer.type.slice('hours.'.length))
    this.report(answer)
  }

  private async pinNext(flow: string): Promise<ReadyVersion | undefined> {
    const next = await this.around.liveVersion(flow)
    if (next !== undefined) this.versions.set(next.version, next)
    return next
  }

  private sendHangUp(cause: string): void {
    if (this.hangUpSent || this.state.caller === 'gone') return
    this.hangUpSent = true
    this.outbox.command({ type: 'call.hang-up', cause })
    if (this.outbox.attached) this.watchFor(this.around.settings.hangUpGraceMs)
  }

  /** What follows from the state alone, after every task. */
  private conclude(): void {
    const { state } = this
    if (this.mode !== 'running') return
    if (state.failure?.apology === 'over') this.sendHangUp('failed')
    if (state.failure?.apology === 'due' && this.watch === undefined) this.watchFor(this.around.settings.hangUpGraceMs)
    if (state.caller === 'connected' && state.ready.isOver(state.snapshot)) this.sendHangUp('flow-over')
    if (state.endedAt === undefined) return
    this.stopWatch()
    this.outbox.end()
    if (isCallOver(state)) this.tellEnd()
    if (this.endTold && state.requests.size === 0 && state.rows.size === 0) this.close()
    else this.afterCall ??= this.around.clock.after(state.endedAt + this.around.settings.afterCallMs - this.around.clock.now(), () => this.cutShort())
  }

  private tellEnd(): void {
    if (this.endTold) return
    this.endTold = true
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
      this.close()
    })
  }

  private watchdogMs(maxCallMs: number): number {
    return maxCallMs === 0 ? 0 : maxCallMs + this.around.settings.watchdogLagMs
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
    this.watchFor(this.around.settings.hangUpGraceMs)
    await this.stages.performing.transfers
      .dropAll('failed')
      .catch((failed: unknown) => this.log.error({ err: failed }, 'transfer not dropped'))
  }

  /** Nothing can be journaled: the caller hears the apology and the call ends. */
  private takeWithoutJournal({ fact }: NumberedFact): void {
    if (
      'turnId' in fact &&
      fact.turnId === apologyTurnId &&
      (fact.type === 'turn.finished' || fact.type === 'turn.failed' || fact.type === 'turn.cancelled')
    ) {
      this.sendHangUp('failed')
    }
    if (fact.type === 'caller.hung-up') this.close()
  }

  private watchFor(ms: number): void {
    this.stopWatch()
    this.watch = this.around.clock.after(ms, () => this.loseMedia())
  }

  private stopWatch(): void {
    this.watch?.()
    this.watch = undefined
  }
}
