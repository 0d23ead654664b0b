import type { DraftDocument, DraftNode, Json } from '@callchart/flow'
import { editFlow, editPrompts, type PromptEdit } from '../../document/commands/flow.js'
import type { Command } from '../../document/command.js'
import { valueAt } from '../../document/node-fields.js'
import { promptPlaces, type PromptPlace } from '../prompt-places.js'
import { variantsIn, writeVariant, type Variant } from '../variant.js'

/** One text of the flow in all its languages. */
export interface SheetRow {
  /** Unique in the sheet, and the same as long as the prompt is there. */
  readonly key: string
  readonly place: PromptPlace
  /** Its place among the variants or attempts. */
  readonly index: number
  readonly count: number
  /** In the order of the flow's languages; absent where it is not said in one. */
  readonly cells: readonly (Variant | undefined)[]
}

export const placeKey = ({ node, path }: Pick<PromptPlace, 'node' | 'path'>): string => `${node?.id ?? ''} ${path.join('.')}`

const known = new WeakMap<readonly string[], WeakMap<object, readonly SheetRow[]>>()

function rowsOf(place: PromptPlace, languages: readonly string[]): readonly SheetRow[] {
  const lists = languages.map((language) => variantsIn(place.value, language))
  const count = Math.max(1, ...lists.map((list) => list.length))
  return Array.from({ length: count }, (_, index): SheetRow => ({ key: `${placeKey(place)} ${index}`, place, index, count, cells: lists.map((list) => list[index]) }))
}

/** Every text of the flow. Rows of what did not change are the very same objects. */
export function sheetRows(document: DraftDocument, nodes: readonly DraftNode[] = document.nodes): SheetRow[] {
  const { languages } = document
  const ofLanguages = known.get(languages) ?? new WeakMap<object, readonly SheetRow[]>()
  known.set(languages, ofLanguages)
  return promptPlaces(document, nodes).flatMap((place) => {
    const rows = ofLanguages.get(place) ?? rowsOf(place, languages)
    ofLanguages.set(place, rows)
    return rows
  })
}

/** Other variants of one prompt in one language. */
export interface SheetEdit {
  readonly place: Pick<PromptPlace, 'node' | 'path'>
  readonly language: string
  readonly variants: readonly Variant[]
}

const ofNode = ({ place, language, variants }: SheetEdit): PromptEdit[] =>
  place.node === undefined ? [] : [{ node: place.node.id, path: place.path, language, variants: variants.map(writeVariant) }]

/** Changes of many prompts, those of the flow itself among them, as one that is undone as one. */
export function sheetCommand(edits: readonly SheetEdit[]): Command {
  const inNodes = editPrompts(edits.flatMap(ofNode))
  const inFlow = edits
    .filter(({ place }) => place.node === undefined)
    .map(({ place, language, variants }) => editFlow([...place.path, language], variants.length === 0 ? undefined : variants.map(writeVariant)))
  if (inFlow.length === 0) return inNodes
  const [only] = edits
  return {
    kind: 'editPrompts',
    ...(edits.length === 1 && only !== undefined && { mergeKey: `${placeKey(only.place)} ${only.language}` }),
    apply: (document) => inFlow.reduce((changed, command) => command.apply(changed), inNodes.apply(document)),
  }
}

/** The prompt as it is now, whatever a row remembers. */
export function promptNow(document: DraftDocument, { node, path }: Pick<PromptPlace, 'node' | 'path'>): Json | undefined {
  return valueAt(node === undefined ? document : document.nodes.find(({ id }) => id === node.id), path)
}

/** The variants with another text at a place; behind the last it is added, and none there is left out. */
export function withText(variants: readonly Variant[], index: number, next: Variant | undefined): Variant[] {
  const changed = [...variants]
  if (next === undefined) changed.splice(index, 1)
  else changed[Math.min(index, changed.length)] = next
  return changed
}

export interface SheetFilter {
  readonly search: string
  /** A language in which something is missing; `any` of them. */
  readonly missing: string | undefined
}

const isMissing = (cell: Variant | undefined): boolean => cell === undefined || (cell.type === 'ssml' ? cell.ssml : cell.text).trim() === ''

/** A text that is not said in a language counts where the first one is missing there: a further variant may be left out. */
export const missingIn = ({ cells, index }: SheetRow, languages: readonly string[]): string[] =>
  languages.filter((_, at) => isMissing(cells[at]) && (index === 0 || cells[at] !== undefined))

export function fits(row: SheetRow, { search, missing }: SheetFilter, languages: readonly string[]): boolean {
  if (missing !== undefined) {
    const found = missingIn(row, languages)
    if (missing === 'any' ? found.length === 0 : !found.includes(missing)) return false
  }
  const query = search.trim().toLowerCase()
  if (query === '') return true
  return [row.place.node?.name ?? '', row.place.node?.id ?? '', ...row.cells.map((cell) => cell?.text ?? ''), ...row.cells.map((cell) => (cell?.type === 'ssml' ? cell.ssml : ''))].some((text) => text.toLowerCase().includes(query))
}
