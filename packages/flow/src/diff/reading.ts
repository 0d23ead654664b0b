import { waysOut, type FlowNode } from '../nodes/schemas.js'
import { nodeRecord, type NodeRecord } from './node-record.js'
import type { DiffSide } from './side.js'

/** A flow as the comparison goes through it. */
export interface Reading {
  readonly side: DiffSide
  readonly records: ReadonlyMap<string, NodeRecord>
  /** Ids of nodes that a call can come to. */
  readonly reached: ReadonlySet<string>
  /** The node where a caller notices something, behind those that only lead on. */
  noticed(id: string | undefined): FlowNode | undefined
}

const leadsOnly = (node: FlowNode): string | undefined => {
  if (node.kind === 'start') return node.next
  return node.kind === 'jump' && node.back === undefined && node.flow === undefined ? node.to : undefined
}

/** A decision whose ways all lead to one node decides nothing. */
const commonTarget = (node: FlowNode): string | undefined => {
  if (node.kind !== 'decide') return undefined
  const targets = new Set(waysOut(node).map(({ to }) => to))
  return targets.size === 1 ? [...targets][0] : undefined
}

/** Sets variables that nobody reads. */
const setsNothing = (node: FlowNode, side: DiffSide): string | undefined =>
  node.kind === 'set' && node.language === undefined && node.assign.every(({ variable }) => !side.isRead(variable)) ? node.next : undefined

const noticedIn = (side: DiffSide): Reading['noticed'] => {
  const silent = (node: FlowNode): string | undefined => leadsOnly(node) ?? commonTarget(node) ?? setsNothing(node, side)
  return (id) => {
    const seen = new Set<string>()
    let node = id === undefined ? undefined : side.byId.get(id)
    for (let next = node === undefined ? undefined : silent(node); node !== undefined && next !== undefined && !seen.has(node.id); next = node === undefined ? undefined : silent(node)) {
      seen.add(node.id)
      node = side.byId.get(next)
    }
    return node
  }
}

const leading = ['human', 'complaint', 'displeasure', 'doNotCall', 'end'] as const

/** Targets that hold everywhere, by what leads there. */
export const globalTargets = ({ document: { keyIntents, auxiliary, onHangup }, ...side }: DiffSide): ReadonlyMap<string, string | undefined> =>
  new Map<string, string | undefined>([
    ...leading.flatMap((name): [string, string | undefined][] => (keyIntents[name]?.enabled === true ? [[`keyIntents.${name}`, keyIntents[name].to]] : [])),
    ...auxiliary.map(({ intent, to }): [string, string | undefined] => [`auxiliary.${side.intent(intent)}`, to]),
    ...(onHangup === undefined ? [] : [['onHangup', onHangup] as [string, string]]),
  ])

const reachedIn = (side: DiffSide): Set<string> => {
  const reached = new Set<string>()
  const open = [...side.document.nodes.filter(({ kind }) => kind === 'start').map(({ id }) => id), ...globalTargets(side).values()]
  for (let id = open.pop(); id !== undefined || open.length > 0; id = open.pop()) {
    const node = id === undefined ? undefined : side.byId.get(id)
    if (node === undefined || reached.has(node.id)) continue
    reached.add(node.id)
    open.push(...waysOut(node).map(({ to }) => to))
  }
  return reached
}

export const readingOf = (side: DiffSide): Reading => {
  const reached = reachedIn(side)
  const records = new Map(side.document.nodes.filter(({ id }) => reached.has(id)).map((node) => [node.id, nodeRecord(node, side)]))
  return { side, records, reached, noticed: noticedIn(side) }
}
