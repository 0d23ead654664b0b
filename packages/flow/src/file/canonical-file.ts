import type { DraftDocument, Json } from '../draft/draft-document.js'
import { canonicalDocument } from './canonical-document.js'

/** A value stands on one line as long as that line is no longer. */
const lineLength = 160
const indentation = '  '

const oneLine = (value: Json): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${oneLine(member)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

/** Of these each entry begins a line of its own: a change of one of them is a change of its lines alone. */
const alwaysApart: ReadonlySet<string> = new Set(['variables', 'intents', 'keyIntents', 'auxiliary', 'nodes', 'layout', 'weekly', 'holidays'])

/**
 * @param head what stands before the value on its line
 * @param tail length of what stands behind it
 */
function lines(value: Json, head: string, depth: number, tail: number): string {
  const short = oneLine(value)
  const isApart = depth === 0 || (depth === 1 && alwaysApart.has(/^\s*"(\w+)": $/.exec(head)?.[1] ?? ''))
  const isEmpty = short === '{}' || short === '[]'
  if (typeof value !== 'object' || value === null || isEmpty || (!isApart && head.length + short.length + tail <= lineLength)) return head + short
  const indent = indentation.repeat(depth + 1)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  const items: (readonly [string, Json])[] = Array.isArray(value)
    ? value.map((item: Json) => [indent, item])
    : Object.entries(value).map(([key, member]) => [`${indent}${JSON.stringify(key)}: `, member])
  const text = items.map(([front, item], index) => lines(item, front, depth + 1, index < items.length - 1 ? 1 : 0))
  return `${head}${open}\n${text.join(',\n')}\n${indentation.repeat(depth)}${close}`
}

/** JSON as it stands in our files. */
export const fileText = (json: Json): string => `${lines(json, '', 0, 0)}\n`

/**
 * The text of a flow file, made for comparing line by line: two spaces, fields in the order of their schema, nodes in their order, what is
 * short on one line. Equal for documents that differ in nothing but the order of fields and what is written out of the defaults.
 */
export const canonicalFileText = (document: DraftDocument): string => fileText(canonicalDocument(document))
