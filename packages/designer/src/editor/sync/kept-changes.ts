import type { DraftDocument, PartChange } from '@callchart/flow'
import type { Sent } from '../../document/sync.js'

/** What a page has not got onto the server yet, as it is kept in this browser. */
export interface KeptChanges {
  readonly client: string
  readonly nextSequence: number
  readonly sent?: Sent | undefined
  readonly pending: readonly PartChange[]
  /** Losing sides of conflicts that are still to be put away on the server. */
  readonly copies: readonly DraftDocument[]
  /** Milliseconds since the epoch. */
  readonly at: number
}

const prefixOf = (flow: string): string => `callchart.unsent.${flow}.`

/** @returns whether it is really kept: a browser's store is limited, and may be switched off */
export function keepChanges(flow: string, kept: KeptChanges): boolean {
  try {
    localStorage.setItem(prefixOf(flow) + kept.client, JSON.stringify(kept))
    return true
  } catch {
    return false
  }
}

const isKept = (value: unknown): value is KeptChanges =>
  typeof value === 'object' && value !== null && 'client' in value && typeof value.client === 'string' && 'pending' in value && Array.isArray(value.pending) && 'copies' in value && Array.isArray(value.copies) && 'at' in value && typeof value.at === 'number'

function read(key: string): KeptChanges | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return isKept(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Forgets what a page has kept; only what it kept itself, where it says when. */
export function forgetChanges(flow: string, client: string, at?: number): void {
  const key = prefixOf(flow) + client
  try {
    if (at === undefined || read(key)?.at === at) localStorage.removeItem(key)
  } catch {
    // Without a store there is nothing to forget.
  }
}

function keysOf(flow: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefixOf(flow)))
  } catch {
    return []
  }
}

/** Held by a page as long as it lives, so that no other one takes its changes for left behind. */
const lockOf = (client: string): string => `callchart.page.${client}`

/** Browsers give them only to pages that are served safely. */
const locks = (): LockManager | undefined => (navigator as { readonly locks?: LockManager | null }).locks ?? undefined

/** Says that a page lives, until the browser closes it. @returns says that it does no more */
export function livesAs(client: string): () => void {
  let release: () => void = () => undefined
  const isOver = new Promise<void>((resolve) => (release = resolve))
  void locks()?.request(lockOf(client), () => isOver)
  return release
}

/** Where browsers have no locks: a page that lives writes more often than this. */
const leftBehindMs = 15_000

async function isLeftBehind({ client, at }: KeptChanges, now: number): Promise<boolean> {
  const manager = locks()
  if (manager === undefined) return now - at > leftBehindMs
  return manager.request(lockOf(client), { ifAvailable: true }, (lock) => lock !== null)
}

/** What pages that are no more have left behind, the latest first. */
export async function leftBehind(flow: string, now: number): Promise<readonly KeptChanges[]> {
  const all = keysOf(flow).flatMap((key) => read(key) ?? [])
  const left = await Promise.all(all.map(async (kept) => ((await isLeftBehind(kept, now)) ? [kept] : [])))
  return left.flat().sort((one, other) => other.at - one.at)
}
