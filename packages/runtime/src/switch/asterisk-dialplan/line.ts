import type { CancelTimer, Clock } from '../../clock.js'
import { RuntimeError } from '../../errors.js'
import { dialStringOf, encodeHeaders, referStringOf, type DialStrings } from '../dial-string.js'
import { FactPath } from '../fact-path.js'
import type { CallOfLine, LineAbilities, LineHangUp, RingRequest, SendRequest, SipHeaders, SwitchFact, SwitchLine, SwitchTarget } from '../switch-port.js'
import { outcomeOfDial } from '../dial-outcome.js'
import { byeFor, type NumberedOrder, type Order } from './order.js'

/** An answer is held back for so long when there is nothing to do: Asterisk gives up after 6 s, and sees only between two questions that the caller is gone. */
const patienceMs = 3_000
/** A bot leg that nobody asked to end: what follows its end may still be on the way. */
const lostAfterMs = 1_000
/** A dialplan that should ask and does not: its caller is gone. */
const silentForMs = 5_000
/** As long as a bot leg that is to end may take for what plays there. */
const playsForMs = 30_000

const abilities: LineAbilities = { consult: false, send: true, refer: true, hold: false, sendDigits: false }

export interface LineParts {
  readonly switchId: string
  readonly lineId: string
  readonly clock: Clock
  readonly dialStrings: DialStrings
  readonly referHeaders: boolean
  /** The line is over. */
  readonly gone: () => void
}

/** What the dialplan says when it asks what is next. */
export interface Done {
  /** Number of the latest order that it has carried out. */
  readonly n: number
  /** DIALSTATUS, or TRANSFERSTATUS. */
  readonly status: string
  readonly cause: string
}

/**
 * A caller whose dialplan asks us what to do next, and is told one thing at a time. Between two questions it is out of reach: a bot leg is
 * ended by the bridge, a conversation with a human by the two themselves.
 */
export class DialplanLine implements SwitchLine {
  readonly abilities = abilities
  private readonly facts = new FactPath()
  private latest: NumberedOrder
  /** What comes after the latest order. */
  private next: Order | undefined
  /** The dialplan waits for an answer. */
  private asking: ((order: NumberedOrder) => void) | undefined
  private cancelPatience: CancelTimer | undefined
  private cancelLost: CancelTimer | undefined
  private cancelSilence: CancelTimer | undefined
  private isAnswered = false
  private isOver = false
  /** An earlier process gave the orders: what came of the last one is news to nobody but the call. */
  private isFound: boolean

  /** @param n number of the order that the dialplan has carried out already */
  constructor(
    private readonly parts: LineParts,
    n = 0,
  ) {
    this.latest = { n, order: { do: 'wait' } }
    this.isFound = n > 0
  }

  get switchId(): string {
    return this.parts.switchId
  }

  get lineId(): string {
    return this.parts.lineId
  }

  /** From now on facts go to this call. */
  belongsTo(call: CallOfLine): void {
    this.facts.belongsTo(call)
  }

  /**
   * The dialplan asks; the answer may be held back for a while.
   * @param closed the connection is gone: it asks again on another, or its caller has left
   */
  asks(done: Done, closed?: AbortSignal): Promise<NumberedOrder> {
    this.cancelSilence?.()
    // The answer to the last question never came there: it is given again.
    if (done.n < this.latest.n && this.latest.order.do !== 'wait') return Promise.resolve(this.latest)
    if (this.isFound) {
      this.tell({ type: 'line.found', legIds: [], outcome: outcomeOfDial(done.status, Number(done.cause)) })
      // A dialplan that asks has nobody on a bot leg, whatever it was told before.
      this.loseMediaLater(done.status)
    }
    this.isFound = false
    if (done.n === this.latest.n) this.isDone(this.latest.order, done)
    this.asking?.({ n: this.latest.n, order: { do: 'wait' } })
    return new Promise((resolve) => {
      this.asking = resolve
      closed?.addEventListener('abort', () => this.noLongerAsks(resolve), { once: true })
      this.cancelPatience = this.parts.clock.after(patienceMs, () => this.give({ do: 'wait' }))
      if (this.next !== undefined) this.give(this.next)
    })
  }

  /** A human answered. */
  answeredBy(legId: string): void {
    const { order } = this.latest
    if (order.do === 'dial' && order.leg === legId) this.tell({ type: 'leg.answered', legId })
  }

  left(cause: string): void {
    this.end(this.latest.order.do === 'bye' || this.next?.do === 'bye' ? 'runtime' : 'caller', `cause ${cause}`)
  }

  mediaEnded(): void {
    if (this.latest.order.do === 'talk' && this.asking === undefined) this.waitForSign()
  }

  /** The dialplan answers with the first bot leg. */
  answer(): Promise<void> {
    return Promise.resolve()
  }

  connectMedia(mediaUrl: string): Promise<void> {
    return this.order({ do: 'talk', token: new URL(mediaUrl).searchParams.get('token') ?? '' })
  }

  dropMedia(): Promise<void> {
    return this.order({ do: 'wait' })
  }

  send({ legId, target, ringMs, ani = '', headers }: SendRequest): Promise<void> {
    const shows = target.type === 'number' ? (target.shows ?? '') : ani
    const seconds = String(Math.max(1, Math.ceil(ringMs / 1_000)))
    return this.order({ do: 'dial', leg: legId, to: dialStringOf(target, this.parts.dialStrings), seconds, shows: shows.replace(/[^+\d]/g, ''), headers: encodeHeaders(headers) })
  }

  refer(target: SwitchTarget, headers: SipHeaders): Promise<void> {
    const { dialStrings, referHeaders } = this.parts
    return this.order({ do: 'refer', to: referStringOf(target, dialStrings, referHeaders ? headers : {}) })
  }

  /** A human who talks with the caller is not interrupted: the caller's line ends when they do. */
  hangUp(cause: LineHangUp): Promise<void> {
    return this.order(byeFor(cause))
  }

  ring(_request: RingRequest): Promise<void> {
    return unable('consult a human first')
  }

  join(_legId: string): Promise<void> {
    return unable('join legs')
  }

  /** One that is rung already is out of reach. */
  dropLeg(legId: string): Promise<void> {
    if (this.next?.do === 'dial' && this.next.leg === legId) this.next = undefined
    return Promise.resolve()
  }

  hold(_isHeld: boolean): Promise<void> {
    return unable('hold the caller')
  }

  sendDigits(_digits: string): Promise<void> {
    return unable('send digits')
  }

  /** Takes no further question; the dialplan asks again elsewhere. */
  close(): void {
    this.isOver = true
    for (const cancel of [this.cancelPatience, this.cancelLost, this.cancelSilence]) cancel?.()
    this.asking?.({ n: this.latest.n, order: { do: 'wait' } })
    this.asking = undefined
  }

  private order(order: Order): Promise<void> {
    if (this.isOver) return Promise.resolve()
    this.cancelLost?.()
    this.next = order
    if (this.asking !== undefined) this.give(order)
    else if (this.latest.order.do === 'talk') {
      this.facts.endMedia()
      this.waitForSign(playsForMs)
    }
    return Promise.resolve()
  }

  private noLongerAsks(answer: (order: NumberedOrder) => void): void {
    if (this.asking !== answer) return
    this.asking = undefined
    this.cancelPatience?.()
    this.waitForSign()
  }

  private give(order: Order): void {
    const { asking } = this
    if (asking === undefined) return
    this.asking = undefined
    this.cancelPatience?.()
    if (order === this.next) this.next = undefined
    // Waiting has no end to be told of: it keeps the number.
    this.latest = order.do === 'wait' ? this.latest : { n: this.latest.n + 1, order }
    if (order.do === 'wait' || order.do === 'bye') this.waitForSign()
    asking(order.do === 'wait' ? { n: this.latest.n, order } : this.latest)
    if (order.do === 'talk' && !this.isAnswered) {
      this.isAnswered = true
      this.tell({ type: 'line.answered' })
    }
    if (order.do === 'dial') this.tell({ type: 'leg.ringing', legId: order.leg })
  }

  private isDone(order: Order, { status, cause }: Done): void {
    this.latest = { n: this.latest.n, order: { do: 'wait' } }
    switch (order.do) {
      case 'talk':
        if (this.next !== undefined) return
        return this.loseMediaLater(status)
      case 'dial':
        return this.tell({ type: 'leg.ended', legId: order.leg, outcome: outcomeOfDial(status, Number(cause)), detail: `${status} ${cause}` })
      case 'refer':
        // The caller's side has them: our end of the call is left over.
        if (status === 'SUCCESS') this.next = byeFor('normal')
        return this.tell({ type: 'referred', outcome: status === 'SUCCESS' ? 'accepted' : 'refused', detail: status })
      case 'bye':
      case 'wait':
    }
  }

  private loseMediaLater(status: string): void {
    this.cancelLost = this.parts.clock.after(lostAfterMs, () => this.tell({ type: 'media.lost', detail: status.toLowerCase() }))
  }

  private tell(fact: SwitchFact): void {
    if (!this.isOver) this.facts.tell(fact)
  }

  private waitForSign(withinMs = silentForMs): void {
    this.cancelSilence?.()
    this.cancelSilence = this.parts.clock.after(withinMs, () => this.end(this.next?.do === 'bye' || this.latest.order.do === 'bye' ? 'runtime' : 'switch', 'the dialplan is silent'))
  }

  private end(by: 'caller' | 'switch' | 'runtime', detail: string): void {
    if (this.isOver) return
    this.tell({ type: 'line.left', by, detail })
    this.close()
    this.parts.gone()
  }
}

const unable = (what: string): Promise<never> =>
  Promise.reject(new RuntimeError('RUNTIME_SWITCH_UNABLE', `A switch that is asked by its dialplan cannot ${what}: connect it by ARI, or let the flow transfer blindly.`))
