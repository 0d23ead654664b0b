import { sameJson, type DraftDocument, type DraftNode, type Json, type JsonObject } from '@callchart/flow'
import { isObject } from './node-fields.js'

/** A value that is as it was is the very same object as before. */
const sharedValue = (next: Json, before: Json | undefined): Json => (before !== undefined && sameJson(next, before) ? before : next)

function sharedNodes(next: readonly DraftNode[], before: readonly DraftNode[]): readonly DraftNode[] {
  const byId = new Map(before.map((node) => [node.id, node]))
  const nodes = next.map((node) => sharedValue(node, byId.get(node.id)) as DraftNode)
  return nodes.length === before.length && nodes.every((node, index) => node === before[index]) ? before : nodes
}

function sharedEntries(next: JsonObject, before: Json | undefined): JsonObject {
  if (!isObject(before)) return next
  const entries = Object.fromEntries(Object.entries(next).map(([key, entry]) => [key, sharedValue(entry, before[key])]))
  const isSame = Object.keys(before).length === Object.keys(entries).length && Object.keys(entries).every((key) => entries[key] === before[key])
  return isSame ? before : entries
}

/** A document that came from elsewhere, with the objects of the present one wherever both say the same: what did not change is not drawn again. */
export function sharedDocument(next: DraftDocument, before: DraftDocument): DraftDocument {
  if (next === before) return before
  const fields = Object.entries(next).map(([field, value]): [string, Json] => {
    if (field === 'nodes') return [field, sharedNodes(next.nodes, before.nodes)]
    return [field, isObject(value) ? sharedEntries(value, before[field]) : sharedValue(value, before[field])]
  })
  const isSame = fields.length === Object.keys(before).length && fields.every(([field, value]) => value === before[field])
  return isSame ? before : (Object.fromEntries(fields) as DraftDocument)
}
