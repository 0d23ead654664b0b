import type { ExpressionVariables } from '@callchart/flow'
import { callFields, knownFunctions, type KnownFunction } from './known-names.js'

/** Something that may stand at the caret. */
export interface Completion {
  readonly text: string
  readonly kind: 'variable' | 'call' | 'function'
  /** Type of a variable, or the name of the function. */
  readonly detail: string
}

export interface CompletionPlace {
  /** Where the word at the caret begins. */
  readonly from: number
  readonly word: string
}

const inQuotes = (text: string): boolean => {
  let quote = ''
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if (quote !== '') {
      if (sign === '\\') at += 1
      else if (sign === quote) quote = ''
    } else if (sign === '"' || sign === "'") quote = sign
  }
  return quote !== ''
}

/**
 * The word that is being written at the caret; undefined where no name can stand, such as inside quotes.
 * @param isTemplate only what stands in {{ … }} is an expression
 */
export function placeAt(text: string, caret: number, isTemplate: boolean): CompletionPlace | undefined {
  const before = text.slice(0, caret)
  const open = isTemplate ? before.lastIndexOf('{{') : -2
  if (open === -1) return undefined
  const within = before.slice(open + 2)
  if (isTemplate && within.includes('}}')) return undefined
  if (inQuotes(within)) return undefined
  const word = /[A-Za-z_][\w.]*$/.exec(within)?.[0] ?? ''
  const sign = within.slice(0, within.length - word.length).trimEnd().at(-1) ?? ''
  if (sign === '.' || /[\w)\]"']/.test(sign)) return word === '' || sign === '.' || !/\s$/.test(within.slice(0, within.length - word.length)) ? undefined : { from: caret - word.length, word }
  return { from: caret - word.length, word }
}

/** What begins with the word, variables first. */
export function completionsFor(word: string, names: ExpressionVariables): Completion[] {
  const wanted = word.toLowerCase()
  const all: Completion[] = [
    ...Object.entries(names).map(([text, detail]) => ({ text, kind: 'variable' as const, detail })),
    ...callFields.map((field) => ({ text: `call.${field}`, kind: 'call' as const, detail: field })),
    ...knownFunctions.map((name: KnownFunction) => ({ text: name, kind: 'function' as const, detail: name })),
  ]
  return all.filter(({ text }) => text.toLowerCase().includes(wanted) && text !== word).sort((left, right) => Number(right.text.toLowerCase().startsWith(wanted)) - Number(left.text.toLowerCase().startsWith(wanted)))
}

/** The text with the word at the caret completed, and where the caret stands then. */
export function completed(text: string, caret: number, { from }: CompletionPlace, { text: chosen, kind }: Completion, isTemplate: boolean): { readonly text: string; readonly caret: number } {
  const inserted = kind === 'function' ? `${chosen}(` : chosen
  const after = text.slice(caret)
  const closing = isTemplate && !closes(after) ? ' }}' : ''
  const lead = isTemplate && text.slice(0, from).endsWith('{{') ? ' ' : ''
  const before = `${text.slice(0, from)}${lead}${inserted}`
  return { text: `${before}${closing}${after}`, caret: before.length }
}

const closes = (after: string): boolean => {
  const close = after.indexOf('}}')
  const open = after.indexOf('{{')
  return close !== -1 && (open === -1 || close < open)
}
