import type { DraftDocument, DraftNode, ExpressionType, Json, NodeKind } from '@callchart/flow'
import { valueAt, type FieldPath } from '../document/node-fields.js'

/** Texts of a prompt are taken in order: one a visit of the node, or one an attempt. */
export type Several = 'variants' | 'attempts'
export type Sees = Readonly<Record<string, ExpressionType>>

/** A field that holds a prompt. */
export interface PromptField {
  /** Key of the field's name in `prompts:places`. */
  readonly name: PlaceName
  readonly path: FieldPath
  readonly several: Several
  /** What a template of it knows beside the variables. */
  readonly sees: Sees
}

/** Where a flow says something: in a node, or on the way back from a question that holds everywhere. */
export interface PromptPlace extends PromptField {
  /** Absent: a prompt of the flow itself. */
  readonly node?: DraftNode
  readonly value: Json | undefined
}

export const placeNames = [
  'prompt',
  'noInput',
  'noMatch',
  'invalidDigit',
  'invalid',
  'disambiguation',
  'confirm',
  'confirmAgain',
  'correction',
  'filler',
  'more',
  'noAnswer',
  'answer',
  'announcement',
  'whisper',
  'position',
  'offer',
  'pullBack',
] as const
export type PlaceName = (typeof placeNames)[number]

const nothing: Sees = {}
const choice: Sees = { first: 'string', second: 'string' }
const queue: Sees = { queue: 'any' }
const value: Sees = { value: 'any' }

const field = (name: PlaceName, path: FieldPath, several: Several = 'variants', sees: Sees = nothing): PromptField => ({ name, path, several, sees })
const prompt = field('prompt', ['prompt'])
const retry = (name: 'noInput' | 'noMatch' | 'invalidDigit' | 'invalid' | 'noAnswer'): PromptField => field(name, [name, 'prompts'], 'attempts')

/** In the order in which a call may come to them. */
const fields: Readonly<Record<NodeKind, readonly PromptField[]>> = {
  start: [],
  say: [prompt],
  ask: [prompt, field('disambiguation', ['disambiguation', 'prompt'], 'variants', choice), retry('noInput'), retry('noMatch')],
  menu: [prompt, retry('noInput'), retry('noMatch'), retry('invalidDigit')],
  collect: [
    prompt,
    retry('noInput'),
    retry('noMatch'),
    retry('invalid'),
    field('confirm', ['confirm', 'prompt'], 'variants', value),
    field('confirmAgain', ['confirm', 'prompts'], 'attempts', value),
    field('correction', ['confirm', 'correction'], 'variants', value),
  ],
  decide: [],
  hours: [],
  set: [],
  request: [field('filler', ['filler'])],
  knowledge: [prompt, field('filler', ['filler']), field('more', ['more']), retry('noInput'), retry('noMatch'), retry('noAnswer')],
  transfer: [
    field('announcement', ['announcement']),
    field('position', ['positionPrompt'], 'variants', queue),
    field('offer', ['offer'], 'variants', queue),
    field('whisper', ['whisper']),
  ],
  subflow: [],
  voicemail: [prompt],
  record: [],
  tag: [],
  jump: [],
  hangup: [prompt],
}

const required = new Set<NodeKind>(['say', 'ask', 'menu', 'collect', 'knowledge', 'voicemail'])

const listAt = (from: Json | undefined, path: FieldPath): readonly Json[] => {
  const found = valueAt(from, path)
  return Array.isArray(found) ? (found as readonly Json[]) : []
}

/** Prompts that a node of this kind may have, those of its own list of questions included. */
export const promptFieldsOf = (node: DraftNode): readonly PromptField[] => [
  ...(Object.hasOwn(fields, node.kind) ? fields[node.kind] : []),
  ...(node.kind === 'knowledge' ? listAt(node, ['faq']).map((_, index) => field('answer', ['faq', index, 'answer'])) : []),
]

function placesOfNode(node: DraftNode): PromptPlace[] {
  return promptFieldsOf(node).flatMap((each): PromptPlace[] => {
    const found = valueAt(node, each.path)
    const isShown = found !== undefined || (each.name === 'prompt' && required.has(node.kind))
    return isShown ? [{ ...each, node, value: found }] : []
  })
}

const placesByNode = new WeakMap<DraftNode, readonly PromptPlace[]>()

/** Every prompt that the flow has or must have, in the order of the given nodes. */
export function promptPlaces(document: DraftDocument, nodes: readonly DraftNode[] = document.nodes): PromptPlace[] {
  const ofNodes = nodes.flatMap((node) => {
    const places = placesByNode.get(node) ?? placesOfNode(node)
    placesByNode.set(node, places)
    return places
  })
  const ofFlow = listAt(document, ['auxiliary']).flatMap((_, index): PromptPlace[] => {
    const path: FieldPath = ['auxiliary', index, 'pullBack']
    const found = valueAt(document, path)
    return found === undefined ? [] : [{ ...field('pullBack', path), value: found }]
  })
  return [...ofNodes, ...ofFlow]
}
