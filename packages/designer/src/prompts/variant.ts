import type { Json } from '@callchart/flow'
import { isObject } from '../document/node-fields.js'

/** One way to say something, as a draft may hold it. */
export type Variant =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'ssml'; readonly ssml: string; readonly text: string }
  | { readonly type: 'audio'; readonly audio: string; readonly text: string }

const textIn = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

export function readVariant(value: Json | undefined): Variant {
  if (!isObject(value)) return { type: 'text', text: textIn(value) }
  if ('audio' in value) return { type: 'audio', audio: textIn(value.audio), text: textIn(value.text) }
  if ('ssml' in value) return { type: 'ssml', ssml: textIn(value.ssml), text: textIn(value.text) }
  return { type: 'text', text: textIn(value.text) }
}

export function writeVariant(variant: Variant): Json {
  if (variant.type === 'text') return variant.text
  const { type: _type, ...fields } = variant
  return fields
}

/** Variants in one language of a prompt. */
export function variantsIn(prompt: Json | undefined, language: string): readonly Variant[] {
  const list = isObject(prompt) && Object.hasOwn(prompt, language) ? prompt[language] : undefined
  return Array.isArray(list) ? (list as readonly Json[]).map(readVariant) : []
}

/** The prompt with other variants in one language; none takes the language away, the last language the prompt. */
export function withVariants(prompt: Json | undefined, language: string, variants: readonly Variant[]): Json | undefined {
  const { [language]: _replaced, ...others } = isObject(prompt) ? prompt : {}
  if (variants.length > 0) return { ...(isObject(prompt) ? prompt : {}), [language]: variants.map(writeVariant) }
  return Object.keys(others).length === 0 ? undefined : others
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" }
const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Cuts a text at its {{ … }}, which markup leaves as they are. */
const outsideExpressions = (text: string, change: (plain: string) => string): string =>
  text
    .split(/(\{\{[\s\S]*?\}\})/)
    .map((piece) => (piece.startsWith('{{') ? piece : change(piece)))
    .join('')

export const ssmlOf = (text: string): string => `<speak>${outsideExpressions(text, (plain) => plain.replace(/[&<>]/g, (sign) => signs[sign] ?? sign))}</speak>`

/** What is left to read of SSML without its markup. */
export const plainTextOf = (ssml: string): string =>
  outsideExpressions(ssml, (plain) => plain.replace(/<!--[\s\S]*?-->/g, '').replace(/<[^>]*>/g, ' ').replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => entities[entity] ?? entity))
    .replace(/\s+/g, ' ')
    .trim()

/** The same said in another form; what only the earlier form has is given up. */
export function asType(variant: Variant, type: Variant['type']): Variant {
  if (variant.type === type) return variant
  const text = variant.text === '' && variant.type === 'ssml' ? plainTextOf(variant.ssml) : variant.text
  if (type === 'text') return { type, text }
  return type === 'ssml' ? { type, ssml: ssmlOf(text), text } : { type, audio: '', text }
}
