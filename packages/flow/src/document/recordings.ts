import type { Json, JsonObject } from '../draft/draft-document.js'

const address = /^sha256:[0-9a-f]{64}$/

/** Parts that stay the same stay the very same objects while a draft is drawn: they are gone through once. */
const known = new WeakMap<object, readonly string[]>()

function recordingsIn(value: Json): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  const before = known.get(value)
  if (before !== undefined) return before
  const own = Array.isArray(value) ? [] : [(value as JsonObject).audio].filter((audio) => typeof audio === 'string' && address.test(audio))
  const found = [...(own as string[]), ...Object.values(value).flatMap((inner: Json) => recordingsIn(inner))]
  known.set(value, found)
  return found
}

/** Content addresses of the recordings that a flow plays, as far as it is drawn; each once, in order. */
export const recordingsOf = (document: object): readonly string[] => [...new Set(recordingsIn(document as Json))].sort()
