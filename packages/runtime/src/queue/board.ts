import type { SeatCommand, SeatEvent } from '@callchart/protocol'
import type { Logger } from 'pino'
import { createMailbox } from '../call/mailbox.js'
import type { Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'
import type { Offer, Seat, SeatLink, Waiting } from './board-entries.js'
import type { Claim, QueueRows, SeatedAgent } from './queue-rows.js'
import { estimateWaitMs } from './estimate.js'
import { SeatWork, type Talk } from './seat-work.js'
import type { CallerSide, GiveUp, Queues, WaitingCaller, WithdrawCause } from './queues.js'

const keyOf = (entry: { callId: string; transferId: string }): string => `${entry.callId}/${entry.transferId}`

/**
 * Brings waiting callers and free humans together. The rows are the truth; what this holds beside them are the connections
 * and timers of this process. Everything runs one after the other, so no two offers meet.
 */
export class QueueBoard implements Queues {
  private readonly waiting = new Map<string, Waiting>()
  private readonly offers = new Map<string, Offer>()
  private readonly seats = new Map<string, Seat>()
  private readonly work: SeatWork
  private readonly mailbox = createMailbox(async (error) => this.logger.error({ err: error }, 'queue failed'))

  constructor(
    private readonly rows: QueueRows,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.work = new SeatWork(rows, clock)
  }

  /** Callers who wait or are offered to a human, by queue. */
  lengths(): Map<string, number> {
    const lengths = new Map<string, number>()
    for (const { caller } of this.waiting.values()) lengths.set(caller.queue, (lengths.get(caller.queue) ?? 0) + 1)
    return lengths
  }

  enqueue(caller: WaitingCaller, side: CallerSide): Promise<void> {
    return this.asked(async () => {
      await this.rows.insertEntry({ ...caller, summary: caller.details().summary }, this.clock.now())
      const key = keyOf(caller)
      const cancelDeadline = this.clock.after(caller.deadline - this.clock.now(), () => this.soon(() => this.giveUpWaiting(key)))
      const waiting: Waiting = { caller, side, cancelDeadline }
      this.waiting.set(key, waiting)
      await this.match(caller.queue)
      if (waiting.offerId === undefined && (await this.overflows(caller))) await this.giveUp(waiting, 'overflow')
      else await this.tellPositions(caller.queue)
    })
  }

  withdraw(callId: string, transferId: string, cause: WithdrawCause): Promise<void> {
    return this.asked(async () => {
      const waiting = this.waiting.get(keyOf({ callId, transferId }))
      if (waiting === undefined) return
      const offer = waiting.offerId === undefined ? undefined : this.offers.get(waiting.offerId)
      if (offer?.state === 'joined') return
      await this.leave(waiting)
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
      if (offer === undefined) return this.joinedElsewhere(offerId)
      if (offer.state === 'joined') return
      await this.rows.setEntry(offer, 'joined', this.clock.now(), offer.agentId)
      await this.noteJoined(offer)
      await this.tellPositions(offer.waiting.caller.queue)
    })
  }

  held(offerId: string, isHeld: boolean): void {
    this.soon(async () => {
      const offer = this.offers.get(offerId)
      if (offer === undefined) return
      delete offer.isHeld
      if (isHeld) offer.isHeld = true
      this.tell(offer, { type: isHeld ? 'held' : 'resumed', callId: offer.callId })
    })
  }

  takeOver(callId: string, keep: string | undefined): Promise<void> {
    return this.asked(() => this.rows.takeOver(callId, keep, this.clock.now()))
  }

  handOver(callId: string): Promise<void> {
    return this.asked(async () => {
      for (const waiting of [...this.waiting.values()].filter(({ caller }) => caller.callId === callId)) {
        waiting.cancelDeadline()
        this.waiting.delete(keyOf(waiting.caller))
        const offer = waiting.offerId === undefined ? undefined : this.offers.get(waiting.offerId)
        if (offer?.state === 'offered') await this.takeBack(offer, 'withdrawn', 'failed')
        else if (offer !== undefined) offer.isElsewhere = true
      }
    })
  }

  release(offerId: string, by: 'caller' | 'agent' | 'system'): Promise<void> {
    return this.asked(async () => {
      const offer = this.offers.get(offerId)
      if (offer === undefined) return this.releaseElsewhere(offerId)
      await this.leave(offer.waiting)
      await this.letGo(offer, by)
      await this.goOn(offer.waiting.caller.queue)
    })
  }

  /** A human's control connection is open. */
  seat(agent: SeatedAgent, link: SeatLink): Promise<void> {
    return this.asked(async () => {
      this.seats.set(agent.agentId, { ...agent, link })
      await this.freeSeat(agent.agentId)
      link.send({ type: 'seated', agentId: agent.agentId, queue: agent.queue })
      this.logger.info({ agentId: agent.agentId, queue: agent.queue }, 'agent seated')
      await this.goOn(agent.queue)
    })
  }

  /** The control connection is gone: an offer counts as not answered; a joined call goes on as long as its audio does. */
  seatClosed(agentId: string): void {
    this.soon(async () => {
      if (!this.seats.delete(agentId)) return
      await this.rows.setSeat(agentId, 'gone', this.clock.now())
      this.logger.info({ agentId }, 'agent gone')
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

  /** Offers what waits again: rows may have changed without this process knowing. */
  poll(): Promise<void> {
    return this.asked(async () => {
      for (const offer of [...this.offers.values()]) if (offer.isElsewhere === true) await this.followElsewhere(offer)
      for (const queue of this.lengths().keys()) await this.goOn(queue)
    })
  }

  close(): void {
    for (const { cancelDeadline } of this.waiting.values()) cancelDeadline()
    for (const { cancelRing } of this.offers.values()) cancelRing()
    for (const { link } of this.seats.values()) link.close()
    this.mailbox.close()
  }

  private async noteJoined(offer: Offer): Promise<void> {
    offer.state = 'joined'
    this.tell(offer, { type: 'joined', callId: offer.callId })
    if (this.seats.has(offer.agentId)) await this.rows.setSeat(offer.agentId, 'joined', this.clock.now())
  }

  /** The human is told that it is over, and is free for others. */
  private async letGo(offer: Offer, by: 'caller' | 'agent' | 'system'): Promise<void> {
    const { offerId, callId } = offer
    this.offers.delete(offerId)
    if (offer.state === 'joined') this.tell(offer, { type: 'ended', callId, by })
    else this.tell(offer, { type: 'withdrawn', offerId, cause: by === 'caller' ? 'caller-gone' : 'failed' })
    await this.freeSeat(offer.agentId, offer.state === 'joined' ? offer : undefined)
  }

  /** The seat of the human is another runtime's, which reads of it in the rows. */
  private async joinedElsewhere(offerId: string): Promise<void> {
    const entry = await this.rows.entryOf(offerId)
    if (entry?.agentId != null) await this.rows.setEntry(entry, 'joined', this.clock.now(), entry.agentId)
  }

  private async releaseElsewhere(offerId: string): Promise<void> {
    const entry = await this.rows.entryOf(offerId)
    const isOver = entry === undefined || entry.state === 'left' || this.waiting.has(keyOf(entry))
    if (!isOver) await this.rows.setEntry(entry, 'left', this.clock.now())
  }

  /** The seat is ours, the call is not: what its runtime wrote of it. */
  private async followElsewhere(offer: Offer): Promise<void> {
    const entry = await this.rows.entryOf(offer.offerId)
    if (entry?.agentId !== offer.agentId) await this.letGo(offer, 'system')
    else if (entry.state === 'joined' && offer.state !== 'joined') await this.noteJoined(offer)
  }

  private async match(queue: string): Promise<void> {
    const ringMs = (entry: { callId: string; transferId: string }): number => this.waiting.get(keyOf(entry))?.caller.ringMs ?? 0
    for (;;) {
      const claim = await this.rows.claim(queue, this.clock.now(), ringMs)
      if (claim === undefined) return
      await this.offer(claim)
    }
  }

  private async offer(claim: Claim): Promise<void> {
    const waiting = this.waiting.get(keyOf(claim))
    const seat = this.seats.get(claim.agentId)
    if (waiting === undefined) await this.rows.setEntry(claim, 'left', this.clock.now())
    if (seat === undefined) await this.rows.setSeat(claim.agentId, 'gone', this.clock.now())
    if (waiting === undefined || seat === undefined) {
      await this.rows.settleOffer(claim.offerId, 'withdrawn', 'gone', this.clock.now())
      if (waiting !== undefined) await this.rows.setEntry(claim, 'waiting', this.clock.now())
      if (seat !== undefined) await this.freeSeat(claim.agentId)
      return
    }
    const { ringMs } = waiting.caller
    const cancelRing = this.clock.after(ringMs, () => this.soon(() => this.expire(claim.offerId)))
    this.offers.set(claim.offerId, { ...claim, waiting, state: 'offered', cancelRing })
    waiting.offerId = claim.offerId
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
    await this.rows.settleOffer(offerId, 'accepted', null, this.clock.now())
    offer.waiting.side.accepted({ offerId, agentId })
  }

  private async decline(agentId: string, offerId: string, cause: 'busy' | 'declined'): Promise<void> {
    const offer = this.ownOffer(agentId, offerId)
    if (offer === undefined) return
    const { waiting } = offer
    await this.takeBack(offer, 'declined', cause)
    if ((await this.rows.othersLeft(waiting.caller, waiting.caller.queue)) === 0) await this.giveUp(waiting, cause)
    else await this.waitAgain(waiting)
  }

  /** Nobody answered in time: the next human, or further waiting. Who let it ring is not there: nobody rings at that seat until it says so. */
  private async expire(offerId: string): Promise<void> {
    const offer = this.offers.get(offerId)
    if (offer?.state !== 'offered') return
    const seat = this.seats.get(offer.agentId)
    if (seat !== undefined) seat.isPaused = true
    await this.takeBack(offer, 'expired', 'timeout')
    seat?.link.send({ type: 'paused', cause: 'missed' })
    await this.waitAgain(offer.waiting)
  }

  private async giveUpWaiting(key: string): Promise<void> {
    const waiting = this.waiting.get(key)
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
    await this.rows.settleOffer(offer.offerId, state, cause, this.clock.now())
    await this.freeSeat(offer.agentId)
  }

  /** Another human, or back into the line, of which the caller is told again. */
  private async waitAgain(waiting: Waiting): Promise<void> {
    await this.rows.setEntry(waiting.caller, 'waiting', this.clock.now())
    delete waiting.position
    await this.goOn(waiting.caller.queue)
  }

  private async giveUp(waiting: Waiting, outcome: GiveUp): Promise<void> {
    await this.leave(waiting)
    waiting.side.gaveUp(outcome)
    await this.goOn(waiting.caller.queue)
  }

  /** After any change of the line: whoever can be offered is, and the others hear where they stand. */
  private async goOn(queue: string): Promise<void> {
    await this.match(queue)
    await this.tellPositions(queue)
  }

  private async leave(waiting: Waiting): Promise<void> {
    waiting.cancelDeadline()
    if (this.waiting.get(keyOf(waiting.caller)) === waiting) this.waiting.delete(keyOf(waiting.caller))
    await this.rows.setEntry(waiting.caller, 'left', this.clock.now())
  }

  private async end(agentId: string, callId: string): Promise<void> {
    const offer = this.offerOf(agentId)
    if (offer === undefined || offer.callId !== callId || offer.state === 'offered') return this.refuse(agentId, `call ${callId}`)
    offer.waiting.side.endedByAgent(offer.offerId)
  }

  /** What is asked for already is no fault. */
  private async hold(agentId: string, callId: string, isHeld: boolean): Promise<void> {
    const offer = this.offerOf(agentId)
    if (offer === undefined || offer.callId !== callId || offer.state !== 'joined') return this.refuse(agentId, `call ${callId}`)
    offer.waiting.side.heldByAgent(offer.offerId, isHeld)
  }

  private async forward(agentId: string, { callId, queue, note }: Extract<SeatCommand, { type: 'forward' }>): Promise<void> {
    const offer = this.offerOf(agentId)
    const seat = this.seats.get(agentId)
    if (seat === undefined || offer?.callId !== callId || offer.state !== 'joined') return this.refuse(agentId, `call ${callId}`)
    if (queue === seat.queue) return seat.link.send({ type: 'error', code: 'RUNTIME_SEAT_MESSAGE_INVALID', message: `The caller is in the queue "${queue}" already: name another one.` })
    offer.waiting.side.forwardedByAgent(offer.offerId, { queue, note, by: seat.name })
  }

  private async workOf(agentId: string, command: Extract<SeatCommand, { type: 'wrap-up' | 'pause' | 'ready' }>): Promise<void> {
    const seat = this.seats.get(agentId)
    if (seat === undefined) return
    const isBusy = this.offerOf(agentId) !== undefined
    if (command.type === 'pause') return this.work.pause(seat, isBusy)
    if (command.type === 'ready') await this.work.ready(seat, isBusy)
    else if (!(await this.work.wrapUp(seat, command))) return this.refuse(agentId, `call ${command.callId}`)
    await this.goOn(seat.queue)
  }

  private async leaveSeat(agentId: string): Promise<void> {
    const seat = this.seats.get(agentId)
    if (seat === undefined) return
    this.seats.delete(agentId)
    await this.rows.setSeat(agentId, 'gone', this.clock.now())
    const offer = this.offerOf(agentId)
    if (offer?.state === 'offered') await this.expire(offer.offerId)
    else if (offer !== undefined) offer.waiting.side.endedByAgent(offer.offerId)
    seat.link.close()
  }

  private async freeSeat(agentId: string, talk?: Talk): Promise<void> {
    const seat = this.seats.get(agentId)
    if (seat === undefined) await this.rows.setSeat(agentId, 'gone', this.clock.now())
    else await this.work.settle(seat, talk)
  }

  /** Everybody whose place has changed is told of it. */
  private async tellPositions(queue: string): Promise<void> {
    const line = await this.rows.line(queue)
    const moved = line.flatMap((entry, index) => {
      const waiting = this.waiting.get(keyOf(entry))
      return waiting === undefined || waiting.offerId !== undefined || waiting.position === index + 1 ? [] : [{ waiting, position: index + 1 }]
    })
    if (moved.length === 0) return
    const pace = await this.rows.pace(queue)
    for (const { waiting, position } of moved) {
      waiting.position = position
      waiting.side.queued(position, estimateWaitMs(position, pace))
    }
  }

  private async overflows({ callId, transferId, queue, maxWaiting }: WaitingCaller): Promise<boolean> {
    if (maxWaiting === undefined) return false
    const line = await this.rows.line(queue)
    return line.findIndex((entry) => keyOf(entry) === keyOf({ callId, transferId })) >= maxWaiting
  }

  private offerOf(agentId: string): Offer | undefined {
    return [...this.offers.values()].find((offer) => offer.agentId === agentId)
  }

  private ownOffer(agentId: string, offerId: string): Offer | undefined {
    const offer = this.offers.get(offerId)
    if (offer !== undefined && offer.agentId === agentId && offer.state === 'offered') return offer
    this.refuse(agentId, `offer ${offerId}`)
    return undefined
  }

  private refuse(agentId: string, what: string): void {
    const { code, message } = new RuntimeError(
      'RUNTIME_OFFER_UNKNOWN',
      `The ${what} is over, or was never this seat's: wait for the next offer.`,
    )
    this.seats.get(agentId)?.link.send({ type: 'error', code, message })
  }

  private tell(offer: Offer, event: SeatEvent): void {
    this.seats.get(offer.agentId)?.link.send(event)
  }

  /** Runs in its turn; its failure is the asker's. */
  private asked(task: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      void this.mailbox.post(() => task().then(resolve, reject))
    })
  }

  private soon(task: () => Promise<void>): void {
    void this.mailbox.post(task)
  }
}
