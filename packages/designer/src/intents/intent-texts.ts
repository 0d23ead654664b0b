import type { Json } from '@callchart/flow'
import { isObject } from '../document/node-fields.js'

export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

/** Texts of one language of a field that holds lists by language. */
export function textsIn(lists: Json | undefined, language: string): readonly string[] {
  const list = isObject(lists) && Object.hasOwn(lists, language) ? lists[language] : undefined
  return Array.isArray(list) ? (list as readonly Json[]).filter((text): text is string => typeof text === 'string') : []
}

/** As two phrases are compared: case, spaces and punctuation make no difference to who hears them. */
const sameness = (text: string): string => text.toLowerCase().replace(/[\s\p{P}\p{S}]+/gu, '')

/** What came of adding lines to a list. */
export interface AddedLines {
  readonly texts: readonly string[]
  readonly added: number
  readonly duplicates: readonly string[]
  /** Did not fit: too long, or one too many. */
  readonly leftOut: readonly string[]
}

/** Bullets and numbers that a pasted list may bring. */
const withoutBullet = (line: string): string => line.replace(/^\s*(?:[-*•·]|\d{1,3}[.)、．])\s+/, '').trim()

/**
 * Adds one text a line. What is there already, in the list or earlier among the lines, is left out and told.
 * @param compare as `sameness` for phrases; patterns differ by every sign
 */
export function addLines(texts: readonly string[], pasted: string, { mostCount, mostLength, isExact = false }: { readonly mostCount: number; readonly mostLength: number; readonly isExact?: boolean }): AddedLines {
  const keyOf = (text: string): string => (isExact ? text : sameness(text) || text)
  const known = new Set(texts.map(keyOf))
  const result = [...texts]
  const duplicates: string[] = []
  const leftOut: string[] = []
  for (const line of pasted.split(/\r?\n/).map((each) => (isExact ? each.trim() : withoutBullet(each)))) {
    if (line === '') continue
    const key = keyOf(line)
    if (known.has(key)) duplicates.push(line)
    else if (line.length > mostLength || result.length >= mostCount) leftOut.push(line)
    else {
      known.add(key)
      result.push(line)
    }
  }
  return { texts: result, added: result.length - texts.length, duplicates, leftOut }
}

const idPattern = /^[a-z][A-Za-z0-9]*$/

/** An id that no intent has: made from the name where it has letters that an id may have. */
export function freshIntentId(name: string, taken: ReadonlySet<string>): string {
  const words = name.match(/[A-Za-z0-9]+/g) ?? []
  const joined = words.map((word, index) => (index === 0 ? word.charAt(0).toLowerCase() + word.slice(1) : word.charAt(0).toUpperCase() + word.slice(1))).join('').slice(0, 50)
  const base = idPattern.test(joined) ? joined : 'intent'
  if (base !== 'intent' && !taken.has(base)) return base
  for (let count = base === 'intent' ? 1 : 2; ; count += 1) if (!taken.has(`${base}${count}`)) return `${base}${count}`
}

export type IdFault = 'form' | 'taken'
export const idFault = (id: string, taken: ReadonlySet<string>): IdFault | undefined => (!idPattern.test(id) || id.length > 60 ? 'form' : taken.has(id) ? 'taken' : undefined)
