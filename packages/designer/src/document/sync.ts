import { changesBetween, mergeChanges, withChanges, type DraftDocument, type MergeConflict, type PartChange } from '@callchart/flow'
import { sharedDocument } from './sharing.js'

/** Changes that were sent, and may or may not have arrived. */
export interface Sent {
  readonly sequence: number
  readonly changes: readonly PartChange[]
  /** The server has told that they are made; what it answers, conflicts and all, is still to come. */
  readonly isMade: boolean
}

/** A change of the draft on the server, by whomever. */
export interface ServerChange {
  readonly revision: number
  readonly client: string
  readonly changes: readonly PartChange[]
}

/** What the server said to what was sent. */
export interface Answer {
  readonly revision: number
}

/**
 * What this page knows of the server's draft. The document that is edited is `known`, and on it what was sent, and on that what was not sent
 * yet; the server merges in the very same way, so that both come to the same document.
 */
export interface SyncState {
  readonly client: string
  /** The server's draft at `revision`. */
  readonly known: DraftDocument
  readonly revision: number
  readonly sent: Sent | undefined
  /** An answer that comes before changes that it builds upon. */
  readonly answer: Answer | undefined
  /** Changes that came before others that they build upon, by revision. */
  readonly early: readonly ServerChange[]
  readonly nextSequence: number
  /** More was missed than is told: the draft is to be read anew. */
  readonly isStale: boolean
}

/** What becomes of the page's document, and what of its own was lost to somebody else's change. */
export interface Synced {
  readonly state: SyncState
  readonly document: DraftDocument
  readonly conflicts: readonly MergeConflict[]
}

export interface SyncStart {
  readonly client: string
  readonly document: DraftDocument
  readonly revision: number
  readonly sent?: Sent | undefined
  readonly nextSequence?: number
}

export const beginSync = ({ client, document, revision, sent, nextSequence = 0 }: SyncStart): SyncState => ({
  client,
  known: document,
  revision,
  sent,
  answer: undefined,
  early: [],
  nextSequence,
  isStale: false,
})

/** The server's draft once what was sent has arrived. */
const expected = ({ known, sent }: SyncState): DraftDocument => (sent === undefined || sent.isMade ? known : mergeChanges(known, sent.changes).document)

/** What was not sent yet. */
export const unsent = (state: SyncState, document: DraftDocument): PartChange[] => changesBetween(expected(state), document)

/** Takes everything that was not sent yet for sending; the same state where there is nothing, or where something is still under way. */
export function send(state: SyncState, document: DraftDocument): SyncState {
  if (state.sent !== undefined) return state
  const changes = changesBetween(state.known, document)
  return changes.length === 0 ? state : { ...state, sent: { sequence: state.nextSequence, changes, isMade: false }, nextSequence: state.nextSequence + 1 }
}

/** Puts what was not sent on another basis. */
function rebased(before: SyncState, after: SyncState, document: DraftDocument): Synced {
  const merged = mergeChanges(expected(after), unsent(before, document))
  const next = sharedDocument(merged.document, document)
  return { state: { ...after, known: sharedDocument(after.known, next) }, document: next, conflicts: merged.conflicts }
}

/** One change of the server made on what is known of it. Only one thing of a page is under way, so a change of its own is that. */
const advanced = ({ sent, ...state }: SyncState, { revision, client, changes }: ServerChange): SyncState => ({
  ...state,
  known: withChanges(state.known, changes),
  revision,
  sent: sent !== undefined && client === state.client ? { ...sent, isMade: true } : sent,
})

/** Goes on as far as nothing is missing between. */
function caughtUp(state: SyncState): SyncState {
  const { revision, answer } = state
  if (answer !== undefined && answer.revision <= revision) return caughtUp({ ...state, sent: undefined, answer: undefined })
  const next = state.early.find((change) => change.revision === revision + 1)
  if (next !== undefined) return caughtUp(advanced(state, next))
  const early = state.early.filter((change) => change.revision > revision)
  return early.length === state.early.length ? state : { ...state, early }
}

const settled = (before: SyncState, after: SyncState, document: DraftDocument): Synced => {
  const state = caughtUp(after)
  return state.known === before.known && state.sent === before.sent ? { state, document, conflicts: [] } : rebased(before, state, document)
}

/** The server has taken what was sent, now or when it was sent before: what it made of it is told as every other change is. */
export const answered = (state: SyncState, sequence: number, answer: Answer, document: DraftDocument): Synced =>
  state.sent?.sequence === sequence ? settled(state, { ...state, answer }, document) : { state, document, conflicts: [] }

/** A change that the server tells of; one that is known already changes nothing. */
export const received = (state: SyncState, change: ServerChange, document: DraftDocument): Synced =>
  change.revision <= state.revision || state.early.some(({ revision }) => revision === change.revision)
    ? { state, document, conflicts: [] }
    : settled(state, { ...state, early: [...state.early, change] }, document)

/** The server will never take what was sent: it counts as not sent yet, and goes with the next that is. */
export const takenBack = (state: SyncState): SyncState => ({ ...state, sent: undefined, answer: undefined })

/** The answer is all that is still heard: what was sent counts as made as it was meant. */
export const lastHeard = (state: SyncState): SyncState =>
  state.answer === undefined ? state : { ...state, known: expected(state), revision: state.answer.revision, sent: undefined, answer: undefined }

export const stale = (state: SyncState): SyncState => ({ ...state, isStale: true })

/** Changes between are missing: they are on their way, or it is time to read the draft anew. */
export const hasGap = ({ early, answer, revision }: SyncState): boolean => early.length > 0 || (answer !== undefined && answer.revision > revision)

/**
 * The draft was read anew. Not while something is under way that has no answer: nobody could tell whether it is in it.
 */
export function reread(state: SyncState, view: { readonly document: DraftDocument; readonly revision: number }, document: DraftDocument): Synced {
  const isUnderWay = state.sent !== undefined && state.answer === undefined
  const isOld = view.revision < Math.max(state.revision, state.answer?.revision ?? 0)
  if (isUnderWay || isOld) return { state, document, conflicts: [] }
  const next: SyncState = { ...state, known: view.document, revision: view.revision, sent: undefined, answer: undefined, isStale: false }
  return rebased(state, caughtUp(next), document)
}

/** A page's own side of what it lost, whole: what is kept as a copy. */
export const losingSide = (document: DraftDocument, conflicts: readonly MergeConflict[]): DraftDocument =>
  withChanges(document, conflicts.map(({ part, kept, lost }) => ({ part, ...(kept !== undefined && { before: kept }), ...(lost !== undefined && { after: lost }) })))
