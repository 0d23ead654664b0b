import type { CallEffect, HttpRequestEffect, TransferEffect } from '@callchart/flow'
import type { Interpretation, MediaFact } from '@callchart/protocol'
import { becomeEvent } from '../call/become-event.js'
import { callView } from '../call/call-view.js'
import { entryOf, fromJournalEntry, toJournalEntry, type CallEntry, type CallNote, type NewEvent } from '../call/entries.js'
import { applyEntry, foldCall } from '../call/fold.js'
import type { ReadyVersion } from '../call/ready-version.js'
import { settledNote } from '../call/settled-note.js'
import { emptyState, type CallOrigin, type CallState } from '../call/state.js'

export const turn = (turnId: string, sensitive = false): CallEffect => ({
  type: 'turn.start',
  turnId,
  nodeId: `node-${turnId}`,
  prompts: [{ promptId: 'p', text: `Say ${turnId}`, language: 'en-US', interruptible: true }],
  clearTypeAhead: false,
  dropDigits: false,
  sensitive,
})
export const transfer: TransferEffect = {
  type: 'transfer.start',
  transferId: 'x1',
  target: { type: 'queue', queue: 'cards' },
  mode: 'attended',
  maxWaitMs: 60_000,
  ringMs: 10_000,
  whisper: [],
  summary: '',
  music: 'default',
}
export const request: HttpRequestEffect = {
  type: 'request.send',
  requestId: 'r1',
  method: 'GET',
  url: 'endpoint://a/b',
  headers: {},
  auth: { type: 'none' },
  timeoutMs: 1,
  retryCount: 0,
  idempotent: false,
}

export const origin: CallOrigin = { callId: 'c1', direction: 'inbound', variables: {}, startedAt: 1_000 }

/** Journals like a call does, and keeps what it journaled. */
export class FoldDriver {
  readonly entries: CallEntry[] = []
  readonly state: CallState
  readonly versions = new Map<string, ReadyVersion>()
  private number = 0
  at = 2_000

  constructor(readonly first: ReadyVersion) {
    this.versions.set(first.version, first)
    this.state = emptyState(origin, first)
  }

  notes(...notes: CallNote[]): void {
    this.at += 1_000
    const entries = notes.map((note, index) => entryOf(note, this.state.sequence + index + 1, this.at))
    this.entries.push(...entries)
    for (const entry of entries) applyEntry(this.state, entry, this.versions)
  }

  fact(fact: MediaFact, interpretation?: Interpretation): NewEvent | undefined {
    const event = becomeEvent(this.state, fact, interpretation)
    const heard: CallNote[] =
      interpretation === undefined || fact.type !== 'utterance'
        ? []
        : [{ kind: 'interpretation', body: { turnId: fact.turnId, interpretation } }]
    const told: CallNote[] = event === undefined ? [] : [...settledNote(this.state, event), { kind: 'event', body: event }]
    this.notes(...heard, { kind: 'fact', body: { number: ++this.number, atMs: this.number * 100, fact } }, ...told)
    return event
  }

  event(event: NewEvent): void {
    this.notes(...settledNote(this.state, event), { kind: 'event', body: event })
  }

  /** The same journal as the database gives it back. */
  again(): CallState {
    const stored = this.entries.map((entry) =>
      fromJournalEntry(JSON.parse(JSON.stringify(toJournalEntry(entry))) as ReturnType<typeof toJournalEntry>),
    )
    return foldCall(origin, this.first, stored, this.versions)
  }

  view() {
    return callView(origin, this.first, this.entries, this.versions)
  }
}

export const connected: MediaFact = { type: 'call.connected', dialect: 'd', codec: 'c', variables: {} }
export const utterance = (turnId: string, text: string): MediaFact => ({
  type: 'utterance',
  turnId,
  alternatives: [{ text, confidence: 1, words: [] }],
  startMs: 10,
  endMs: 20,
  endpointSilenceMs: 700,
  engine: 'e',
})
export const value = (text: string): Interpretation => ({
  type: 'value',
  value: text,
  text,
  confidence: 1,
  slots: {},
  why: { by: 'reader', matched: text, losing: [] },
})
