import { said, type Said } from '../contract/said.js'

const placeAt = (text: string, offset: number): string => {
  const lines = text.slice(0, offset).split('\n')
  return `第 ${lines.length} 行第 ${(lines.at(-1) ?? '').length + 1} 列写法有误`
}

/** The parser of the platform speaks English, and tells the place in most of its sentences. */
const faultZh = (sentence: string, text: string): string => {
  if (/end of JSON input/.test(sentence)) return '内容不完整'
  const offset = /at position (\d+)/.exec(sentence)?.[1]
  return offset === undefined ? '写法有误' : placeAt(text, Number(offset))
}

export type ReadJson = { readonly json: unknown } | { readonly fault: Said }

/** Half of a character outside of the basic plane, written as an escape. */
const halfCharacter = /\\u[dD][89a-fA-F]/
/** What UTF-8 makes of half a character anyway (RFC 3629); nothing that is stored, spoken or hashed could hold it. */
const wellFormed = (_key: string, value: unknown): unknown => (typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\ufffd') : value)

/** Reads a text as JSON, or says in both languages why it is none. Half characters in its values become U+FFFD. */
export const readJson = (text: string): ReadJson => {
  try {
    const json: unknown = halfCharacter.test(text) ? JSON.parse(text, wellFormed) : JSON.parse(text)
    return { json }
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error)
    return { fault: said(sentence, faultZh(sentence, text)) }
  }
}
