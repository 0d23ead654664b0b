import type { ExpressionType, ExpressionVariables, Json, JsonObject } from '@callchart/flow'
import { isObject } from '../document/node-fields.js'

const types: readonly string[] = ['string', 'number', 'boolean', 'date', 'list']
const isType = (type: Json | undefined): type is ExpressionType => typeof type === 'string' && types.includes(type)

const made = new WeakMap<object, Map<string, ExpressionVariables>>()
const noVariables = {}

/**
 * Names that an expression sees, with their types; the same object for the same variables, whose checker is kept.
 * @param sees what the place knows beside the variables
 */
export function namesSeen(variables: Json | undefined, sees: ExpressionVariables = noVariables): ExpressionVariables {
  const owner = isObject(variables) ? variables : noVariables
  const bySees = made.get(owner) ?? new Map<string, ExpressionVariables>()
  made.set(owner, bySees)
  const key = JSON.stringify(sees)
  const known = bySees.get(key)
  if (known !== undefined) return known
  const declared = Object.entries(owner as JsonObject).flatMap(([name, variable]) => (isObject(variable) && isType(variable.type) ? [[name, variable.type] as const] : []))
  const names = { ...Object.fromEntries(declared), ...sees }
  bySees.set(key, names)
  return names
}

/** What is known of every call. */
export const callFields = ['ani', 'dnis', 'direction', 'language'] as const
export type CallField = (typeof callFields)[number]

/** Functions that people use in expressions, with how they are written. */
export const knownFunctions = ['size', 'string', 'double', 'round', 'upper', 'lower', 'trim', 'money', 'date', 'time', 'digits', 'phone', 'number', 'ordinal', 'spell'] as const
export type KnownFunction = (typeof knownFunctions)[number]
