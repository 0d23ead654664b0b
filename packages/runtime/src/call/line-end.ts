import type { CancelTimer } from '../clock.js'
import { RuntimeError } from '../errors.js'
import type { CallHands } from '../perform/hands.js'
import type { SwitchLine } from '../switch/switch-port.js'

export interface LineEndParts {
  /** Undefined while the switch cannot be told anything. */
  line(): SwitchLine | undefined
  /** The line has ended, as the runtime states itself. */
  left(detail: string): void
  /** A switch that is to end a line says within this time that it has. */
  readonly leaveMs: number
}

type Tell = (line: SwitchLine) => Promise<void>

const tellAgainMs = 250
/** A database that stood still is back by then, or another runtime has the switch. */
const untoldMaxMs = 60_000

/** The end of a line. The switch is told of it until it can be, and where it does not say that the line is over, that is stated for it. */
export class LineEnd {
  /** When the switch was to be told first. */
  private since: number | undefined
  private isUntold = false
  private isClosed = false
  private again: CancelTimer | undefined
  private leaving: CancelTimer | undefined

  constructor(
    private readonly hands: Pick<CallHands, 'clock' | 'log'>,
    private readonly parts: LineEndParts,
  ) {}

  get isUnderWay(): boolean {
    return this.since !== undefined
  }

  /** Does nothing where the switch has been told. Where it could not be, this may be the moment in which it can. */
  begin(tell: Tell): void {
    if (this.isUnderWay && !this.isUntold) return
    this.isUntold = false
    this.again?.()
    this.since ??= this.hands.clock.now()
    const line = this.parts.line()
    if (line === undefined) return this.parts.left('the switch is away')
    this.leaving ??= this.awaitLeaving()
    tell(line).catch((error: unknown) => this.missed(tell, error))
  }

  /** Nothing more is done: the line stays as it is. */
  close(): void {
    this.isClosed = true
    this.again?.()
    this.leaving?.()
  }

  /** The switch's time to end the line begins when it could be told. */
  private missed(tell: Tell, error: unknown): void {
    const { clock, log } = this.hands
    const goneMs = clock.now() - (this.since ?? 0)
    const isToTell = error instanceof RuntimeError && error.retryable && goneMs < untoldMaxMs
    if (!isToTell || this.again === undefined) log.warn({ err: error }, 'line not ended')
    this.isUntold = true
    if (!isToTell || this.isClosed) return
    this.leaving?.()
    this.leaving = this.awaitLeaving()
    this.again?.()
    this.again = clock.after(tellAgainMs, () => this.begin(tell))
  }

  private awaitLeaving(): CancelTimer {
    return this.hands.clock.after(this.parts.leaveMs, () => this.parts.left('the switch did not say'))
  }
}
