import type { CancelTimer, Clock } from '../../clock.js'
import { RuntimeError } from '../../errors.js'
import { mediaAddressFor } from '../media-address.js'
import { FactPath } from '../fact-path.js'
import type { CallOfLine, LegOutcome, LineAbilities, LineHangUp, RingRequest, SendRequest, SwitchFact, SwitchLine } from '../switch-port.js'
import type { TwilioRest } from './rest.js'
import { dialTwiml, hangUpTwiml, rejectTwiml, talkTwiml, waitTwiml } from './twiml.js'

/** A question of Twilio is held back for so long when there is nothing to do; it gives up after 15 s. */
const patienceMs = 3_000
/** A bot leg that ended by itself: the order that follows its end may still be on the way. */
const lostAfterMs = 1_000
/** After the end of a bot leg Twilio asks what is next, or its caller is gone. */
const silentForMs = 3_000

const abilities: LineAbilities = { consult: false, send: true, refer: false, hold: false, sendDigits: false }

/** What the line does, as far as Twilio was told. */
type Doing = { readonly type: 'wait' | 'talk' | 'over' } | { readonly type: 'dial'; readonly legId: string; readonly isAnswered: boolean }

export interface TwilioLineParts {
  readonly switchId: string
  /** CallSid */
  readonly lineId: string
  /** True: an earlier process had it, and what it does is not known. */
  readonly isFound: boolean
  readonly rest: TwilioRest
  readonly clock: Clock
  readonly extensionAddress?: string | undefined
  readonly mediaBase?: string | undefined
  /** Address of ours that Twilio asks. */
  readonly addressOf: (what: 'next' | 'dialled' | 'leg', key: string) => string
  readonly gone: () => void
}

/** One call at Twilio. It does what TwiML says: an order is the answer to its next question where it asks just now, or else interrupts it by REST. */
export class TwilioLine implements SwitchLine {
  readonly abilities = abilities
  private readonly facts = new FactPath()
  private doing: Doing
  /** Of the latest order: a question that another one led to came too late for it. */
  private number: number
  private knowsNumber: boolean
  private asking: ((twiml: string) => void) | undefined
  private cancelPatience: CancelTimer | undefined
  private cancelWatch: CancelTimer | undefined
  private isAnswered: boolean
  private isHungUp = false
  private isOver = false

  constructor(private readonly parts: TwilioLineParts) {
    this.isAnswered = parts.isFound
    this.doing = { type: parts.isFound ? 'talk' : 'wait' }
    this.number = parts.clock.now()
    this.knowsNumber = !parts.isFound
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

  /** Twilio asks what to do. @param number of the order that it has done; absent: it has done none @returns TwiML */
  asks(number?: number): Promise<string> {
    if (this.isOver || this.isHungUp) return Promise.resolve(hangUpTwiml())
    // Another order is on its way to Twilio, by REST.
    if (number !== undefined && this.knowsNumber && number !== this.number) return Promise.resolve(this.waiting)
    this.number = number ?? this.number
    this.knowsNumber = true
    this.cancelWatch?.()
    this.answerWith(this.waiting)
    if (this.doing.type === 'talk') this.cancelWatch = this.parts.clock.after(lostAfterMs, () => this.tell({ type: 'media.lost', detail: 'the stream ended' }))
    this.doing = { type: 'wait' }
    return new Promise((resolve) => {
      this.asking = resolve
      this.cancelPatience = this.parts.clock.after(patienceMs, () => this.answerWith(this.waiting))
    })
  }

  /** Somebody is there, of a call that we placed. */
  answered(): void {
    if (this.isAnswered) return
    this.isAnswered = true
    this.tell({ type: 'line.answered' })
  }

  /** A dial is over: the caller is with us again. @returns TwiML */
  dialled(legId: string, outcome: LegOutcome, detail: string): Promise<string> {
    const { doing } = this
    // Of a line that was found the order is not known; one that waits has told it already.
    if (doing.type === 'dial' ? doing.legId === legId : doing.type === 'talk') {
      this.doing = { type: 'wait' }
      this.tell({ type: 'leg.ended', legId, outcome, detail })
    }
    return this.asks()
  }

  legProgressed(legId: string, progress: 'ringing' | 'answered'): void {
    if (this.doing.type !== 'dial' || this.doing.legId !== legId || this.doing.isAnswered) return
    this.doing = { type: 'dial', legId, isAnswered: progress === 'answered' }
    this.tell(progress === 'answered' ? { type: 'leg.answered', legId } : { type: 'leg.ringing', legId })
  }

  /** Passes a fact on that changes nothing here. */
  tell(fact: SwitchFact): void {
    if (!this.isOver) this.facts.tell(fact)
  }

  /** @param cause of a call that nobody answered */
  left(cause: LegOutcome | undefined, detail: string): void {
    if (this.isOver) return
    const by = this.isHungUp ? 'runtime' : 'caller'
    this.tell({ type: 'line.left', by, detail, ...(cause !== undefined && !this.isAnswered && { cause }) })
    this.close()
    this.parts.gone()
  }

  mediaEnded(): void {
    if (this.doing.type === 'talk' && !this.isOver) this.watch()
  }

  /** Its first bot leg answers it. */
  answer(): Promise<void> {
    return Promise.resolve()
  }

  connectMedia(mediaUrl: string): Promise<void> {
    const isFirst = !this.isAnswered
    return this.order(() => talkTwiml(mediaAddressFor(mediaUrl, 'twilio', this.parts.mediaBase), this.nextUrl), { type: 'talk' }, () => {
      if (isFirst) this.answered()
    })
  }

  dropMedia(): Promise<void> {
    return this.doing.type === 'talk' ? this.order(() => this.waiting, { type: 'wait' }) : Promise.resolve()
  }

  async send({ legId, target, ringMs, ani, headers }: SendRequest): Promise<void> {
    const { addressOf, extensionAddress } = this.parts
    const twiml = dialTwiml({
      target,
      ringMs,
      shows: target.type === 'number' ? target.shows : ani,
      headers,
      extensionAddress,
      doneUrl: addressOf('dialled', legId),
      progressUrl: addressOf('leg', legId),
    })
    await this.order(() => twiml, { type: 'dial', legId, isAnswered: false })
  }

  async dropLeg(legId: string): Promise<void> {
    if (this.doing.type !== 'dial' || this.doing.legId !== legId) return
    const outcome: LegOutcome = this.doing.isAnswered ? 'left' : 'no-answer'
    await this.order(() => this.waiting, { type: 'wait' }, () => this.tell({ type: 'leg.ended', legId, outcome, detail: 'dropped' }))
  }

  async hangUp(cause: LineHangUp): Promise<void> {
    if (this.isOver || this.isHungUp) return
    this.isHungUp = true
    this.cancelWatch?.()
    if (this.asking !== undefined) {
      this.answerWith(this.isAnswered ? hangUpTwiml() : rejectTwiml(cause === 'busy' ? 'busy' : 'rejected'))
      this.watch()
      return
    }
    try {
      if (await this.tellTwilio({ Status: 'completed' })) this.watch()
    } catch (error) {
      this.isHungUp = false
      throw error
    }
  }

  ring(_request: RingRequest): Promise<void> {
    return unable('consult a human first')
  }

  join(_legId: string): Promise<void> {
    return unable('join legs')
  }

  refer(): Promise<void> {
    return unable('refer a caller')
  }

  hold(_isHeld: boolean): Promise<void> {
    return unable('hold a caller')
  }

  sendDigits(_digits: string): Promise<void> {
    return unable('send digits')
  }

  /** Lets go of the call, which goes on. */
  close(): void {
    this.isOver = true
    this.cancelWatch?.()
    this.answerWith(this.waiting)
  }

  private get waiting(): string {
    return waitTwiml(this.nextUrl)
  }

  private get nextUrl(): string {
    return this.parts.addressOf('next', String(this.number))
  }

  private answerWith(twiml: string): void {
    this.cancelPatience?.()
    this.asking?.(twiml)
    this.asking = undefined
  }

  private async order(write: () => string, doing: Doing, isGiven: () => void = () => undefined): Promise<void> {
    if (this.isOver || this.isHungUp) return
    this.number += 1
    this.knowsNumber = true
    const twiml = write()
    this.cancelWatch?.()
    const before = this.doing
    this.doing = doing
    if (this.asking !== undefined) this.answerWith(twiml)
    else {
      const isThere = await this.tellTwilio({ Twiml: twiml }).catch((error: unknown) => {
        if (this.doing === doing) this.doing = before
        throw error
      })
      if (!isThere) return
    }
    isGiven()
  }

  /** @returns false: the call is over */
  private async tellTwilio(change: { readonly Twiml: string } | { readonly Status: 'completed' }): Promise<boolean> {
    const isThere = await this.parts.rest.update(this.lineId, change)
    if (!isThere) this.left(undefined, 'the call is over')
    return isThere
  }

  /** Twilio should be heard of soon, by a question or by the end of the call: else it is asked. */
  private watch(): void {
    this.cancelWatch?.()
    this.cancelWatch = this.parts.clock.after(silentForMs, () => void this.look())
  }

  private async look(): Promise<void> {
    try {
      const call = await this.parts.rest.call(this.lineId)
      if (call === undefined || !['queued', 'ringing', 'in-progress'].includes(call.status)) this.left(undefined, call?.status ?? 'unknown')
      else if (this.doing.type === 'talk' && !this.isHungUp) this.tell({ type: 'media.lost', detail: 'the stream ended' })
      else if (!this.isOver) this.watch()
    } catch {
      if (!this.isOver) this.watch()
    }
  }
}

const unable = (what: string): Promise<never> =>
  Promise.reject(new RuntimeError('RUNTIME_SWITCH_UNABLE', `Twilio cannot ${what} while a bot is on the line: let the flow transfer blindly.`))
