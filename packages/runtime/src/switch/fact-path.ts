import type { CallOfLine, SwitchFact } from './switch-port.js'

/** Where the facts of a line go: to its call, in their order, those of the moments before the call is known included. */
export class FactPath {
  private call: CallOfLine | undefined
  private readonly early: SwitchFact[] = []

  belongsTo(call: CallOfLine): void {
    this.call = call
    for (const fact of this.early.splice(0)) call.told(fact)
  }

  tell(fact: SwitchFact): void {
    if (this.call === undefined) this.early.push(fact)
    else this.call.told(fact)
  }

  /** The call's bridge ends the bot leg. @see CallOfLine.endMedia */
  endMedia(): void {
    this.call?.endMedia()
  }
}
