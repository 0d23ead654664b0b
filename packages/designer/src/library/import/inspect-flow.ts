import { checkFlow, nodeKinds, parseFlow, readJson, recordingsOf, type DraftDocument, type FlowProblem, type Json, type JsonObject } from '@callchart/flow'
import { flowIdPattern } from '../flow-id.js'
import { unzipFlow, type ZipRefusal } from '../flow-zip.js'

/** Why a file is not taken: it could not even be drawn. */
export type Refusal =
  | { readonly reason: 'not-json'; readonly fault: { readonly en: string; readonly zh: string } }
  | { readonly reason: 'too-deep' | 'not-a-flow' | 'newer' | 'name' | 'forbidden-field' | 'too-many-nodes' }
  | { readonly reason: 'flow-id' | 'node-id' | 'node-twice' | 'kind' | 'position'; readonly named: string }

/** What a file turned out to be. A flow with problems is taken: they are mended where it is drawn. */
export type Inspected =
  | { readonly refusal: Refusal | ZipRefusal }
  | {
      readonly document: DraftDocument
      readonly problems: readonly FlowProblem[]
      /** WAV files by content address, of those that it plays. */
      readonly recordings?: ReadonlyMap<string, Uint8Array>
    }

/** As deep as the flow package reads. */
const mostDeep = 64
const mostNodes = 5_000
/** Of a flow and of a node. */
export const mostNameLength = 100
/** Larger flows are proved where they are opened: here it would keep people waiting. */
const mostNodesProved = 300
/** Names that mean something to JavaScript itself. */
const forbiddenFields: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])
const nodeIdPattern = /^[a-z][A-Za-z0-9]{0,59}$/

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown, most: number): value is string => typeof value === 'string' && value.length > 0 && value.length <= most
/** Something of the file, short enough to be told. */
const told = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 60)

/** Level by level: a document nested a million deep must not exhaust the stack. */
function faultOfShape(json: unknown): Refusal | undefined {
  let level: unknown[] = [json]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > mostDeep) return { reason: 'too-deep' }
    const next: unknown[] = []
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue
      if (!Array.isArray(value) && Object.keys(value).some((key) => forbiddenFields.has(key))) return { reason: 'forbidden-field' }
      for (const inner of Object.values(value) as unknown[]) next.push(inner)
    }
    level = next
  }
  return undefined
}

function faultOfNodes(nodes: readonly Json[]): Refusal | undefined {
  const ids = new Set<string>()
  for (const node of nodes) {
    if (!isObject(node) || typeof node.id !== 'string') return { reason: 'not-a-flow' }
    if (!nodeIdPattern.test(node.id)) return { reason: 'node-id', named: node.id.slice(0, 60) }
    if (ids.has(node.id)) return { reason: 'node-twice', named: node.id }
    if (!(nodeKinds as readonly unknown[]).includes(node.kind)) return { reason: 'kind', named: told(node.kind) }
    if (typeof node.name === 'string' && node.name.length > mostNameLength) return { reason: 'name' }
    if (!isText(node.name, mostNameLength)) return { reason: 'not-a-flow' }
    ids.add(node.id)
  }
  return undefined
}

function faultOfLayout(layout: Json | undefined): Refusal | undefined {
  if (layout === undefined) return undefined
  if (!isObject(layout)) return { reason: 'not-a-flow' }
  const misplaced = Object.entries(layout).find(([, at]) => !isObject(at) || !Number.isFinite(at.x) || !Number.isFinite(at.y))
  return misplaced === undefined ? undefined : { reason: 'position', named: misplaced[0].slice(0, 60) }
}

/** A draft may be incomplete; without these it is no flow at all. */
function faultOfDraft(json: unknown): Refusal | undefined {
  if (!isObject(json) || !Array.isArray(json.nodes)) return { reason: 'not-a-flow' }
  const { schemaVersion, id, name, languages, nodes, layout } = json
  if (typeof schemaVersion === 'number' && schemaVersion > 1) return { reason: 'newer' }
  if (typeof name === 'string' && name.length > mostNameLength) return { reason: 'name' }
  if (schemaVersion !== 1 || !isText(name, mostNameLength) || !Array.isArray(languages) || !languages.every((language) => isText(language, 35))) return { reason: 'not-a-flow' }
  if (typeof id !== 'string' || !flowIdPattern.test(id)) return { reason: 'flow-id', named: told(id) }
  if (nodes.length === 0) return { reason: 'not-a-flow' }
  if (nodes.length > mostNodes) return { reason: 'too-many-nodes' }
  return faultOfNodes(nodes as readonly Json[]) ?? faultOfLayout(layout)
}

function problemsOf(document: DraftDocument): readonly FlowProblem[] {
  const parsed = parseFlow(document)
  if ('problems' in parsed) return parsed.problems
  return parsed.document.nodes.length > mostNodesProved ? [] : checkFlow(parsed.document)
}

/** Reads the text of a file that somebody brings. Nothing of it is run; whatever it says is text. */
export function inspectFlow(text: string): Inspected {
  const read = readJson(text.replace(/^\uFEFF/, ''))
  if ('fault' in read) return { refusal: { reason: 'not-json', fault: read.fault } }
  const refusal = faultOfShape(read.json) ?? faultOfDraft(read.json)
  if (refusal !== undefined) return { refusal }
  const document = read.json as DraftDocument
  return { document, problems: problemsOf(document) }
}

/** Reads a zip of a flow and its recordings; of these what the flow plays. */
export function inspectZip(zip: Uint8Array): Inspected {
  const opened = unzipFlow(zip)
  if ('refusal' in opened) return opened
  const inspected = inspectFlow(opened.text)
  if ('refusal' in inspected) return inspected
  const played = recordingsOf(inspected.document)
  return { ...inspected, recordings: new Map([...opened.recordings].filter(([audio]) => played.includes(audio))) }
}
