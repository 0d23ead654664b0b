import { randomUUID } from 'node:crypto'
import { changesBetween, type DraftDocument } from '@callchart/flow'
import type { DraftView, PublishDraftResponse, VersionView } from '@callchart/protocol'
import type { TestSystem } from './system.js'

/** Somebody who draws: changes the draft of one flow and makes it live, by the requests that the web app sends. */
export class Draft {
  private sequence = 0
  private readonly client = randomUUID()

  constructor(
    private readonly there: TestSystem,
    readonly flow: string,
    private readonly author = 'Lena',
  ) {}

  reads(): Promise<DraftView> {
    return this.asks('GET', `/v1/drafts/${this.flow}`)
  }

  async changes(changed: (document: DraftDocument) => DraftDocument): Promise<void> {
    const document = (await this.reads()).document as unknown as DraftDocument
    this.sequence += 1
    const changes = changesBetween(document, changed(document))
    await this.asks('PATCH', `/v1/drafts/${this.flow}`, { author: this.author, client: this.client, sequence: this.sequence, changes })
  }

  /** Gives the version that new calls get from now on. */
  async publishes(note = ''): Promise<string> {
    for (const step of ['submit', 'approve'] as const) await this.step(step)
    return (await this.step<PublishDraftResponse>('publish', note)).version
  }

  async versions(): Promise<readonly VersionView[]> {
    return (await this.asks<{ readonly versions: readonly VersionView[] }>('GET', `/v1/flows/${this.flow}/versions`)).versions
  }

  private async step<Answer = unknown>(step: string, note = ''): Promise<Answer> {
    const { revision } = await this.reads()
    return this.asks('POST', `/v1/drafts/${this.flow}/${step}`, { author: this.author, revision, note })
  }

  private async asks<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(new URL(path, this.there.system.url), { method, ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }) })
    if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)} ${await response.text()}`)
    return (await response.json()) as Answer
  }
}
