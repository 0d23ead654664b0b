/** Plain JSON, as a jsonb column takes and gives it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

const unstorable = /\\u0000|\\ud[89a-f]/i
const surrogates = /[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g

/** NUL is dropped, and half a surrogate pair becomes U+FFFD: PostgreSQL takes neither in text nor in jsonb. */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', '').replace(surrogates, (match) => (match.length === 2 ? match : '\ufffd'))
}

function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value)
  if (Array.isArray(value)) return value.map(storable)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storableText(key), storable(inner)]))
}

/** Plain JSON as a jsonb column gives it back: what PostgreSQL does not take is gone already. */
export function asStored<Value>(value: Value): Value {
  const text = JSON.stringify(value)
  return unstorable.test(text) ? (storable(JSON.parse(text)) as Value) : value
}

/** JSON text that a jsonb column takes whatever came from outside; `undefined` becomes null. */
export function toJsonb(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null'
  return unstorable.test(text) ? JSON.stringify(storable(JSON.parse(text))) : text
}
