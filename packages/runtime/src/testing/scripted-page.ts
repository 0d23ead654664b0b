import type { DraftEvent } from '@callchart/protocol'
import { createParser } from 'eventsource-parser'
import type { RunningRuntime } from '../runtime.js'
import { Inbox } from './inbox.js'

export interface SeenEvent {
  readonly id: string | undefined
  readonly event: DraftEvent
}

/** A page that listens to what becomes of a draft. */
export class ScriptedPage {
  readonly seen = new Inbox<SeenEvent>()
  private readonly leaving = new AbortController()

  private constructor(readonly status: number) {}

  static async opens(runtime: RunningRuntime, flow: string, query: Readonly<Record<string, string | number>>, headers: Record<string, string> = {}): Promise<ScriptedPage> {
    const search = new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]))
    const leaving = new AbortController()
    const response = await fetch(`${runtime.url}/v1/drafts/${flow}/events?${search.toString()}`, { headers, signal: leaving.signal })
    const page = new ScriptedPage(response.status)
    page.leaving.signal.addEventListener('abort', () => leaving.abort())
    if (response.body !== null && response.ok) void page.read(response.body)
    return page
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const parser = createParser({ onEvent: ({ id, data }) => this.seen.push({ id, event: JSON.parse(data) as DraftEvent }) })
    const decoder = new TextDecoder()
    try {
      for await (const bytes of body) parser.feed(decoder.decode(bytes, { stream: true }))
      this.seen.fail(new Error('The line was closed.'))
    } catch (error) {
      this.seen.fail(error as Error)
    }
  }

  /** The next event of this type. */
  async takes<Type extends DraftEvent['type']>(type: Type): Promise<Extract<DraftEvent, { type: Type }>> {
    return (await this.seen.take(({ event }) => event.type === type)).event as Extract<DraftEvent, { type: Type }>
  }

  leaves(): void {
    this.leaving.abort()
  }
}
