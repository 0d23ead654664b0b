import type { MediaFact, NumberedFact } from '@callchart/protocol'

/** Far more than a call makes in the time a runtime may be away. */
const maxUnackedCount = 10_000

/** Facts of a call, numbered from 1 and kept until the runtime has them in its journal. */
export class FactOutbox {
  private lastNumber = 0
  private unacked: NumberedFact[] = []

  get pending(): readonly NumberedFact[] {
    return this.unacked
  }

  get isEmpty(): boolean {
    return this.unacked.length === 0
  }

  get isFull(): boolean {
    return this.unacked.length >= maxUnackedCount
  }

  add(fact: MediaFact, atMs: number): NumberedFact {
    this.lastNumber += 1
    const numbered = { number: this.lastNumber, atMs, fact }
    this.unacked.push(numbered)
    return numbered
  }

  /** Everything up to `number` is in the journal. */
  acknowledge(number: number): void {
    this.unacked = this.unacked.filter((fact) => fact.number > number)
  }
}
