import { canonicalJson } from '../identity/canonical.js'
import type { BehaviourChange } from './behaviour-change.js'
import { aspectChange } from './aspects.js'
import { sameCondition } from '../cel/conditions.js'
import type { NodeRecord } from './node-record.js'
import { nameOf } from './words.js'

const same = (was: unknown, now: unknown): boolean => canonicalJson(was ?? null) === canonicalJson(now ?? null)

const isExpression = (path: string): boolean => path === 'validation' || /^(save|inputs|outputs)\./.test(path)

const sameExpression = (was: unknown, now: unknown): boolean => typeof was === 'string' && typeof now === 'string' && sameCondition(was, now)

const sameAssignment = (was: unknown, now: unknown): boolean => Array.isArray(was) && Array.isArray(now) && was[0] === now[0] && sameExpression(was[1], now[1])

const sameAssignments = (was: unknown, now: unknown): boolean =>
  Array.isArray(was) && Array.isArray(now) && was.length === now.length && was.every((each, index) => sameAssignment(each, now[index]))

const sameAspect = (path: string, was: unknown, now: unknown): boolean =>
  same(was, now) || (isExpression(path) && sameExpression(was, now)) || (path === 'assign' && sameAssignments(was, now))

/** The part of a way that came or went with it is told with the way. */
const isOfWay = (path: string, older: NodeRecord, newer: NodeRecord): boolean => {
  const key = /^((?:on|digit|key):[^.]+)/.exec(path)?.[1]
  return key !== undefined && older.ways.has(key) !== newer.ways.has(key)
}

/** Has other words at each visit, which a copy counts for itself. */
const isSaidInTurn = ({ facets }: NodeRecord): boolean =>
  [...facets].some(([path, value]) => Array.isArray(value) && value.length > 1 && /(^|\.)(prompt|more|filler|answer|pullBack|correction|announcement|whisper|positionPrompt|offer)\.[^.]+$/.test(path))

/** Whether two nodes of other ids do the same wherever they stand. */
export const sameAspects = (older: NodeRecord, newer: NodeRecord): boolean =>
  older.node.kind === newer.node.kind && !isSaidInTurn(older) &&
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
