import { callerLegId, type CallListEntry, type CallListQuery, type CallStep, type CallView, type Heat, type HeatQuery, type WrapUpView } from '@callchart/protocol'
import { RuntimeError } from '../errors.js'
import { CallWatchers } from './call-watchers.js'
import { CallEnds } from './call-ends.js'
import { CallSweeps } from './call-sweeps.js'
import { CallsByLine } from './calls-by-line.js'
import { createCallRows, newCallOf, originOf, type CallRows } from './call-rows.js'
import type { BridgeHello, CallAttributes, CreatedCall, DirectoryParts } from './directory-parts.js'
import { handOver, runtimeEnds, sendTo } from './hand-over.js'
import { LiveCall } from './live-call.js'
import type { MediaLink } from './outbox.js'
import type { ReadyVersion } from './ready-version.js'
import { RecordedCalls } from './recorded-calls.js'
import { spooledRows } from './spooled-rows.js'
import { emptyState, isCallOver } from './state.js'
import type { CallSurroundings, HeldCall } from './surroundings.js'
import type { CallRow } from '../store/tables.js'
import { placeOf } from '../watch/place.js'
import type { TokenForm } from '../store/tokens.js'
import type { HeldAbilities, NumberedLineFact } from '../switch/held-lines.js'

/** The calls of this runtime: created, attached, found, taken over, ended. */
export class CallDirectory {
  private readonly rows: CallRows
  private readonly live = new Map<string, LiveCall>()
  private readonly resuming = new Map<string, Promise<LiveCall | undefined>>()
  private readonly recordedCalls: RecordedCalls
  private readonly watchers = new CallWatchers()
  private readonly ends: CallEnds
  readonly byLine: CallsByLine
  private readonly surroundings: CallSurroundings
  private readonly sweeps: CallSweeps
  private isDraining = false

  constructor(private readonly parts: DirectoryParts) {
    const { clock, logger, callEnded, lines, store } = parts
    const rows = createCallRows(store.callDb, store.keys, store.db)
    this.rows = store.spool === undefined ? rows : spooledRows(rows, store.spool)
    this.ends = new CallEnds({ rows: this.rows, clock, logger, callEnded, unheard: (row) => lines.unheard(row), changed: (callId) => this.watchers.tell(callId) })
    this.byLine = new CallsByLine(this.rows, this.ends, parts.runtimeId)
    this.recordedCalls = new RecordedCalls(this.rows, store, parts.versions)
    this.surroundings = {
      ...parts.surroundings,
      liveVersion: (flow) => parts.versions.live(flow),
      newMediaUrl: (callId) => this.newMediaUrl(callId, parts.runtimeId),
      tag: (callId, tag) => this.inBackground('tag not written', this.rows.addTag(callId, tag, parts.clock.now())),
      changed: (callId) => this.watchers.tell(callId),
      ended: (call) => this.ends.note(call),
      gone: (call) => this.forget(call),
      goesTo: (call, runtimeId, mayGo) => this.inBackground('call not sent to another runtime', this.send(call, runtimeId, mayGo)),
    }
    this.sweeps = new CallSweeps({
      ...parts,
      rows: this.rows,
      ends: this.ends,
      live: this.live,
      isResuming: (callId) => this.resuming.has(callId),
      adopt: (callId, lapsedBy) => this.inBackground('lost call not adopted', this.adopt(callId, lapsedBy)),
    })
  }

  get activeCount(): number {
    return this.live.size
  }

  /** @param abilities of the line that the call comes by, which this runtime has */
  async create(attributes: CallAttributes, ready: ReadyVersion, tokenForm?: TokenForm, abilities?: HeldAbilities): Promise<CreatedCall> {
    const { clock, store, settings } = this.parts
    const callId = this.parts.newCallId()
    await this.rows.insert(newCallOf({ ...attributes, callId, startedAt: clock.now() }, ready.manifest.flow, ready.version, store.keys, abilities && this.byLine.holder(abilities)))
    const { token, expiresAt } = await store.tokens.issueToken({ callId, legId: callerLegId }, settings.tokenLifetimeMs, tokenForm)
    this.ends.expectMedia(callId, settings.tokenLifetimeMs + 1_000)
    return { callId, token, expiresAt }
  }

  /** A call that is to be placed: it has no media before it is answered. @param waitMs until then it is answered, or never was */
  async createDialled(attributes: CallAttributes, ready: ReadyVersion, waitMs: number): Promise<string> {
    const { clock, store } = this.parts
    const callId = this.parts.newCallId()
    const startedAt = clock.now()
    await this.rows.insert(newCallOf({ ...attributes, callId, startedAt }, ready.manifest.flow, ready.version, store.keys), startedAt + waitMs)
    return callId
  }

  /** The row of any call. */
  row(callId: string): Promise<CallRow | undefined> {
    return this.rows.read(callId)
  }

  /** Address for a bot leg of a call that has none yet, or no more. @param keeper the runtime that works on the call */
  async newMediaUrl(callId: string, keeper?: string): Promise<string> {
    const { store, settings } = this.parts
    const { token } = await store.tokens.replaceToken({ callId, legId: callerLegId }, settings.tokenLifetimeMs, keeper)
    return this.parts.legUrl()(token)
  }

  /**
   * What the switch tells of a call's line, in its order: one after the other.
   * @param lineEpoch which holder of the line says so
   * @param journaled it is in the journal, or no matter any more
   * @returns `here`: this runtime sees to it; `waiting`: the call has no media yet; `elsewhere`: another runtime works on the call; `lost`: another one has the line
   */
  async takeLine(callId: string, lineEpoch: number, { fact, number }: NumberedLineFact, journaled: () => void = () => undefined): Promise<'here' | 'waiting' | 'elsewhere' | 'lost'> {
    const call = await this.worksOn(callId)
    if (call !== undefined) {
      call.takeLine(fact, number, journaled)
      return 'here'
    }
    const isClosed = fact.type === 'line.left' && (await this.closeWaiting(callId, fact.cause === undefined || fact.cause === 'left' ? 'never-connected' : fact.cause))
    const row = isClosed ? undefined : await this.rows.read(callId)
    if (row?.status === 'waiting') return 'waiting'
    if (row?.status !== 'active') {
      journaled()
      return 'here'
    }
    if (row.lineEpoch !== lineEpoch) return 'lost'
    const leaseUntil = row.leaseUntil?.getTime() ?? 0
    const taken = (await this.worksOn(callId)) ?? (leaseUntil < this.parts.clock.now() ? await this.takeLost(callId, leaseUntil) : undefined)
    if (taken === undefined) return 'elsewhere'
    taken.takeLine(fact, number, journaled)
    return 'here'
  }

  /** A call whose line is here has its media at another runtime: if this one still works on it, then no more. */
  async heardElsewhere(callId: string): Promise<void> {
    const call = this.live.get(callId)
    const row = call === undefined ? undefined : await this.rows.read(callId)
    if (call !== undefined && row !== undefined && row.epoch > call.epoch) this.giveWay(callId, call.epoch)
  }

  /** Another runtime has the call that this one works on in that epoch. */
  giveWay(callId: string, epoch: number, error?: RuntimeError): void {
    const call = this.live.get(callId)
    if (call?.epoch === epoch) call.giveWay(error)
  }

  /**
   * A running call that neither a runtime nor a bridge has any more, though its bridge had the time to attach again:
   * its journal gets the end that nobody reported; a caller whose line is there gets another bot leg.
   * @param lapsedBy its lease has not been renewed since it ended then, milliseconds since the epoch
   */
  async adopt(callId: string, lapsedBy: number): Promise<void> {
    if ((await this.worksOn(callId)) !== undefined) return
    const call = await this.takeLost(callId, lapsedBy)
    call?.loseMedia()
  }

  /** The call, where this runtime works on it or is about to. */
  private async worksOn(callId: string): Promise<LiveCall | undefined> {
    await this.resuming.get(callId)?.catch(() => undefined)
    return this.live.get(callId)
  }

  /**
   * A bridge has a call's media.
   * @throws RUNTIME_TOKEN_REFUSED, RUNTIME_CALL_ENDED, RUNTIME_STORE_UNAVAILABLE, RUNTIME_DRAINING
   */
  async attach(hello: BridgeHello, link: MediaLink): Promise<LiveCall> {
    if (this.isDraining) throw runtimeEnds()
    const call = await (hello.callId === undefined ? this.begin(hello, link) : this.goOn(hello, hello.callId, link))
    // It was told once, to the calls that were there then.
    if (this.parts.isEnding(hello.mediaUrl)) call.leaveBridge(hello.mediaUrl)
    return call
  }

  private async goOn(hello: BridgeHello, callId: string, link: MediaLink): Promise<LiveCall> {
    const call = await this.attachAgain(hello, callId, link)
    call.attach(link, hello.mediaUrl, hello.lastCommandNumber, hello.epoch)
    return call
  }

  find(callId: string): LiveCall | undefined {
    return this.live.get(callId)
  }

  /** The view of any call, running or over. */
  async view(callId: string): Promise<CallView | undefined> {
    const view = this.live.get(callId)?.view() ?? (await this.recordedCalls.view(callId))
    // Only where a human was sent for is there anything to be said of it.
    return view === undefined || view.transfer === null ? view : withWrapUps(view, await this.rows.wrapUps(callId))
  }

  /** Whether this runtime works on the call, and so tells its watchers. */
  holds(callId: string): boolean {
    return this.live.has(callId)
  }

  /** @returns the way to stop */
  watch(callId: string, changed: () => void): () => void {
    return this.watchers.watch(callId, changed)
  }

  /** What runs here is told as it is now. */
  async list(query: CallListQuery): ReturnType<CallRows['list']> {
    const { calls, ...rest } = await this.rows.list(query)
    return { calls: calls.map((call) => ({ ...call, ...this.nowOf(call.callId) })), ...rest }
  }

  private nowOf(callId: string): Partial<CallListEntry> {
    const view = this.live.get(callId)?.view()
    if (view === undefined || view.status === 'ended') return {}
    return { tags: view.tags, ...(view.turns !== undefined && { turns: view.turns }), ...(view.transfer !== null && { transfer: view.transfer.outcome }) }
  }

  heat(flow: string, query: HeatQuery): Promise<Heat> {
    return this.rows.heat(flow, query)
  }

  /**
   * What was said and typed in a call that is over is deleted for good.
   * @param by who asked for it
   * @throws RUNTIME_CALL_UNKNOWN, RUNTIME_CALL_RUNNING, RUNTIME_CONTENT_DELETED, RUNTIME_STORE_UNAVAILABLE
   */
  async deleteContent(callId: string, by: string): Promise<void> {
    await this.recordedCalls.deleteContent(callId, { at: this.parts.clock.now(), by })
    this.parts.logger.info({ callId, by }, 'content of a call deleted')
    this.watchers.tell(callId)
  }

  /** What each step of a call was; absent where no call has the id. */
  steps(callId: string): Promise<readonly CallStep[] | undefined> {
    return this.recordedCalls.steps(callId)
  }

  /** A call as its journal has it by now, with the versions that it went through. */
  recorded(callId: string): ReturnType<RecordedCalls['read']> {
    return this.recordedCalls.read(callId)
  }

  /**
   * Ends a call, whichever runtime holds it.
   * @throws RUNTIME_CALL_UNKNOWN, RUNTIME_CALL_ENDED
   */
  async hangUp(callId: string, cause: string): Promise<void> {
    const call = this.live.get(callId)
    if (call !== undefined) return call.hangUp(cause)
    if ((await this.closeWaiting(callId, 'ended')) || (await this.rows.askHangUp(callId, cause))) return
    if ((await this.rows.read(callId)) === undefined)
      throw new RuntimeError('RUNTIME_CALL_UNKNOWN', `No call has the id "${callId}".`)
    throw new RuntimeError('RUNTIME_CALL_ENDED', `Call ${callId} is over already.`)
  }

  /** Takes no media of calls any more: other runtimes go on with all of them, each from its first quiet moment on. */
  async drain(): Promise<void> {
    this.isDraining = true
    await handOver([...this.live.values()], this.parts.clock, this.watchers)
  }

  private async send({ callId }: HeldCall, runtimeId: string, mayGo: () => boolean): Promise<void> {
    // What of its journal only this runtime has would be missing there.
    await this.parts.store.spool?.flushed(callId)
    const call = this.live.get(callId)
    if (call === undefined || this.isDraining || !(await sendTo(runtimeId, call, this.parts.clock, this.watchers, mayGo))) return
    this.parts.logger.info({ ...placeOf(call.state), to: runtimeId }, 'call sent to a free human')
    await this.parts.surroundings.queues.handOver(callId)
  }

  /** A bridge is to end: calls whose caller is at a switch go to another one as soon as they can do so unheard. @param mediaUrl its address */
  leaveBridge(mediaUrl: string): void {
    for (const call of this.live.values()) call.leaveBridge(mediaUrl)
  }

  /** Stops working on all calls without ending them: another runtime may go on. */
  async close(): Promise<void> {
    this.sweeps.close()
    this.ends.close()
    await Promise.all([...this.live.values()].map((call) => call.settled()))
    for (const call of this.live.values()) call.close()
  }

  /** Ends the calls whose end another runtime was asked for. */
  pollHangUps(): Promise<void> {
    return this.sweeps.pollHangUps()
  }

  private async begin({ token, mediaUrl }: BridgeHello, link: MediaLink): Promise<LiveCall> {
    const { tokens } = this.parts.store
    const redeemed = await tokens.redeemToken(token)
    if ('refused' in redeemed) throw tokenRefused(redeemed.refused)
    const { callId } = redeemed.grant
    const running = (await this.worksOn(callId)) ?? (await this.once(callId, () => this.activate(callId)))
    if (running === undefined) return this.beginLeg(await this.resume(callId, 0), token, link, mediaUrl)
    if (running.state.line !== undefined && running.isBegun) return this.beginLeg(running, token, link, mediaUrl)
    running.attach(link, mediaUrl, 0)
    return running
  }

  /** Media for a call that waits for them; undefined: it runs already, and its line has lost its bot leg. */
  private async activate(callId: string): Promise<LiveCall | undefined> {
    const row = await this.rows.activate(callId, this.parts.runtimeId, this.leaseEnd())
    if (row === undefined) {
      const other = await this.rows.read(callId)
      if (other?.status === 'active' && other.lineId !== null) return undefined
      throw new RuntimeError('RUNTIME_CALL_ENDED', `Call ${callId} was over before its media came.`)
    }
    const [ready, origin] = [await this.parts.versions.pinned(row.version), await originOf(row, this.parts.store.keys)]
    const call = this.enlist(new LiveCall(this.surroundings, emptyState(origin, ready), row.epoch, new Map([[ready.version, ready]])))
    this.parts.lines.giveUntaken(callId, call)
    this.parts.lines.begins(row)
    return call
  }

  /** A bridge of the leg that was lost finds its token worth nothing. */
  private async beginLeg(call: LiveCall, token: string, link: MediaLink, mediaUrl: string): Promise<LiveCall> {
    await this.parts.store.tokens.forgetOthers(token)
    await call.beginLeg(link, mediaUrl)
    return call
  }

  private async attachAgain({ token, lastCommandNumber, epoch }: BridgeHello, callId: string, link: MediaLink): Promise<LiveCall> {
    if (!(await this.parts.store.tokens.hasOpened(callId, token))) throw tokenRefused('unknown')
    // A process that stood still reads a hello together with its taking back: the call is well where the bridge went instead.
    if (!link.isOpen) throw new RuntimeError('RUNTIME_STALE_EPOCH', `The bridge of call ${callId} has left before the call was found.`)
    const call = this.live.get(callId)
    if (call !== undefined && call.epoch >= epoch) return call
    call?.giveWay()
    return this.resume(callId, lastCommandNumber)
  }

  /** Takes a call over whose runtime died: the journal's fold goes on where it stood. */
  private async resume(callId: string, lastCommandNumber: number): Promise<LiveCall> {
    const call = (await this.resuming.get(callId)) ?? (await this.once(callId, () => this.takeOver(callId, lastCommandNumber)))
    if (call === undefined) throw new RuntimeError('RUNTIME_CALL_ENDED', `Call ${callId} is over, or never began.`)
    return call
  }

  /** Takes a call over that nobody has held since; undefined: another runtime was first. */
  private takeLost(callId: string, lapsedBy: number): Promise<LiveCall | undefined> {
    return this.once(callId, () => this.takeOver(callId, 0, lapsedBy))
  }

  /** Whoever needs the call waits for the same work. */
  private once(callId: string, work: () => Promise<LiveCall | undefined>): Promise<LiveCall | undefined> {
    const begun = work().finally(() => this.resuming.delete(callId))
    this.resuming.set(callId, begun)
    return begun
  }

  /** Undefined: the call does not run, or not without a holder. */
  private async takeOver(callId: string, lastCommandNumber: number, lapsedBy?: number): Promise<LiveCall | undefined> {
    const row = await this.rows.takeOver(callId, this.parts.runtimeId, this.leaseEnd(), lapsedBy)
    if (row === undefined) return undefined
    const versions = new Map<string, ReadyVersion>()
    const state = await this.recordedCalls.state(row, versions)
    const call = this.enlist(new LiveCall(this.surroundings, state, row.epoch, versions, lastCommandNumber))
    this.parts.logger.info({ ...placeOf(state), epoch: row.epoch }, 'call taken over')
    call.resume()
    this.parts.lines.giveUntaken(callId, call)
    this.parts.lines.begins(row)
    return call
  }

  private enlist(call: LiveCall): LiveCall {
    this.live.set(call.callId, call)
    this.ends.mediaCame(call.callId)
    this.watchers.tell(call.callId)
    return call
  }

  private forget(call: HeldCall): void {
    const { callId, state } = call
    if (this.live.get(callId) !== call) return
    this.live.delete(callId)
    this.parts.lines.ends(callId)
    this.watchers.tell(callId)
    if (isCallOver(state)) return this.recordedCalls.keep(call.view())
    if (state.failure !== undefined && state.endedAt === undefined) this.ends.noteFailed(call)
  }

  /** @returns false: the call waits for no media */
  readonly closeWaiting = (callId: string, disposition: string): Promise<boolean> => this.ends.closeWaiting(callId, disposition)

  private inBackground(message: string, work: Promise<unknown>): void {
    work.catch((error: unknown) => this.parts.logger.warn({ err: error }, message))
  }

  private leaseEnd(): number {
    return this.parts.clock.now() + this.parts.settings.leaseMs
  }
}

const tokenRefused = (refusal: string): RuntimeError =>
  new RuntimeError('RUNTIME_TOKEN_REFUSED', `The token is refused (${refusal}): every media connection needs a fresh one from POST /v1/calls.`, { fields: { refusal } })

const withWrapUps = (view: CallView, wrapUps: readonly WrapUpView[]): CallView => (wrapUps.length === 0 ? view : { ...view, wrapUps: [...wrapUps] })
