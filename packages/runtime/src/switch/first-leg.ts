import type { CancelTimer, Clock } from '../clock.js'
import type { SwitchFact } from './switch-port.js'

/** A bot leg that was asked for attaches within this time. */
const attachMs = 4_000
/** Who has answered is told within this time, or never. */
const detectionMs = 6_000
/** Before the first try of ours, where an earlier runtime's was lost with it; before the second one and the third one. */
const pausesMs = [0, 200, 600]

export interface FirstLegParts {
  readonly clock: Clock
  /** Whether a bot leg has come: no fact of the line need tell of it. */
  isHeard(): boolean
  /** Asks the switch for a bot leg. @param isAgain another one was asked for in vain */
  connect(isAgain: boolean): Promise<void>
  /** No bot leg can be had. */
  giveUp(): void
}

/** Brings the first bot leg to a line: tried three times, for a caller who has been answered hears nothing until then. */
export class FirstLeg {
  private tried = 0
  private timer: CancelTimer | undefined
  private isAnswered = false
  private isOver = false

  /** @param detects the line is one that we called, and it is told who answers before they hear us */
  constructor(
    private readonly parts: FirstLegParts,
    private detects: boolean,
  ) {}

  /** The switch connects the leg by itself this time. */
  isConnecting(): void {
    this.tried += 1
    this.wait(attachMs, () => this.again())
  }

  /** A fact of a line that has no media yet. */
  note(fact: SwitchFact): void {
    if (fact.type === 'media.lost') return this.again()
    if (fact.type === 'answered-by') this.detects = false
    if (fact.type === 'line.answered') this.isAnswered = true
    if (!this.isAnswered || this.tried > 0 || (fact.type !== 'answered-by' && fact.type !== 'line.answered')) return
    if (this.detects) this.wait(detectionMs, () => this.connect())
    else this.connect()
  }

  /** There are media, or nobody is there any more. */
  end(): void {
    this.isOver = true
    this.timer?.()
  }

  private connect(): void {
    if (this.isOver) return
    this.isConnecting()
    this.parts.connect(this.tried > 1).catch(() => this.again())
  }

  private again(): void {
    if (this.isOver || this.parts.isHeard()) return this.end()
    const pauseMs = pausesMs[this.tried]
    if (pauseMs === undefined) {
      this.end()
      return this.parts.giveUp()
    }
    this.wait(pauseMs, () => this.connect())
  }

  private wait(ms: number, then: () => void): void {
    this.timer?.()
    this.timer = this.parts.clock.after(ms, then)
  }
}
