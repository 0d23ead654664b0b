import type { DraftStatus } from '@callchart/protocol'
import { createContext, useContext } from 'react'
import { createStore, useStore, type StoreApi } from 'zustand'

export interface Colleague {
  readonly author: string
  readonly client: string
}

/** What became of the changes of this page. */
export type Saving =
  /** Everything is on the server. */
  | 'saved'
  | 'saving'
  /** The server is away: changes wait in this browser. */
  | 'kept'
  /** The server is away, and the browser keeps nothing: the page must stay open. */
  | 'unkept'
  /** The server does not take the document as it is. */
  | 'refused'

export interface SyncView {
  readonly saving: Saving
  /** What the server said where it refused. */
  readonly refusal: string | undefined
  /** Others who have the draft open. */
  readonly others: readonly Colleague[]
  /** Losing sides that are kept as copies since the page was opened. */
  readonly copyIds: readonly string[]
  /** Where the draft is on its way to being published, as far as this page was told. */
  readonly status: DraftStatus | undefined
  /** The version that somebody published while the page is open. */
  readonly published: { readonly version: string; readonly author: string } | undefined
}

export const nothingToSync: SyncView = { saving: 'saved', refusal: undefined, others: [], copyIds: [], status: undefined, published: undefined }

export interface SyncStoreState extends SyncView {
  /** Sends at once what was not sent yet; true as soon as everything is on the server, false where it cannot be now. */
  readonly saveNow: () => Promise<boolean>
}

export type SyncStore = StoreApi<SyncStoreState>

export const createSyncStore = (): SyncStore => createStore(() => ({ ...nothingToSync, saveNow: () => Promise.resolve(true) }))

export const SyncContext = createContext<SyncStore>(createSyncStore())
export const useSyncStore = (): SyncStore => useContext(SyncContext)
export const useSync = <Selected>(select: (state: SyncStoreState) => Selected): Selected => useStore(useSyncStore(), select)
