import type { FirstLeg } from './first-leg.js'
import type { LineAbilities, SwitchFact, SwitchLine } from './switch-port.js'

/** What must be known of a line to use it from afar. */
export interface HeldAbilities extends LineAbilities {
  readonly records: boolean
}

export const abilitiesOf = ({ abilities, recorder }: Pick<SwitchLine, 'abilities' | 'recorder'>): HeldAbilities => ({ ...abilities, records: recorder !== undefined })

/** A fact with its number of the line. */
export interface NumberedLineFact {
  readonly number: number
  readonly fact: SwitchFact
}

/** Facts that one holder of a line tells, at most. */
const factsOfHolder = 1_000_000

/** Grows over all that ever have the line: what was taken once is known by its number, whoever carries it. @param count from 1 on */
export const factNumber = (epoch: number, count: number): number => epoch * factsOfHolder + count

/** A line of a call that is not over, as its connector gave it. */
export class HeldLine {
  /** Told, and in no journal nor on their way to another runtime, by their numbers: whoever works on the call next is given them. */
  readonly untaken = new Map<number, NumberedLineFact>()
  /** On their way to another runtime. Should this one take the call up, they come before what is told directly: a fact behind a later one counts no more. */
  readonly posted = new Map<number, NumberedLineFact>()
  hasLeft = false
  private count = 0
  private tail: Promise<void> = Promise.resolve()

  /** @param epoch which holder of the line this is, from 1 on */
  constructor(
    readonly callId: string,
    readonly line: SwitchLine,
    readonly epoch: number,
    readonly first: FirstLeg,
  ) {}

  /** Whatever is done about the line's facts is done one after the other. */
  inTurn(work: () => Promise<void>): void {
    this.tail = this.tail.then(work)
  }

  number(fact: SwitchFact): NumberedLineFact {
    return { number: this.nextNumber(), fact }
  }

  nextNumber(): number {
    this.count += 1
    return factNumber(this.epoch, this.count)
  }
}

/** The lines that connectors of this runtime have, by the ids of their calls. */
export class HeldLines {
  private readonly lines = new Map<string, HeldLine>()

  hold(held: HeldLine): void {
    this.lines.set(held.callId, held)
  }

  of(callId: string): HeldLine | undefined {
    return this.lines.get(callId)
  }

  has(held: HeldLine): boolean {
    return this.lines.get(held.callId) === held
  }

  /** A fact is in the call's journal, on its way to another runtime, or no matter any more. A line that has left is let go of with its last one. */
  settle(held: HeldLine, number: number): void {
    held.untaken.delete(number)
    if (held.hasLeft && held.untaken.size === 0) this.letGo(held)
  }

  letGo(held: HeldLine): void {
    if (this.has(held)) this.lines.delete(held.callId)
  }

  /** Another runtime has the switch. @returns its lines, of which nothing here is told any more */
  letGoOf(switchId: string): readonly HeldLine[] {
    const gone = [...this.lines.values()].filter(({ line }) => line.switchId === switchId)
    for (const held of gone) {
      held.first.end()
      this.lines.delete(held.callId)
    }
    return gone
  }
}
