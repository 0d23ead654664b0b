import type { DraftNode, Json, JsonObject } from '@callchart/flow'

/** Where a value stands within a node: `['branches', 0, 'to']`. */
export type FieldPath = readonly (string | number)[]

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

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

export const withNodeField = (node: DraftNode, path: FieldPath, next: Json | undefined): DraftNode => withValueAt(node, path, next) as DraftNode
