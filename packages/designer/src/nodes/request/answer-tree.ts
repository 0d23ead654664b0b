import type { Json } from '@callchart/flow'
import { isObject } from '../../document/node-fields.js'

/** One value within an answer, and the expression that finds it. */
export interface AnswerValue {
  /** `body.items[0].name`. */
  readonly path: string
  /** Of its own, without what is around it. */
  readonly name: string
  readonly depth: number
  readonly value: Json
  /** It holds others. */
  readonly isGroup: boolean
}

const isPlainName = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name)
/** Words of CEL that cannot follow a dot. */
const reserved = new Set(['in', 'true', 'false', 'null', 'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package', 'namespace', 'return', 'var', 'void', 'while'])
const step = (name: string): string => (isPlainName(name) && !reserved.has(name) ? `.${name}` : `[${JSON.stringify(name)}]`)

const deepest = 8
const mostItems = 5

/** Every value of an answer, in its order; of a long list the first few. */
export function valuesIn(value: Json, path = 'body', name = 'body', depth = 0): AnswerValue[] {
  const isGroup = Array.isArray(value) || isObject(value)
  const own: AnswerValue = { path, name, depth, value, isGroup }
  if (!isGroup || depth >= deepest) return [own]
  const inner = Array.isArray(value)
    ? (value as readonly Json[]).slice(0, mostItems).flatMap((item, index) => valuesIn(item, `${path}[${index}]`, `[${index}]`, depth + 1))
    : Object.entries(value).flatMap(([key, item]: [string, Json]) => valuesIn(item, `${path}${step(key)}`, key, depth + 1))
  return [own, ...inner]
}

/** A name for the variable that keeps a value: of the letters of its field, and free. */
export function variableFor({ name }: AnswerValue, taken: ReadonlySet<string>, isAllowed: (name: string) => boolean): string {
  const words = name.match(/[A-Za-z0-9]+/g) ?? []
  const joined = words.map((word, index) => (index === 0 ? word.charAt(0).toLowerCase() + word.slice(1) : word.charAt(0).toUpperCase() + word.slice(1))).join('')
  const base = isAllowed(joined) ? joined : isAllowed(`answer${joined.charAt(0).toUpperCase()}${joined.slice(1)}`) ? `answer${joined.charAt(0).toUpperCase()}${joined.slice(1)}` : 'answer'
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? base : `${base}${count}`
    if (!taken.has(candidate)) return candidate
  }
}

/** Type of a variable that can hold a value. */
export const typeFor = (value: Json): 'string' | 'number' | 'boolean' | 'date' | 'list' => {
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'boolean'
  if (Array.isArray(value)) return 'list'
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? 'date' : 'string'
}
