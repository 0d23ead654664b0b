import { nestsTooDeep, nodeKinds, type DraftDocument, type DraftNode, type DraftPosition, type Json, type JsonObject } from '@callchart/flow'
import { mentionsOf, type Mentions } from '../names.js'
import { isObject } from '../node-fields.js'
import { entriesOf } from './variables.js'

/** Nodes that were copied, with what they need of their flow: goes between flows, and between browsers as text. */
export interface Clip {
  readonly callchart: 'nodes'
  readonly nodes: readonly DraftNode[]
  readonly layout: { readonly [nodeId: string]: DraftPosition }
  readonly variables: JsonObject
  readonly intents: JsonObject
}

const pick = (entries: JsonObject, names: ReadonlySet<string>): JsonObject => Object.fromEntries(Object.entries(entries).filter(([name]) => names.has(name)))

const mentioned = (nodes: readonly DraftNode[], sort: keyof Mentions): ReadonlySet<string> => new Set(nodes.flatMap((node) => [...mentionsOf(node)[sort]]))

/** What is copied when these nodes are: the beginning of a flow stays where it is. */
export function clipOf(document: DraftDocument, ids: Iterable<string>): Clip {
  const chosen = new Set(ids)
  const nodes = document.nodes.filter(({ id, kind }) => chosen.has(id) && kind !== 'start')
  const layout = Object.fromEntries(Object.entries(document.layout ?? {}).filter(([id]) => nodes.some((node) => node.id === id)))
  return {
    callchart: 'nodes',
    nodes,
    layout,
    variables: pick(entriesOf(document, 'variables'), mentioned(nodes, 'variables')),
    intents: pick(entriesOf(document, 'intents'), mentioned(nodes, 'intents')),
  }
}

const mostCharacters = 2_000_000
const mostNodes = 2_000
const idPattern = /^[a-z][A-Za-z0-9]{0,59}$/
const farthest = 1_000_000

const isNode = (value: Json): value is DraftNode =>
  isObject(value) &&
  typeof value.id === 'string' &&
  idPattern.test(value.id) &&
  typeof value.name === 'string' &&
  value.name.length <= 100 &&
  (nodeKinds as readonly Json[]).includes(value.kind ?? null) &&
  value.kind !== 'start'

const isPlace = (value: Json): value is DraftPosition => isObject(value) && [value.x, value.y].every((at) => typeof at === 'number' && Math.abs(at) <= farthest)

const readEntries = (value: Json | undefined): JsonObject =>
  isObject(value) ? Object.fromEntries(Object.entries(value).filter(([name, entry]) => idPattern.test(name) && isObject(entry))) : {}

function readJsonText(text: string): Json | undefined {
  if (text.length > mostCharacters || !text.includes('"callchart"')) return undefined
  try {
    return JSON.parse(text, (key, value: Json) => (key === '__proto__' ? undefined : value)) as Json
  } catch {
    return undefined
  }
}

/** What somebody pasted, from wherever it came; undefined where these are no nodes that could stand in a flow. */
export function readClip(text: string): Clip | undefined {
  const json = readJsonText(text)
  if (!isObject(json) || json.callchart !== 'nodes' || !Array.isArray(json.nodes) || nestsTooDeep(json)) return undefined
  const nodes = json.nodes as readonly Json[]
  if (nodes.length === 0 || nodes.length > mostNodes || !nodes.every(isNode)) return undefined
  const ids = new Set(nodes.map(({ id }) => id))
  if (ids.size < nodes.length) return undefined
  const layout = isObject(json.layout) ? Object.entries(json.layout).flatMap(([id, place]) => (ids.has(id) && isPlace(place) ? [[id, { x: place.x, y: place.y }] as const] : [])) : []
  return { callchart: 'nodes', nodes, layout: Object.fromEntries(layout), variables: readEntries(json.variables), intents: readEntries(json.intents) }
}

