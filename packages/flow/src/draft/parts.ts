import type { DraftDocument, DraftNode, Json, JsonObject } from './draft-document.js'

/**
 * A document is made of parts, the grain in which it is compared, merged and undone: one a node (`nodes/greeting`), one an entry of a map
 * (`variables/balance`, `layout/greeting`), one any other field (`name`, `settings`).
 */
export type PartKey = string

/** What became of one part; a part that is absent on one side was added or removed. */
export interface PartChange {
  readonly part: PartKey
  readonly before?: Json
  readonly after?: Json
  /** Of a node: its place among the nodes, where it is put back when the change is undone. */
  readonly at?: number
}

/** Fields of which each entry is a part of its own. */
const mapFields = ['variables', 'intents', 'keyIntents', 'layout', 'notes', 'tests', 'voices', 'pronunciations'] as const
type MapField = (typeof mapFields)[number]
const isMapField = (field: string): field is MapField => (mapFields as readonly string[]).includes(field)

export const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

/** One with no entry is a part as a whole: a document that says so is another one than a document that does not. */
const isFilledMap = (field: string, value: Json): value is JsonObject => isMapField(field) && isObject(value) && Object.keys(value).length > 0

export const nodePart = (id: string): PartKey => `nodes/${id}`

/** Equal as JSON, whatever the order of keys. */
export function sameJson(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true
  if (Array.isArray(left) || Array.isArray(right))
    return Array.isArray(left) && Array.isArray(right) && left.length === right.length && left.every((value, index) => sameJson(value as Json, right[index] as Json))
  if (!isObject(left) || !isObject(right)) return false
  const keys = Object.keys(left)
  return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key], right[key]))
}

interface Slot {
  readonly value: Json
  readonly at?: number
}

/** Every part of the document by its key; without the fields that are the very same object in the other one, where one is given. */
export function partsOf(document: DraftDocument, other?: DraftDocument): Map<PartKey, Slot> {
  const parts = new Map<PartKey, Slot>()
  for (const [field, value] of Object.entries(document)) {
    if (value === other?.[field]) continue
    if (field === 'nodes') document.nodes.forEach((node, at) => parts.set(nodePart(node.id), { value: node, at }))
    else if (isFilledMap(field, value)) for (const [key, entry] of Object.entries(value)) parts.set(`${field}/${key}`, { value: entry })
    else parts.set(field, { value })
  }
  return parts
}

/** What leads from one document to the other. Parts that are the same object are not looked into. */
export function changesBetween(before: DraftDocument, after: DraftDocument): PartChange[] {
  if (before === after) return []
  const left = partsOf(before, after)
  const right = partsOf(after, before)
  const changes: PartChange[] = []
  for (const [part, slot] of left) {
    const now = right.get(part)
    if (now === undefined) changes.push({ part, before: slot.value, ...(slot.at !== undefined && { at: slot.at }) })
    else if (!sameJson(slot.value, now.value)) changes.push({ part, before: slot.value, after: now.value })
  }
  for (const [part, slot] of right) if (!left.has(part)) changes.push({ part, after: slot.value, ...(slot.at !== undefined && { at: slot.at }) })
  return changes
}

/** The same the other way round, in the reverse order. */
export const reversed = (changes: readonly PartChange[]): PartChange[] =>
  [...changes].reverse().map(({ part, before, after, at }) => ({
    part,
    ...(after !== undefined && { before: after }),
    ...(before !== undefined && { after: before }),
    ...(at !== undefined && { at }),
  }))

function withNodes(nodes: readonly DraftNode[], changes: readonly PartChange[]): DraftNode[] {
  const byId = new Map(changes.map((change) => [change.part.slice('nodes/'.length), change]))
  const kept = nodes.flatMap((node): readonly Json[] => {
    const change = byId.get(node.id)
    if (change === undefined) return [node]
    byId.delete(node.id)
    return change.after === undefined ? [] : [change.after]
  })
  // Of several that are put back, the first place first, so that each finds its own.
  const added = [...byId.values()].filter(({ after }) => after !== undefined).sort((left, right) => (left.at ?? Infinity) - (right.at ?? Infinity))
  for (const { after, at } of added) kept.splice(at ?? kept.length, 0, after as Json)
  return kept as readonly Json[] as DraftNode[]
}

function withEntries(map: Json | undefined, entries: readonly (readonly [string, Json | undefined])[]): JsonObject {
  const result: Record<string, Json> = isObject(map) ? { ...map } : {}
  for (const [key, value] of entries) {
    if (value === undefined) delete result[key]
    else result[key] = value
  }
  return result
}

function byField(changes: readonly PartChange[]): Map<string, PartChange[]> {
  const grouped = new Map<string, PartChange[]>()
  for (const change of changes) {
    const field = change.part.split('/', 1)[0] ?? change.part
    grouped.set(field, [...(grouped.get(field) ?? []), change])
  }
  return grouped
}

/** The document with these changes made, whatever stood there before; parts that are not named stay the very same objects. */
export function withChanges(document: DraftDocument, changes: readonly PartChange[]): DraftDocument {
  if (changes.length === 0) return document
  const result: Record<string, Json> = { ...document }
  for (const [field, own] of byField(changes)) {
    if (field === 'nodes') result.nodes = withNodes(document.nodes, own)
    else if (isMapField(field) && own.some(({ part }) => part.includes('/'))) {
      const entries = withEntries(document[field], own.filter(({ part }) => part !== field).map(({ part, after }) => [part.slice(field.length + 1), after]))
      if (Object.keys(entries).length > 0 || own.some(({ part, after }) => part === field && after !== undefined)) result[field] = entries
      else delete result[field]
    } else {
      const after = own.at(-1)?.after
      if (after === undefined) delete result[field]
      else result[field] = after
    }
  }
  return result as DraftDocument
}
