import type { SwitchFact, SwitchLine } from './switch-port.js'

/** A line of a call that is not over, as its connector gave it. */
export interface HeldLine {
  readonly callId: string
  readonly line: SwitchLine
  /** What was told before the call had any media. */
  readonly early: SwitchFact[]
  hasLeft: boolean
}

/** The lines that switches of this runtime have, by the ids of their calls. */
export class HeldLines {
  private readonly lines = new Map<string, HeldLine>()

  hold(callId: string, line: SwitchLine): HeldLine {
    const held: HeldLine = { callId, line, early: [], hasLeft: false }
    this.lines.set(callId, held)
    return held
  }

  of(callId: string): SwitchLine | undefined {
    return this.lines.get(callId)?.line
  }

  earlyFacts(callId: string): readonly SwitchFact[] {
    return this.lines.get(callId)?.early ?? []
  }

  has(held: HeldLine): boolean {
    return this.lines.get(held.callId) === held
  }

  /** The call is over before it had any media. */
  unheard(callId: string): void {
    const held = this.lines.get(callId)
    if (held === undefined || held.hasLeft) return
    this.lines.delete(callId)
    held.line.hangUp('congestion').catch(() => undefined)
  }

  letGo(held: HeldLine): void {
    if (this.has(held)) this.lines.delete(held.callId)
  }
}
