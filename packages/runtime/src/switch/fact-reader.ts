import type { LineRows, PostedNews } from './line-rows.js'
import type { NumberedLineFact } from './held-lines.js'
import { Rounds } from './rounds.js'

/** The call that a fact is for, where this runtime works on it. */
export interface FactTaker {
  /** @param journaled the fact is in the journal, or is known to be no matter any more */
  takeLine(fact: NumberedLineFact['fact'], number: number, journaled: () => void): void
  endMedia(): void
}

export interface FactReaderParts {
  readonly rows: LineRows
  find(callId: string): FactTaker | undefined
  failed(error: unknown): void
}

/** Brings the facts of lines that other runtimes have to the calls of this one: each stays in its row until it is in the journal. */
export class FactReader {
  /** Given to their calls, and not in the journal yet. */
  private given = new Map<string, FactTaker>()
  private journaled: Pick<PostedNews, 'callId' | 'number'>[] = []
  private readonly rounds: Rounds

  constructor(private readonly parts: FactReaderParts) {
    this.rounds = new Rounds(
      () => this.round(),
      (error) => parts.failed(error),
    )
  }

  /** Facts may have come. */
  wake(): void {
    void this.rounds.wake()
  }

  private async round(): Promise<void> {
    await this.clear()
    const news = await this.parts.rows.posted()
    const open = new Map<string, FactTaker>()
    for (const each of news) {
      const call = this.parts.find(each.callId)
      if (call === undefined) continue
      // One that was given to an earlier life of the call is given again.
      if (this.given.get(keyOf(each)) !== call) this.give(call, each)
      open.set(keyOf(each), call)
    }
    this.given = open
    await this.clear()
  }

  private give(call: FactTaker, { callId, number, content }: PostedNews): void {
    const journaled = (): void => {
      this.journaled.push({ callId, number })
      this.wake()
    }
    if ('fact' in content) return call.takeLine(content.fact, number, journaled)
    call.endMedia()
    journaled()
  }

  private async clear(): Promise<void> {
    const done = this.journaled.splice(0)
    if (done.length === 0) return
    await this.parts.rows.remove(done).catch((error: unknown) => {
      this.journaled.push(...done)
      throw error
    })
  }
}

const keyOf = ({ callId, number }: PostedNews): string => `${callId} ${number}`
