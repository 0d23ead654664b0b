import type { SeatCommand, SeatEvent } from '@callchart/protocol'
import type { Logger } from 'pino'
import { createMailbox } from '../call/mailbox.js'
import type { Clock } from '../clock.js'
import type { Offer, SeatLink, Waiting } from './board-entries.js'
import { matchesOf, type Matches } from './matching.js'
import type { Claim, QueueRows, SeatedAgent } from './queue-rows.js'
import { Seats } from './seats.js'
import { TalksElsewhere } from './talks-elsewhere.js'
import { WaitingLine } from './waiting-line.js'
import type { CallerSide, GiveUp, Queues, WaitingCaller, WithdrawCause } from './queues.js'

export interface QueueBoardParts {
  readonly runtimeId: string
  readonly rows: QueueRows
  readonly clock: Clock
  readonly logger: Logger
  /** Humans of a queue are left to callers of other runtimes, which are to send them. */
  readonly leavesSeats: (queue: string) => void
}

/**
 * Brings waiting callers and free humans together. The rows are the truth; what this holds beside them are the connections
 * and timers of this process. Everything runs one after the other, so no two offers meet.
 */
export class QueueBoard implements Queues {
  private readonly line: WaitingLine
  private readonly offers = new Map<string, Offer>()
  private readonly seats: Seats
  private readonly elsewhere: TalksElsewhere
  private readonly mailbox = createMailbox(async (error) => this.parts.logger.error({ err: error }, 'queue failed'))

  constructor(private readonly parts: QueueBoardParts) {
    this.line = new WaitingLine(parts.rows, parts.clock)
    this.seats = new Seats(parts.rows, parts.clock)
    this.elsewhere = new TalksElsewhere(parts.rows, parts.clock, this.line, this.soon)
  }

  /** Callers who wait or are offered to a human, by queue. */
  lengths(): Map<string, number> {
    return this.line.lengths()
  }

  enqueue(caller: WaitingCaller, side: CallerSide, isTakenOver = false): Promise<void> {
    return this.asked(async () => {
      if (isTakenOver) await this.takeOverRows(caller.callId, undefined)
      await this.parts.rows.insertEntry(caller, this.parts.clock.now())
      const cancelDeadline = this.parts.clock.after(caller.deadline - this.parts.clock.now(), () => this.soon(() => this.giveUpWaiting(caller)))
      this.line.add({ caller, side, cancelDeadline })
      await this.goOn(caller.queue)
    })
  }

  withdraw(callId: string, transferId: string, cause: WithdrawCause): Promise<void> {
    return this.asked(async () => {
      const waiting = this.line.of({ callId, transferId })
      if (waiting === undefined) return
      const offer = waiting.offerId === undefined ? undefined : this.offers.get(waiting.offerId)
      if (offer?.state === 'joined') return
      await this.line.leave(waiting)
      if (offer !== undefined) await this.takeBack(offer, 'withdrawn', cause)
      await this.goOn(waiting.caller.queue)
    })
  }

  admit(offerId: string, mediaUrl: string): void {
    const offer = this.offers.get(offerId)
    if (offer !== undefined) this.tell(offer, { type: 'accepted', offerId, callId: offer.callId, mediaUrl })
  }

  joined(offerId: string): void {
    this.soon(async () => {
      const offer = this.offers.get(offerId)
      if (offer === undefined) return this.elsewhere.joined(offerId)
      // Both have met at another bridge.
      if (offer.state === 'joined') return this.tell(offer, { type: 'joined', callId: offer.callId })
      await this.parts.rows.setEntry(offer, 'joined', this.parts.clock.now(), offer.agentId)
      await this.noteJoined(offer)
      await this.place(offer.waiting.caller.queue)
    })
  }

  held(offerId: string, isHeld: boolean): void {
    this.soon(async () => {
      const offer = this.offers.get(offerId)
      if (offer === undefined) return
      this.tell(offer, { type: isHeld ? 'held' : 'resumed', callId: offer.callId })
    })
  }

  takeOver(callId: string, keep: string | undefined): Promise<void> {
    return this.asked(() => this.takeOverRows(callId, keep))
  }

  handOver(callId: string): Promise<void> {
    return this.asked(async () => {
      for (const waiting of this.line.ofCall(callId)) {
        this.line.forget(waiting)
        const offer = waiting.offerId === undefined ? undefined : this.offers.get(waiting.offerId)
        if (offer?.state === 'offered') await this.takeBack(offer, 'withdrawn', 'failed')
        else if (offer !== undefined) offer.isElsewhere = true
      }
    })
  }

  release(offerId: string, by: 'caller' | 'agent' | 'system'): Promise<void> {
    return this.asked(async () => {
      const offer = this.offers.get(offerId)
      if (offer === undefined) return this.elsewhere.release(offerId)
      await this.line.leave(offer.waiting)
      await this.letGo(offer, by)
      await this.goOn(offer.waiting.caller.queue)
    })
  }

  /** A human's control connection is open. */
  seat(agent: SeatedAgent, link: SeatLink): Promise<void> {
    return this.asked(async () => {
      this.seats.take({ ...agent, link })
      await this.seats.free(agent.agentId)
      link.send({ type: 'seated', agentId: agent.agentId, queue: agent.queue })
      this.parts.logger.info({ agentId: agent.agentId, queue: agent.queue }, 'agent seated')
      await this.goOn(agent.queue)
    })
  }

  /** The control connection is gone: an offer counts as not answered; a joined call goes on as long as its audio does. */
  seatClosed(agentId: string): void {
    this.soon(async () => {
      if (!(await this.seats.giveUp(agentId))) return
      this.parts.logger.info({ agentId }, 'agent gone')
      const offer = this.offerOf(agentId)
      if (offer?.state === 'offered') await this.expire(offer.offerId)
    })
  }

  command(agentId: string, command: SeatCommand): void {
    this.soon(async () => {
      switch (command.type) {
        case 'accept':
          return this.accept(agentId, command.offerId)
        case 'decline':
          return this.decline(agentId, command.offerId, command.cause)
        case 'end':
          return this.end(agentId, command.callId)
        case 'forward':
          return this.forward(agentId, command)
        case 'hold':
        case 'resume':
          return this.hold(agentId, command.callId, command.type === 'hold')
        case 'wrap-up':
        case 'pause':
        case 'ready':
          return this.workOf(agentId, command)
        case 'leave':
          return this.leaveSeat(agentId)
      }
    })
  }

  /** Another runtime has humans for whom callers of this one may be due. */
  seatsAreLeft(queue: string): void {
    if (this.line.lengths().has(queue)) this.soon(() => this.goOn(queue))
  }

  /** Offers what waits again: rows may have changed without this process knowing. */
  poll(): Promise<void> {
    return this.asked(async () => {
      for (const offer of [...this.offers.values()]) if (offer.isElsewhere === true) await this.followElsewhere(offer)
      for (const queue of this.lengths().keys()) await this.goOn(queue)
    })
  }

  close(): void {
    this.line.close()
    for (const { cancelRing } of this.offers.values()) cancelRing()
    this.seats.close()
    this.mailbox.close()
  }

  /** Rows that stay behind are no reason to lose the call. */
  private async takeOverRows(callId: string, keep: string | undefined): Promise<void> {
    const { rows, clock, logger } = this.parts
    await rows.takeOver(callId, keep, clock.now()).catch((error: unknown) => logger.warn({ err: error, callId }, 'queue of an earlier runtime not taken over'))
  }

  private async noteJoined(offer: Offer): Promise<void> {
    offer.state = 'joined'
    this.tell(offer, { type: 'joined', callId: offer.callId })
    if (this.seats.of(offer.agentId) !== undefined) await this.parts.rows.setSeat(offer.agentId, 'joined', this.parts.clock.now())
  }

  /** The human is told that it is over, and is free for others. */
  private async letGo(offer: Offer, by: 'caller' | 'agent' | 'system'): Promise<void> {
    const { offerId, callId } = offer
    this.offers.delete(offerId)
    if (offer.state === 'joined') this.tell(offer, { type: 'ended', callId, by })
    else this.tell(offer, { type: 'withdrawn', offerId, cause: by === 'caller' ? 'caller-gone' : 'failed' })
    await this.seats.free(offer.agentId, offer.state === 'joined' ? offer : undefined)
  }

  /** The seat is ours, the call is not: what its runtime wrote of it. */
  private async followElsewhere(offer: Offer): Promise<void> {
    const entry = await this.parts.rows.entryOf(offer.offerId)
    if (entry?.agentId !== offer.agentId) await this.letGo(offer, 'system')
    else if (entry.state === 'joined' && offer.state !== 'joined') await this.noteJoined(offer)
  }

  /** Callers of all runtimes are one line: who is due is offered to a human here, or sent to where one is. */
  private async match(queue: string): Promise<void> {
    const { rows, clock, runtimeId } = this.parts
    for (;;) {
      const { offers, moves, leavesSeats } = matchesOf(await rows.snapshot(queue), runtimeId, clock.now())
      if (await this.offerAll(offers, queue)) continue
      for (const { entry, runtimeId: to } of moves) this.line.send(entry, to)
      if (leavesSeats) this.parts.leavesSeats(queue)
      return
    }
  }

  /** @returns whether any was made: rows may be other than they seemed, so they are looked at again */
  private async offerAll(offers: Matches['offers'], queue: string): Promise<boolean> {
    const { rows, clock } = this.parts
    let isMade = false
    for (const { entry, agentId } of offers) {
      const claim = await rows.claim({ callId: entry.callId, transferId: entry.transferId, queue, ringMs: this.line.of(entry)?.caller.ringMs ?? 0 }, agentId, clock.now())
      if (claim !== undefined) await this.offer(claim)
      isMade ||= claim !== undefined
    }
    return isMade
  }

  private async offer(claim: Claim): Promise<void> {
    const waiting = this.line.of(claim)
    const seat = this.seats.of(claim.agentId)
    if (waiting === undefined) await this.parts.rows.setEntry(claim, 'left', this.parts.clock.now())
    if (seat === undefined) await this.parts.rows.setSeat(claim.agentId, 'gone', this.parts.clock.now())
    if (waiting === undefined || seat === undefined) {
      await this.parts.rows.settleOffer(claim.offerId, 'withdrawn', 'gone', this.parts.clock.now())
      if (waiting !== undefined) await this.parts.rows.setEntry(claim, 'waiting', this.parts.clock.now())
      if (seat !== undefined) await this.seats.free(claim.agentId)
      return
    }
    const { ringMs } = waiting.caller
    const cancelRing = this.parts.clock.after(ringMs, () => this.soon(() => this.expire(claim.offerId)))
    this.offers.set(claim.offerId, { ...claim, waiting, state: 'offered', cancelRing })
    waiting.offerId = claim.offerId
    waiting.isPlaced = true
    const details = waiting.caller.details()
    seat.link.send({
      type: 'offered',
      offerId: claim.offerId,
      callId: claim.callId,
      ...details,
      transcript: [...details.transcript],
      whisper: [...details.whisper],
      answerWithinMs: ringMs,
    })
    waiting.side.ringing()
  }

  private async accept(agentId: string, offerId: string): Promise<void> {
    const offer = this.ownOffer(agentId, offerId)
    if (offer === undefined) return
    offer.state = 'accepted'
    offer.cancelRing()
    offer.waiting.cancelDeadline()
    await this.parts.rows.settleOffer(offerId, 'accepted', null, this.parts.clock.now())
    offer.waiting.side.accepted({ offerId, agentId })
  }

  private async decline(agentId: string, offerId: string, cause: 'busy' | 'declined'): Promise<void> {
    const offer = this.ownOffer(agentId, offerId)
    if (offer === undefined) return
    const { waiting } = offer
    await this.takeBack(offer, 'declined', cause)
    if ((await this.parts.rows.othersLeft(waiting.caller, waiting.caller.queue)) === 0) await this.giveUp(waiting, cause)
    else await this.waitAgain(waiting)
  }

  /** Nobody answered in time: the next human, or further waiting. Who let it ring is not there: nobody rings at that seat until it says so. */
  private async expire(offerId: string): Promise<void> {
    const offer = this.offers.get(offerId)
    if (offer?.state !== 'offered') return
    const seat = this.seats.of(offer.agentId)
    if (seat !== undefined) seat.isPaused = true
    await this.takeBack(offer, 'expired', 'timeout')
    seat?.link.send({ type: 'paused', cause: 'missed' })
    await this.waitAgain(offer.waiting)
  }

  private async giveUpWaiting(caller: WaitingCaller): Promise<void> {
    const waiting = this.line.of(caller)
    if (waiting === undefined) return
    const offer = waiting.offerId === undefined ? undefined : this.offers.get(waiting.offerId)
    if (offer !== undefined && offer.state !== 'offered') return
    if (offer !== undefined) await this.takeBack(offer, 'expired', 'timeout')
    await this.giveUp(waiting, 'no-answer')
  }

  /** The offer is over without a talk; the human is free for others. */
  private async takeBack(
    offer: Offer,
    state: 'declined' | 'expired' | 'withdrawn',
    cause: 'timeout' | 'busy' | 'declined' | WithdrawCause,
  ): Promise<void> {
    offer.cancelRing()
    this.offers.delete(offer.offerId)
    delete offer.waiting.offerId
    if (cause !== 'busy' && cause !== 'declined') this.tell(offer, { type: 'withdrawn', offerId: offer.offerId, cause })
    await this.parts.rows.settleOffer(offer.offerId, state, cause, this.parts.clock.now())
    await this.seats.free(offer.agentId)
  }

  /** Another human, or back into the line, of which the caller is told again. */
  private async waitAgain(waiting: Waiting): Promise<void> {
    await this.parts.rows.setEntry(waiting.caller, 'waiting', this.parts.clock.now())
    delete waiting.position
    await this.goOn(waiting.caller.queue)
  }

  private async giveUp(waiting: Waiting, outcome: GiveUp): Promise<void> {
    await this.line.leave(waiting)
    waiting.side.gaveUp(outcome)
    await this.goOn(waiting.caller.queue)
  }

  /** After any change of the line: whoever can be offered is, and the others hear where they stand. */
  private async goOn(queue: string): Promise<void> {
    await this.match(queue)
    await this.place(queue)
  }

  /** Asked at each change: a database that is away when a caller comes knows of no line. */
  private async place(queue: string): Promise<void> {
    const tooMany = await this.line.place(queue)
    if (tooMany !== undefined) await this.giveUp(tooMany, 'overflow')
  }

  private async end(agentId: string, callId: string): Promise<void> {
    const offer = this.offerOf(agentId)
    if (offer === undefined || offer.callId !== callId || offer.state === 'offered') return this.seats.refuse(agentId, `call ${callId}`)
    offer.waiting.side.endedByAgent(offer.offerId)
  }

  /** What is asked for already is no fault. */
  private async hold(agentId: string, callId: string, isHeld: boolean): Promise<void> {
    const offer = this.offerOf(agentId)
    if (offer === undefined || offer.callId !== callId || offer.state !== 'joined') return this.seats.refuse(agentId, `call ${callId}`)
    offer.waiting.side.heldByAgent(offer.offerId, isHeld)
  }

  private async forward(agentId: string, { callId, queue, note }: Extract<SeatCommand, { type: 'forward' }>): Promise<void> {
    const offer = this.offerOf(agentId)
    const seat = this.seats.of(agentId)
    if (seat === undefined || offer?.callId !== callId || offer.state !== 'joined') return this.seats.refuse(agentId, `call ${callId}`)
    if (queue === seat.queue) return seat.link.send({ type: 'error', code: 'RUNTIME_SEAT_MESSAGE_INVALID', message: `The caller is in the queue "${queue}" already: name another one.` })
    offer.waiting.side.forwardedByAgent(offer.offerId, { queue, note, by: seat.name })
  }

  private async workOf(agentId: string, command: Extract<SeatCommand, { type: 'wrap-up' | 'pause' | 'ready' }>): Promise<void> {
    const seat = this.seats.of(agentId)
    if (seat === undefined) return
    const isBusy = this.offerOf(agentId) !== undefined
    if (command.type === 'pause') return this.seats.work.pause(seat, isBusy)
    if (command.type === 'ready') await this.seats.work.ready(seat, isBusy)
    else if (!(await this.seats.work.wrapUp(seat, command))) return this.seats.refuse(agentId, `call ${command.callId}`)
    await this.goOn(seat.queue)
  }

  private async leaveSeat(agentId: string): Promise<void> {
    const seat = this.seats.of(agentId)
    if (seat === undefined) return
    await this.seats.giveUp(agentId)
    const offer = this.offerOf(agentId)
    if (offer?.state === 'offered') await this.expire(offer.offerId)
    else if (offer !== undefined) offer.waiting.side.endedByAgent(offer.offerId)
    seat.link.close()
  }

  private readonly offerOf = (agentId: string): Offer | undefined => [...this.offers.values()].find((offer) => offer.agentId === agentId)

  private ownOffer(agentId: string, offerId: string): Offer | undefined {
    const offer = this.offers.get(offerId)
    if (offer !== undefined && offer.agentId === agentId && offer.state === 'offered') return offer
    this.seats.refuse(agentId, `offer ${offerId}`)
    return undefined
  }

  private readonly tell = (offer: Offer, event: SeatEvent): void => this.seats.tell(offer.agentId, event)

  /** Runs in its turn; its failure is the asker's. */
  private asked(task: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      void this.mailbox.post(() => task().then(resolve, reject))
    })
  }

  private readonly soon = (task: () => Promise<void>): void => void this.mailbox.post(task)
}
