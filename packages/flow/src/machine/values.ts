import type { VariableValue } from '../contract/events.js'

export type VariableKind = 'string' | 'number' | 'boolean' | 'date' | 'list'

/** Longest text that a variable keeps. */
const longestText = 5_000

/** An expression that fails in a call: the chart does not take the event. */
export class ExpressionFailure extends Error {
  readonly code = 'FLOW_EXPRESSION_FAILED'
}

const isDate = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

const asNumber = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

const asText = (value: unknown): string | undefined => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value.length <= longestText ? value : undefined
}

const asBoolean = (value: unknown): boolean | undefined => {
  if (value === 'true' || value === 'false') return value === 'true'
  return typeof value === 'boolean' ? value : undefined
}

const asDate = (value: unknown): string | undefined => (typeof value === 'string' && (value === '' || isDate(value)) ? value : undefined)

const asList = (value: unknown): readonly VariableValue[] | undefined =>
  Array.isArray(value) && value.length <= 1_000 && value.every((item) => ['string', 'number', 'boolean'].includes(typeof item))
    ? (value as readonly VariableValue[])
    : undefined

/** The value in the type of its variable; undefined where it does not fit. */
export const toVariable = (kind: VariableKind, value: unknown): VariableValue | undefined => {
  switch (kind) {
    case 'string':
      return asText(value)
    case 'number':
      return asNumber(value)
    case 'boolean':
      return asBoolean(value)
    case 'date':
      return asDate(value)
    case 'list':
      return asList(value)
  }
}
