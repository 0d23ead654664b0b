import { sameJson, type DraftNode, type Json, type JsonObject } from '@callchart/flow'

/** Where a value stands within a node: `['branches', 0, 'to']`. */
export type FieldPath = readonly (string | number)[]

export const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

export function valueAt(value: Json | undefined, path: FieldPath): Json | undefined {
  let at: Json | undefined = value
  for (const step of path) {
    if (Array.isArray(at)) at = typeof step === 'number' ? (at as readonly Json[])[step] : undefined
    else if (isObject(at)) at = Object.hasOwn(at, String(step)) ? at[String(step)] : undefined
    else return undefined
  }
  return at
}

/**
 * The same value with another one at the path; `undefined` makes a field absent and takes an item out of a list. Objects and lists on
 * the way are made where there are none. What does not lie on the path stays the very same objects.
 */
export function withValueAt(value: Json | undefined, path: FieldPath, next: Json | undefined): Json | undefined {
  const [step, ...rest] = path
  if (step === undefined) return next
  if (typeof step === 'number') {
    const list: Json[] = Array.isArray(value) ? [...(value as readonly Json[])] : []
    const item = withValueAt(list[step], rest, next)
    if (item === undefined) list.splice(step, 1)
    else list[step] = item
    return list
  }
  const object: Record<string, Json> = isObject(value) ? { ...value } : {}
  const field = withValueAt(object[step], rest, next)
  if (field === undefined) delete object[step]
  else object[step] = field
  return object
}

/** The same with the value there; the very same object where it stands there already. */
export const withField = <Owner extends JsonObject>(owner: Owner, path: FieldPath, next: Json | undefined): Owner =>
  sameJson(valueAt(owner, path), next) ? owner : (withValueAt(owner, path, next) as Owner)

export const withNodeField = (node: DraftNode, path: FieldPath, next: Json | undefined): DraftNode => withField(node, path, next)

/**
 * Changes every value at a path in which `*` stands for each item of a list or each field of an object: `branches.*.on`; `undefined` takes a
 * field away. What is not there stays absent; what is not changed stays the very same object.
 */
export function withEach(value: Json, path: readonly string[], change: (value: Json) => Json | undefined): Json | undefined {
  const [step, ...rest] = path
  if (step === undefined) return change(value)
  if (Array.isArray(value)) {
    const list = value as readonly Json[]
    const next = step === '*' ? list.map((item) => withEach(item, rest, change) ?? null) : list
    return next.every((item, index) => item === list[index]) ? list : next
  }
  if (!isObject(value)) return value
  const keys = step === '*' ? Object.keys(value) : Object.hasOwn(value, step) ? [step] : []
  return keys.reduce<JsonObject>((result, key) => {
    const next = withEach(value[key] as Json, rest, change)
    if (next === value[key]) return result
    const { [key]: _old, ...others } = result
    return next === undefined ? others : { ...result, [key]: next }
  }, value)
}
