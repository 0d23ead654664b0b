/** What was carried out of a call's commands, and whose commands count: a repeated one and one of an outdated runtime change nothing. */
export class CommandFilter {
  private currentEpoch = 0
  private lastNumber = 0

  get epoch(): number {
    return this.currentEpoch
  }

  get lastCommandNumber(): number {
    return this.lastNumber
  }

  /** Another runtime took the call over, or the same one again. */
  enter(epoch: number): void {
    this.currentEpoch = Math.max(this.currentEpoch, epoch)
  }

  /** @returns true when the command is to be carried out, once */
  admit(number: number, epoch: number): boolean {
    if (epoch < this.currentEpoch || number <= this.lastNumber) return false
    this.enter(epoch)
    this.lastNumber = number
    return true
  }
}
