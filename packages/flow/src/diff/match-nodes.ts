import { canonicalJson } from '../identity/canonical.js'
import type { NodeRecord } from './node-record.js'

/** Which node of the newer flow is which of the older one. */
export interface NodeMatch {
  readonly toNewer: ReadonlyMap<string, string>
  readonly toOlder: ReadonlyMap<string, string>
}

type Records = ReadonlyMap<string, NodeRecord>

interface Look {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly aspects: ReadonlyMap<string, string>
}

const lookOf = ([id, { node, facets }]: [string, NodeRecord]): Look => ({
  id, kind: node.kind, name: node.name, aspects: new Map([...facets].map(([path, value]) => [path, canonicalJson(value)])),
})

/** Texts and lists are a node's own; a number or a yes is often just the default. */
const isOwn = ([, value]: readonly [string, string]): boolean => /^["[{]/.test(value)

/** Share of the aspects of both that are equal, the name counts as one; 0 where nothing of their own is. */
const likeness = (older: Look, newer: Look): number => {
  const shared = [...older.aspects].filter(([path, value]) => newer.aspects.get(path) === value)
  if (older.name !== newer.name && !shared.some(isOwn)) return 0
  const equal = shared.length
  const all = new Set([...older.aspects.keys(), ...newer.aspects.keys()]).size
  return (equal + (older.name === newer.name ? 1 : 0)) / (all + 1)
}

/** Of nodes that are only in one flow, those that are more alike than not are one with a new id. */
const leastLikeness = 0.5

const candidates = (older: readonly Look[], newer: readonly Look[]): { readonly from: string; readonly to: string; readonly alike: number }[] =>
  older.flatMap((from) =>
    newer.flatMap((to) => {
      const alike = from.kind === to.kind ? likeness(from, to) : 0
      return alike >= leastLikeness ? [{ from: from.id, to: to.id, alike }] : []
    }),
  )

const only = (records: Records, others: Records): Look[] =>
  [...records].filter(([id, { node }]) => others.get(id)?.node.kind !== node.kind).map(lookOf)

/** Equal ids are the same node; then those that are most alike, one by one. */
export const matchNodes = (older: Records, newer: Records): NodeMatch => {
  const same = [...older].filter(([id, { node }]) => newer.get(id)?.node.kind === node.kind).map(([id]) => [id, id] as const)
  const [toNewer, toOlder] = [new Map<string, string>(same), new Map<string, string>(same)]
  const ranked = candidates(only(older, newer), only(newer, older)).sort((left, right) => right.alike - left.alike)
  for (const { from, to } of ranked) {
    if (toNewer.has(from) || toOlder.has(to)) continue
    toNewer.set(from, to)
    toOlder.set(to, from)
  }
  return { toNewer, toOlder }
}
