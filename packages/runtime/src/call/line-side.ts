import { Alarm, type CancelTimer } from '../clock.js'
import { RuntimeError } from '../errors.js'
import type { CallHands } from '../perform/hands.js'
import { giveBack } from '../switch/line-order.js'
import type { LineHangUp, SwitchLine } from '../switch/switch-port.js'
import type { LineFact } from './entries.js'
import { LineEnd } from './line-end.js'
import type { Outbox } from './outbox.js'
import { isBetweenTurns, needsBotLeg } from './state.js'

export interface LineSettings {
  /** A bot leg that was asked for attaches within this time, or is asked for again. */
  readonly botLegWaitMs: number
  /** A bridge says that a bot leg is over, and its switch is soon to say why. */
  readonly mediaEndMs: number
  /** A switch that is to end a line says within this time that it has. */
  readonly lineLeaveMs: number
}

export interface LineSideParts {
  /** Undefined while the switch cannot be told anything. */
  line(): SwitchLine | undefined
  newMediaUrl(): Promise<string>
  /** What the runtime states itself, taken as if the switch had told it. */
  state(fact: LineFact): void
  readonly outbox: Pick<Outbox, 'hold' | 'release'>
  readonly settings: LineSettings
}

/** Between the tries for a bot leg. With what each is waited for, nobody hears nothing for more than 5 s. */
const pausesMs = [200, 400]
/** A bridge or a runtime that died is replaced within this time: until then no try is used up by there being nobody who could be asked. */
const replacedMs = 10_000
/** While nobody can tell the switch anything, giving up would help no caller either. */
const switchAwayMs = 30_000
const awayPollMs = 250
/** A caller whose media breaks so often is not helped by another leg. */
const mostLegs = 50
/** From one bridge to another: a runtime that has the line takes an order within 1.5 s, and a switch answers within 3 s. */
const moveWithinMs = 4_500

/** From the caller's leaving to the end of what the bridge says of it. */
const partingMs = 2_000

interface LegSearch {
  readonly beganAt: number
  /** There was nobody to ask: that is logged once. */
  isWaiting: boolean
}

/** The line of one call's caller: they are never left without media, and a line whose call is over ends. */
export class LineSide {
  /** The search for a bot leg under way; another one has another sign. */
  private search: LegSearch | undefined
  private timer: CancelTimer | undefined
  private readonly ending: LineEnd
  private hasToldAnswer = false
  private parting: CancelTimer | undefined
  private hasParted = false
  /** The bridge of the bot leg is to end. */
  private isLeaving = false
  /** The switch was asked for a bot leg that has not come yet. */
  private isAsked = false
  /** The bot leg is on its way from one bridge to another, for so long at most. */
  private readonly moving: Alarm
  /** Until it is there. */
  private readonly waiting: (() => Promise<void>)[] = []
  private isClosed = false

  constructor(
    private readonly hands: CallHands,
    private readonly parts: LineSideParts,
  ) {
    this.moving = new Alarm(hands.clock, () => this.stay())
    this.ending = new LineEnd(hands, {
      line: () => parts.line(),
      left: (detail) => parts.state({ type: 'line.left', by: 'runtime', detail }),
      leaveMs: parts.settings.lineLeaveMs,
    })
  }

  /**
   * What follows from the state alone, after every task.
   * @param isHungUp the call is to end @param isTold the switch itself said what is new
   */
  conclude(isHungUp: boolean, isTold = false): void {
    const { state } = this.hands
    const { line, caller, botLeg, failure } = state
    if (line === undefined || line.hasLeft === true) return this.rest()
    const isUnheard = botLeg.state === 'gone' && line.awayAt === undefined
    if (caller === 'gone' || (isHungUp && botLeg.state === 'gone') || (failure !== undefined && isUnheard)) return this.hangUp(failure === undefined ? 'normal' : 'congestion')
    this.tellWhoAnswered()
    if (this.isLeaving && !this.isMoving && isBetweenTurns(state)) return this.move()
    this.seek(isTold)
  }

  /** The caller has left, as their switch says: the bridge is soon to say what they heard last. @param isAttached its stream is there */
  awaitsBridge(isAttached: boolean): boolean {
    const { line, botLeg } = this.hands.state
    if (line === undefined || botLeg.state !== 'connected' || !isAttached || this.hasParted) return false
    if (this.parting !== undefined) return true
    this.hands.command({ type: 'call.hang-up', cause: 'caller-gone' })
    this.parting = this.hands.clock.after(partingMs, () => {
      this.hasParted = true
      this.hands.post(async () => undefined)
    })
    return true
  }

  private tellWhoAnswered(): void {
    const { line, caller } = this.hands.state
    if (this.hasToldAnswer || caller !== 'connected' || line?.answeredBy === undefined) return
    this.hasToldAnswer = true
    if (!line.answeredBy.isTold) this.hands.report({ type: 'call.answered-by', who: line.answeredBy.who })
  }

  private seek(isTold: boolean): void {
    if (!needsBotLeg(this.hands.state) || this.ending.isUnderWay) return this.rest()
    if (this.search !== undefined) return
    if (isTold) this.begin()
    else if (!this.isMoving) this.timer ??= this.hands.clock.after(this.parts.settings.mediaEndMs, () => this.begin())
  }

  /** Ends the line; that it has ended comes back as a fact, if need be of our own. */
  hangUp(cause: LineHangUp): void {
    this.end((line) => line.hangUp(cause))
  }

  /** We can do nothing more for the caller. */
  giveBack(): void {
    this.end(giveBack)
  }

  private end(tell: (line: SwitchLine) => Promise<void>): void {
    this.rest()
    this.ending.begin(tell)
  }

  /** The bot leg is better at another bridge: from the next moment in which nobody says anything. */
  leave(): void {
    this.isLeaving = true
  }

  /** A bot leg is there. */
  arrive(): void {
    this.isLeaving = false
    this.isAsked = false
    this.stay()
  }

  /** The bot leg is about to be at another bridge: whatever begins at this one ends with it. */
  get isMoving(): boolean {
    return this.moving.isSet
  }

  /** Runs in the call's turn, and not while the bot leg is on its way to another bridge. */
  whenStill(task: () => Promise<void>): void {
    this.hands.post(async () => (this.isMoving ? void this.waiting.push(task) : task()))
  }

  /** A bridge has told of the end of the bot leg. Where the switch has been asked for the next one, that is no news to it: it may have that one already. */
  mediaEnded(): void {
    if (!this.isAsked) this.parts.line()?.mediaEnded?.()
  }

  /** Once: where it comes to nothing, the bridge ends the leg in the end, and another one is looked for then. */
  private move(): void {
    this.isLeaving = false
    this.connect(() => this.setOut()).catch((error: unknown) => {
      this.hands.log.warn({ err: error }, 'bot leg stays at its bridge')
      this.stay()
    })
  }

  /** Somebody may have begun to say something, or be due to, since an address was asked for: then from the next such moment. */
  private setOut(): boolean {
    this.isLeaving = !isBetweenTurns(this.hands.state)
    if (this.isLeaving || this.isClosed) return false
    this.hands.log.info('bot leg goes to another bridge')
    this.parts.outbox.hold()
    this.moving.set(moveWithinMs)
    return true
  }

  /** The bot leg is at its bridge, the new one or the old. */
  private stay(): void {
    if (!this.isMoving) return
    this.moving.stop()
    this.parts.outbox.release()
    for (const task of this.waiting.splice(0)) this.hands.post(task)
    // Whether there is a bot leg at all is looked at again.
    this.hands.post(async () => undefined)
  }

  /** Nothing more is done for the line, which stays as it is. */
  close(): void {
    this.isClosed = true
    this.rest()
    this.ending.close()
    this.parting?.()
    this.moving.stop()
  }

  private begin(): void {
    this.timer?.()
    this.timer = undefined
    const search = { beganAt: this.hands.clock.now(), isWaiting: false }
    this.search = search
    void this.attempt(search, 0)
  }

  private rest(): void {
    this.timer?.()
    this.timer = undefined
    this.search = undefined
  }

  private async attempt(search: LegSearch, tried: number): Promise<void> {
    const { clock, log, state } = this.hands
    const isHopeless = tried > pausesMs.length || state.botLeg.number >= mostLegs
    if (isHopeless) return this.parts.state({ type: 'media.unavailable' })
    if (!search.isWaiting) log.info({ leg: state.botLeg.number + 1, tried }, 'bot leg asked for')
    const pauseMs = pausesMs[tried] ?? 0
    const again = (ms: number, next: number): void => {
      if (this.search !== search) return
      this.timer?.()
      this.timer = clock.after(ms, () => void this.attempt(search, next))
    }
    again(this.parts.settings.botLegWaitMs + pauseMs, tried + 1)
    await this.connect(() => this.search === search).catch((error: unknown) => {
      if (!search.isWaiting) log.warn({ err: error }, 'bot leg not asked for')
      const isToWait = clock.now() - search.beganAt < patienceMs(error)
      search.isWaiting = isToWait
      if (isToWait) again(awayPollMs, tried)
      else again(pauseMs, tried + 1)
    })
  }

  /** @param isDue asked once there is an address, which takes a while */
  private async connect(isDue: () => boolean): Promise<void> {
    const line = this.parts.line()
    if (line === undefined) throw new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', 'The switch that has the caller cannot be told anything now.', { retryable: true })
    const mediaUrl = await this.parts.newMediaUrl()
    if (!isDue()) return
    this.isAsked = true
    await line.connectMedia(mediaUrl).catch((error: unknown) => {
      this.isAsked = false
      throw error
    })
  }
}

function patienceMs(error: unknown): number {
  if (!(error instanceof RuntimeError) || !error.retryable) return 0
  return error.code === 'RUNTIME_SWITCH_UNAVAILABLE' ? switchAwayMs : replacedMs
}
