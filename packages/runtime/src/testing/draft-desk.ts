import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DraftView, FlowView, PublishDraftResponse, VersionView } from '@callchart/protocol'
import type { RunningRuntime } from '../runtime.js'
import type { Answer, World } from './world.js'

interface Refusal {
  readonly code: string
  readonly detail: string
  readonly problems?: readonly { readonly code: string }[]
}

/** What people do with the draft of one flow, from begin to publish. */
export class DraftDesk {
  private sequence = 0
  private readonly client = randomUUID()

  constructor(
    private readonly world: World,
    readonly flow: string,
    private readonly author = 'Anna',
    private readonly runtime: RunningRuntime = world.runtime,
  ) {}

  private posts<Body>(path: string, body: object): Promise<Answer<Body & Refusal>> {
    return this.world.asks('POST', `/v1/drafts/${this.flow}${path}`, { author: this.author, ...body }, this.runtime)
  }

  async reads(): Promise<DraftView> {
    return (await this.world.asks<DraftView>('GET', `/v1/drafts/${this.flow}`, undefined, this.runtime)).body
  }

  creates(document: object, over: object = {}): Promise<Answer<DraftView & Refusal>> {
    return this.world.asks('POST', '/v1/drafts', { author: this.author, document, ...over }, this.runtime)
  }

  async changes(...changes: object[]): Promise<Answer<{ revision: number } & Refusal>> {
    this.sequence += 1
    return this.world.asks('PATCH', `/v1/drafts/${this.flow}`, { author: this.author, client: this.client, sequence: this.sequence, changes }, this.runtime)
  }

  /** Renames the flow. */
  async names(name: string): Promise<number> {
    const { document } = await this.reads()
    return (await this.changes({ part: 'name', before: document.name, after: name })).body.revision
  }

  async steps(step: 'submit' | 'approve' | 'reject', over: object = {}): Promise<Answer<DraftView & Refusal>> {
    const { revision } = await this.reads()
    return this.posts(`/${step}`, { revision, ...over })
  }

  async discards(): Promise<Answer<Refusal>> {
    return this.posts('/discard', { revision: (await this.reads()).revision })
  }

  /** Submits, approves and publishes the draft as it is. */
  async publishes(note = ''): Promise<Answer<PublishDraftResponse & Refusal>> {
    await this.steps('submit')
    await this.steps('approve')
    return this.posts('/publish', { revision: (await this.reads()).revision, note })
  }

  publishesAt(revision: number): Promise<Answer<PublishDraftResponse & Refusal>> {
    return this.posts('/publish', { revision })
  }

  async versions(): Promise<VersionView[]> {
    return (await this.world.asks<{ versions: VersionView[] }>('GET', `/v1/flows/${this.flow}/versions`, undefined, this.runtime)).body.versions
  }

  rollsBack(version: string): Promise<Answer<VersionView & Refusal>> {
    return this.world.asks('POST', `/v1/flows/${this.flow}/rollback`, { author: this.author, version, note: 'back' }, this.runtime)
  }

  calls(document: object): Promise<Answer<{ callId: string; mediaUrl: string; version: string } & Refusal>> {
    return this.world.asks('POST', `/v1/drafts/${this.flow}/calls`, { document }, this.runtime)
  }

  /** As the list of flows has it. */
  async view(runtime = this.runtime): Promise<FlowView | undefined> {
    const { body } = await this.world.asks<{ flows: FlowView[] }>('GET', '/v1/flows', undefined, runtime)
    return body.flows.find(({ flow }) => flow === this.flow)
  }

  get path(): string {
    return join(this.world.flowsDir, `${this.flow}.flow.json`)
  }

  file(): Promise<string> {
    return readFile(this.path, 'utf8')
  }

  writes(document: object): Promise<void> {
    return writeFile(this.path, JSON.stringify(document))
  }
}
