import type { z } from 'zod'
import { flowDocumentSchema } from '../document/schema.js'
import type { DraftDocument, Json, JsonObject } from '../draft/draft-document.js'
import { sameJson } from '../draft/parts.js'

type Schema = z.core.$ZodTypes

const isObject = (value: Json): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)
const isArray = (value: Json): value is readonly Json[] => Array.isArray(value)

/** What a schema is about, without what it says of absence. */
function inner(schema: Schema): Schema {
  const { def } = schema._zod
  if (def.type === 'optional' || def.type === 'default' || def.type === 'prefault' || def.type === 'nullable' || def.type === 'readonly') return inner(def.innerType as Schema)
  return def.type === 'lazy' ? inner(def.getter() as Schema) : schema
}

/** Whether the field says what its absence says too. */
function isDefault(schema: Schema, value: Json): boolean {
  const { def } = schema._zod
  if (def.type === 'optional' || def.type === 'readonly') return isDefault(def.innerType as Schema, value)
  return (def.type === 'default' || def.type === 'prefault') && sameJson(def.defaultValue as Json, value)
}

/** Of several forms the one that the value has; of a value that has none yet, the one with most of its fields. */
function formOf(options: readonly Schema[], value: JsonObject): Schema | undefined {
  const forms = options.map(inner).filter((option) => option._zod.def.type === 'object')
  const fields = (form: Schema): readonly string[] => (form._zod.def.type === 'object' ? Object.keys(form._zod.def.shape) : [])
  const said = (form: Schema): boolean => {
    const { def } = form._zod
    if (def.type !== 'object') return false
    return Object.entries(def.shape).every(([key, field]) => {
      const literal = inner(field as Schema)._zod.def
      return literal.type !== 'literal' || (literal.values as readonly unknown[]).includes(value[key])
    })
  }
  const known = (form: Schema): number => fields(form).filter((key) => Object.hasOwn(value, key)).length
  return [...forms].sort((left, right) => Number(said(right)) - Number(said(left)) || known(right) - known(left))[0]
}

/** A field of this name would become the prototype of what it is put into. */
const isStorable = (key: string): boolean => key !== '__proto__'

function canonicalFields(shape: Readonly<Record<string, unknown>>, value: JsonObject): JsonObject {
  const fields: [string, Json][] = []
  for (const [key, field] of Object.entries(shape)) {
    const found = Object.hasOwn(value, key) ? value[key] : undefined
    if (found === undefined) continue
    const canonical = canonicalValue(field as Schema, found)
    if (!isDefault(field as Schema, canonical)) fields.push([key, canonical])
  }
  // What the schema does not know is not lost: it stands behind.
  for (const [key, field] of Object.entries(value)) if (!Object.hasOwn(shape, key) && field !== undefined && isStorable(key)) fields.push([key, field])
  return Object.fromEntries(fields)
}

function canonicalValue(schema: Schema, value: Json): Json {
  const { def } = inner(schema)._zod
  if (isArray(value)) return def.type === 'array' ? value.map((item) => canonicalValue(def.element as Schema, item)) : value
  if (!isObject(value)) return value
  if (def.type === 'object') return canonicalFields(def.shape, value)
  if (def.type === 'union') {
    const form = formOf(def.options as readonly Schema[], value)
    return form === undefined ? value : canonicalValue(form, value)
  }
  if (def.type !== 'record') return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => isStorable(key)).map(([key, entry]) => [key, canonicalValue(def.valueType as Schema, entry)]))
}

/**
 * The document as it stands in a file: fields in the order of their schema, and without those that say what their absence says too. Nodes
 * and the entries of maps stay in their order. It need not fit the schema yet.
 */
export const canonicalDocument = (document: DraftDocument): DraftDocument => canonicalValue(flowDocumentSchema, document) as DraftDocument
