/** Work that looks at everything there is: asked for while it runs, it runs once more, and never twice at a time. */
export class Rounds {
  private running: Promise<void> | undefined
  private isAsked = false

  /** @param failed the round's error: the next one is another try */
  constructor(
    private readonly work: () => Promise<void>,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Resolves when a round that began no earlier than now is over. */
  wake(): Promise<void> {
    this.isAsked = true
    this.running ??= this.run()
    return this.running
  }

  private async run(): Promise<void> {
    while (this.isAsked) {
      this.isAsked = false
      await this.work().catch(this.failed)
    }
    this.running = undefined
  }
}
