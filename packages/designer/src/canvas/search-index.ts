import type { DraftDocument, DraftNode, Json } from '@callchart/flow'
import { draftWays } from '../document/draft-ways.js'
import type { FieldPath } from '../document/node-fields.js'
import { notesOf } from './chart.js'
import { isObject } from '../document/node-fields.js'

/** What a text of a flow is, to those who search. */
export type FieldSort = 'name' | 'prompt' | 'expression' | 'address' | 'intent' | 'phrase' | 'variable' | 'tag' | 'note' | 'setting' | 'id'

/** Whose text it is. */
export type Owner =
  | { readonly type: 'node'; readonly node: string }
  | { readonly type: 'flow' }
  | { readonly type: 'intent'; readonly intent: string }
  | { readonly type: 'keyIntent'; readonly intent: string }
  | { readonly type: 'variable'; readonly variable: string }
  | { readonly type: 'note'; readonly note: string }

/** One text of a flow. */
export interface FlowText {
  readonly owner: Owner
  readonly path: FieldPath
  readonly sort: FieldSort
  readonly text: string
  /** The same without regard to case. */
  readonly folded: string
}

function* textsIn(value: Json | undefined, path: FieldPath): Generator<readonly [FieldPath, string]> {
  if (typeof value === 'string') yield [path, value]
  else if (Array.isArray(value)) for (const [index, item] of (value as readonly Json[]).entries()) yield* textsIn(item, [...path, index])
  else if (isObject(value)) for (const [key, item] of Object.entries(value)) yield* textsIn(item, [...path, key])
}

const promptFields = new Set(['prompt', 'prompts', 'filler', 'more', 'announcement', 'whisper', 'positionPrompt', 'offer', 'correction', 'answer', 'summary', 'pullBack', 'spokenName'])
const expressionFields = new Set(['when', 'value', 'validation', 'inputs', 'outputs', 'save'])
const variableFields = new Set(['variable', 'saveWords', 'saveSlots', 'saveStatus', 'consent'])
const phraseFields = new Set(['phrases', 'keywords', 'patterns', 'questions'])

/** What the text at a path is, told from the names of the fields on the way. */
function sortOf(path: FieldPath): FieldSort {
  const names = path.filter((step) => typeof step === 'string')
  const last = names.at(-1) ?? ''
  if (names.some((name) => promptFields.has(name))) return 'prompt'
  if (names.some((name) => phraseFields.has(name))) return 'phrase'
  if (last === 'name' && path.length === 1) return 'name'
  if (last === 'on' || last === 'intent') return 'intent'
  if (last === 'url' || names[0] === 'headers') return 'address'
  if (last === 'note' || last === 'description') return 'note'
  if (last === 'tag' || names.includes('tags')) return 'tag'
  if (names.some((name) => variableFields.has(name))) return 'variable'
  if (names.some((name) => expressionFields.has(name))) return 'expression'
  if (last === 'id') return 'id'
  return 'setting'
}

const textAt = (owner: Owner, path: FieldPath, sort: FieldSort, text: string): FlowText => ({ owner, path, sort, text, folded: text.toLowerCase() })

const known = new WeakMap<DraftNode, readonly FlowText[]>()

function textsOfNode(node: DraftNode): readonly FlowText[] {
  const found = known.get(node)
  if (found !== undefined) return found
  const targets = new Set(draftWays(node).map(({ path }) => path.join('.')))
  const owner: Owner = { type: 'node', node: node.id }
  const texts = [...textsIn(node, [])].flatMap(([path, text]): FlowText[] => {
    const isTold = text.trim() !== '' && path[0] !== 'kind' && !targets.has(path.join('.'))
    return isTold ? [textAt(owner, path, sortOf(path), text)] : []
  })
  // Names of variables are keys where answers are kept.
  for (const field of ['save', 'outputs', 'defaults'] as const) if (isObject(node[field])) for (const name of Object.keys(node[field])) texts.push(textAt(owner, [field, name], 'variable', name))
  known.set(node, texts)
  return texts
}

function* textsOfMap(map: Json | undefined, owner: (id: string) => Owner, idSort: FieldSort): Generator<FlowText> {
  if (!isObject(map)) return
  for (const [id, value] of Object.entries(map)) {
    yield textAt(owner(id), [], idSort, id)
    for (const [path, text] of textsIn(value, [])) if (text.trim() !== '' && path[0] !== 'to' && path[0] !== 'type') yield textAt(owner(id), path, idSort === 'variable' ? 'variable' : sortOf(path), text)
  }
}

/** Every text of a flow that somebody may look for. */
export function textsOf(document: DraftDocument): readonly FlowText[] {
  const flow: Owner = { type: 'flow' }
  const own = [...textsIn(document.name, ['name']), ...textsIn(document.description, ['description']), ...textsIn(document.dnis, ['dnis']), ...textsIn(document.settings, ['settings'])]
  return [
    ...document.nodes.flatMap(textsOfNode),
    ...own.map(([path, text]) => textAt(flow, path, sortOf(path), text)),
    ...[...textsIn(document.auxiliary, ['auxiliary'])].filter(([path]) => path.at(-1) !== 'to').map(([path, text]) => textAt(flow, path, sortOf(path), text)),
    ...textsOfMap(document.intents, (intent) => ({ type: 'intent', intent }), 'intent'),
    ...textsOfMap(document.keyIntents, (intent) => ({ type: 'keyIntent', intent }), 'intent'),
    ...textsOfMap(document.variables, (variable) => ({ type: 'variable', variable }), 'variable'),
    ...notesOf(document).map(([note, { text }]) => textAt({ type: 'note', note }, ['text'], 'note', text)),
  ]
}

/** Names first, then what callers hear, then the rest. */
const order: readonly FieldSort[] = ['name', 'prompt', 'intent', 'phrase', 'variable', 'expression', 'address', 'tag', 'note', 'setting', 'id']

/** Texts that hold all words of the wish, the best first. */
export function searchTexts(texts: readonly FlowText[], wish: string, most = 200): readonly FlowText[] {
  const words = wish.toLowerCase().split(/\s+/).filter((word) => word !== '')
  if (words.length === 0) return []
  const whole = words.join(' ')
  const rank = ({ folded, sort }: FlowText): number => order.indexOf(sort) * 10 - (folded === whole ? 15 : folded.startsWith(whole) ? 10 : folded.includes(whole) ? 5 : 0)
  return texts
    .filter(({ folded }) => words.every((word) => folded.includes(word)))
    .sort((left, right) => rank(left) - rank(right))
    .slice(0, most)
}

const around = 60

/** A text cut down to the surroundings of what was found, in three pieces: before, found, after. */
export function excerpt(text: string, wish: string): readonly [string, string, string] {
  const folded = text.toLowerCase()
  const whole = wish.trim().toLowerCase()
  const word = folded.includes(whole) ? whole : (whole.split(/\s+/).find((part) => folded.includes(part)) ?? '')
  const at = folded.indexOf(word)
  const from = at > around ? at - around / 2 : 0
  const end = at + word.length
  return [`${from > 0 ? '…' : ''}${text.slice(from, at)}`, text.slice(at, end), `${text.slice(end, end + around * 2)}${text.length > end + around * 2 ? '…' : ''}`]
}
