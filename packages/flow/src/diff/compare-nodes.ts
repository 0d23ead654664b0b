import { canonicalJson } from '../identity/canonical.js'
import type { BehaviourChange } from './behaviour-change.js'
import { aspectChange } from './aspects.js'
import { sameCondition } from './conditions.js'
import type { NodeRecord } from './node-record.js'
import { nameOf } from './words.js'

const same = (was: unknown, now: unknown): boolean => canonicalJson(was ?? null) === canonicalJson(now ?? null)

const sameAspect = (path: string, was: unknown, now: unknown): boolean =>
  same(was, now) || (path === 'validation' && typeof was === 'string' && typeof now === 'string' && sameCondition(was, now))

/** The part of a way that came or went with it is told with the way. */
const isOfWay = (path: string, older: NodeRecord, newer: NodeRecord): boolean => {
  const key = /^((?:on|digit|key):[^.]+)/.exec(path)?.[1]
  return key !== undefined && older.ways.has(key) !== newer.ways.has(key)
}

export const sameAspects = (older: NodeRecord, newer: NodeRecord): boolean =>
  older.node.kind === newer.node.kind &&
  [...new Set([...older.facets.keys(), ...newer.facets.keys()])].every((path) => sameAspect(path, older.facets.get(path), newer.facets.get(path)))

/** What a node says or does otherwise, but for where it leads. */
export const changedAspects = (older: NodeRecord, newer: NodeRecord): BehaviourChange[] => {
  const paths = [...new Set([...older.facets.keys(), ...newer.facets.keys()])]
  return paths.flatMap((path): BehaviourChange[] => {
    const [was, now] = [older.facets.get(path), newer.facets.get(path)]
    if (sameAspect(path, was, now) || isOfWay(path, older, newer)) return []
    return [{
      type: 'node', nodeId: newer.node.id, ...(older.node.id === newer.node.id ? {} : { olderNodeId: older.node.id }), aspect: path, was: was ?? null, now: now ?? null,
      sentence: aspectChange(nameOf(newer.node), path, was, now),
    }]
  })
}
