import type { DraftDocument, Json } from '@callchart/flow'
import { isObject } from '../document/node-fields.js'

/** What leads to a node from anywhere in the flow: a key intent, a question that holds everywhere, or the end of the call. */
export type Entry = { readonly type: 'keyIntent'; readonly intent: string } | { readonly type: 'auxiliary'; readonly intent: string } | { readonly type: 'onHangup' }

/** By the node that they lead to. */
export function entriesOf(document: DraftDocument): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, Entry[]>()
  const add = (to: Json | undefined, entry: Entry): void => {
    if (typeof to === 'string') found.set(to, [...(found.get(to) ?? []), entry])
  }
  if (isObject(document.keyIntents))
    for (const [intent, value] of Object.entries(document.keyIntents)) if (isObject(value) && value.enabled !== false) add(value.to, { type: 'keyIntent', intent })
  if (Array.isArray(document.auxiliary))
    for (const value of document.auxiliary as readonly Json[]) if (isObject(value)) add(value.to, { type: 'auxiliary', intent: typeof value.intent === 'string' ? value.intent : '' })
  add(document.onHangup, { type: 'onHangup' })
  return found
}

export const sameEntries = (left: readonly Entry[], right: readonly Entry[]): boolean =>
  left.length === right.length && left.every((entry, index) => JSON.stringify(entry) === JSON.stringify(right[index]))
