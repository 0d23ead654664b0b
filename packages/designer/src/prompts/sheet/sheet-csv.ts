import type { DraftDocument } from '@callchart/flow'
import Papa from 'papaparse'
import { plainTextOf, variantsIn, type Variant } from '../variant.js'
import { promptNow, sheetRows, withText, type SheetEdit, type SheetRow } from './sheet-rows.js'

/** Columns before those of the languages; the first three name the text. */
export const keyColumns = ['node', 'field', 'number', 'name'] as const

/** A cell that a spreadsheet would take for a formula; quotes in front of it are kept apart from the one that guards it. */
const formula = /^'*[=+\-@\t\r]/
const guarded = (cell: string): string => (formula.test(cell) ? `'${cell}` : cell)
const unguarded = (cell: string): string => (cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell)

/** What is read and written of a text: SSML as it stands, of a recording its words. */
const written = (variant: Variant | undefined): string => (variant === undefined ? '' : variant.type === 'ssml' ? variant.ssml : variant.text)

const flowItself = '(flow)'
const fieldOf = ({ place }: SheetRow): string => place.path.join('.')
const nodeOf = ({ place }: SheetRow): string => place.node?.id ?? flowItself

/** Byte order mark: Excel reads UTF-8 by it. */
const mark = '\uFEFF'

/** The whole sheet as CSV. */
export function sheetCsv(document: DraftDocument): string {
  const rows = sheetRows(document).map((row) => [nodeOf(row), fieldOf(row), String(row.index + 1), row.place.node?.name ?? '', ...row.cells.map(written)].map(guarded))
  return mark + Papa.unparse([[...keyColumns, ...document.languages], ...rows], { newline: '\r\n' }) + '\r\n'
}

/** One text that would be another. */
export interface SheetChange {
  readonly row: SheetRow
  readonly language: string
  readonly before: string
  readonly after: string
}

export type ImportRefusal = 'empty' | 'columns' | 'broken' | 'tooLarge'

/** What a file would change; nothing is changed yet. */
export interface SheetImport {
  readonly changes: readonly SheetChange[]
  readonly edits: readonly SheetEdit[]
  /** Lines that name no text of the flow, as they stand in the file. */
  readonly unknownLines: readonly { readonly line: number; readonly node: string; readonly field: string; readonly number: string }[]
  /** Columns that are no language of the flow. */
  readonly unknownColumns: readonly string[]
}

const mostBytes = 10 * 1024 * 1024

/** Excel writes UTF-16 as "Unicode text", and CSV in the encoding of its system where nobody asks for UTF-8: in China that is GBK. */
export function textOfFile(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

function changedVariant(now: Variant | undefined, text: string): Variant {
  if (now?.type === 'audio') return { ...now, text }
  if (/^\s*<speak[\s>]/.test(text)) return { type: 'ssml', ssml: text, text: now?.type === 'ssml' && now.ssml === text ? now.text : plainTextOf(text) }
  return { type: 'text', text }
}

const rowKey = (node: string, field: string, number: string): string => JSON.stringify([node.trim(), field.trim(), number.trim()])

/**
 * Compares a file with the flow. An empty cell leaves its text as it is; a number that follows the last one adds a text.
 * @returns why the file cannot be used, else what it would change
 */
export function readSheetCsv(text: string, document: DraftDocument): SheetImport | ImportRefusal {
  if (text.length > mostBytes) return 'tooLarge'
  const parsed = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' })
  // Whatever follows such a quotation mark would be one text.
  if (parsed.errors.some(({ code }) => code === 'MissingQuotes')) return 'broken'
  const [head, ...lines] = parsed.data
  if (head === undefined || lines.length === 0) return 'empty'
  const columns = head.map((name) => unguarded(name.trim()))
  const at = (name: string): number => columns.indexOf(name)
  const languages = document.languages.filter((language) => at(language) >= 0)
  if (['node', 'field', 'number'].some((name) => at(name) < 0) || languages.length === 0) return 'columns'
  const unknownColumns = columns.filter((name) => name !== '' && !(keyColumns as readonly string[]).includes(name) && !document.languages.includes(name))
  const found = collect(document, lines, (line, name) => unguarded(line[at(name)] ?? ''), languages)
  return { ...found, unknownColumns }
}

type Cell = (line: readonly string[], column: string) => string

function collect(document: DraftDocument, lines: readonly (readonly string[])[], cell: Cell, languages: readonly string[]): Omit<SheetImport, 'unknownColumns'> {
  const rows = new Map(sheetRows(document).map((row) => [rowKey(nodeOf(row), fieldOf(row), String(row.index + 1)), row]))
  const changes: SheetChange[] = []
  const edits = new Map<string, SheetEdit>()
  const unknownLines: SheetImport['unknownLines'][number][] = []
  for (const [index, line] of lines.entries()) {
    const [node, field, number] = [cell(line, 'node'), cell(line, 'field'), cell(line, 'number')]
    const row = rows.get(rowKey(node, field, number)) ?? followingRow(rows, node, field, number)
    if (row === undefined) {
      unknownLines.push({ line: index + 2, node, field, number })
      continue
    }
    rows.set(rowKey(node, field, number), row)
    for (const language of languages) {
      const after = cell(line, language).replace(/\r\n?/g, '\n')
      const editKey = `${nodeOf(row)} ${fieldOf(row)} ${language}`
      const now = edits.get(editKey)?.variants ?? variantsIn(promptNow(document, row.place), language)
      const before = written(now[row.index])
      if (after.trim() === '' || after === before) continue
      changes.push({ row, language, before, after })
      edits.set(editKey, { place: row.place, language, variants: withText(now, row.index, changedVariant(now[row.index], after)) })
    }
  }
  return { changes, edits: [...edits.values()], unknownLines }
}

/** A text behind the last one of a prompt that is there. */
function followingRow(rows: ReadonlyMap<string, SheetRow>, node: string, field: string, number: string): SheetRow | undefined {
  const index = Number(number) - 1
  const before = Number.isInteger(index) && index > 0 ? rows.get(rowKey(node, field, String(index))) : undefined
  const most = before?.place.several === 'attempts' ? 6 : 10
  if (before === undefined || index >= most) return undefined
  return { ...before, key: `${before.key}+`, index, cells: before.cells.map(() => undefined) }
}
