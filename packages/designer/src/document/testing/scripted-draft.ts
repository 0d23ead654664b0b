import { mergeChanges, type DraftDocument, type DraftNode, type PartChange } from '@callchart/flow'
import { begin, receive, type History } from '../history.js'
import { answered, beginSync, losingSide, received, reread, send, unsent, type Sent, type ServerChange, type SyncState, type Synced } from '../sync.js'

const first: DraftDocument = {
  id: 'bank',
  name: 'Bank',
  languages: ['en-US'],
  nodes: [{ id: 'start', kind: 'start', name: 'Start' }, ...['a', 'b', 'c'].map((id): DraftNode => ({ id, kind: 'say', name: id }))],
}

/** The server's side of the contract, one change after the other. */
export class ScriptedServer {
  document = first
  readonly log: ServerChange[] = []
  readonly copies: DraftDocument[] = []
  readonly #answers = new Map<string, number>()

  get revision(): number {
    return this.log.length
  }

  take(client: string, { sequence, changes }: Sent): number {
    const known = this.#answers.get(`${client} ${sequence}`)
    if (known !== undefined) return known
    const merged = mergeChanges(this.document, changes)
    this.document = merged.document
    if (merged.changes.length > 0) this.log.push({ revision: this.revision + 1, client, changes: merged.changes })
    if (merged.conflicts.length > 0) this.copies.push(losingSide(merged.document, merged.conflicts))
    this.#answers.set(`${client} ${sequence}`, this.revision)
    return this.revision
  }
}

interface KeptRecord {
  readonly sent: Sent | undefined
  readonly pending: readonly PartChange[]
  readonly nextSequence: number
}

/** One page, on a line that loses and delays whatever it likes. */
export class ScriptedPage {
  state: SyncState
  history: History
  readonly copies: DraftDocument[] = []
  readonly #server: ScriptedServer
  /** Requests that are on their way, and answers that are on their way back. */
  requests: Sent[] = []
  answers: { readonly sequence: number; readonly revision: number }[] = []
  at = 0

  constructor(
    server: ScriptedServer,
    readonly client: string,
  ) {
    this.#server = server
    this.state = beginSync({ client, document: server.document, revision: server.revision })
    this.history = begin(server.document)
  }

  get document(): DraftDocument {
    return this.history.document
  }

  send(): void {
    this.state = send(this.state, this.document)
    if (this.state.sent !== undefined) this.requests.push(this.state.sent)
  }

  requestArrives(): void {
    const sent = this.requests.shift()
    if (sent !== undefined) this.answers.push({ sequence: sent.sequence, revision: this.#server.take(this.client, sent) })
  }

  answerArrives(): void {
    const answer = this.answers.shift()
    if (answer !== undefined) this.#become(answered(this.state, answer.sequence, answer, this.document))
  }

  /** The stream goes on behind what is known; one that overtakes comes early. */
  changeArrives(ahead = 0): void {
    const change = this.#server.log[this.state.revision + ahead]
    if (change !== undefined) this.#become(received(this.state, change, this.document))
  }

  reread(): void {
    this.#become(reread(this.state, this.#server, this.document))
  }

  /** Closed and opened again: what was not acknowledged is all that is left of it. */
  reopen(): void {
    const record: KeptRecord = { sent: this.state.sent, pending: unsent(this.state, this.document), nextSequence: this.state.nextSequence }
    const { sent, pending, nextSequence } = JSON.parse(JSON.stringify(record)) as KeptRecord
    const { document, revision } = this.#server
    this.requests = []
    this.answers = []
    this.state = beginSync({ client: this.client, document, revision, sent, nextSequence })
    const base = sent === undefined || sent.isMade ? document : mergeChanges(document, sent.changes).document
    const merged = mergeChanges(base, pending)
    this.history = begin(merged.document)
    if (merged.conflicts.length > 0) this.copies.push(losingSide(merged.document, merged.conflicts))
  }

  settle(): void {
    for (let round = 0; round < 50; round += 1) {
      this.send()
      while (this.requests.length > 0) this.requestArrives()
      while (this.answers.length > 0) this.answerArrives()
      while (this.#server.log.length > this.state.revision) this.changeArrives()
    }
  }

  #become({ state, document, conflicts }: Synced): void {
    if (conflicts.length > 0) this.copies.push(losingSide(document, conflicts))
    this.state = state
    this.history = receive(this.history, document)
  }
}
