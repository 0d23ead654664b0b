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

/** Reads a text as JSON, or says in both languages why it is none. */
export const readJson = (text: string): ReadJson => {
  try {
    const json: unknown = JSON.parse(text)
    return { json }
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error)
    return { fault: said(sentence, faultZh(sentence, text)) }
  }
}
