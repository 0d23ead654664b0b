import { Environment } from '@marcbachmann/cel-js'
import { withFlowFunctions } from '../machine/expression.js'
import { ExpressionProblem, normaliseExpression } from './normalise.js'

/** What an expression sees or yields; `any` is a value that only the call knows, such as the body of an answer. */
export type ExpressionType = 'string' | 'number' | 'boolean' | 'date' | 'list' | 'any'
export type ExpressionVariables = Readonly<Record<string, ExpressionType>>

const celTypes: Readonly<Record<ExpressionType, string>> = {
  string: 'string',
  number: 'double',
  boolean: 'bool',
  date: 'string',
  list: 'list',
  any: 'dyn',
}

const environments = new WeakMap<ExpressionVariables, Environment>()

const environmentOf = (variables: ExpressionVariables): Environment => {
  const known = environments.get(variables)
  if (known !== undefined) return known
  const environment = withFlowFunctions(new Environment({ homogeneousAggregateLiterals: false }))
  for (const [name, type] of Object.entries(variables)) environment.registerVariable(name, celTypes[type])
  environment.registerVariable('call', 'map')
  environments.set(variables, environment)
  return environment
}

const fits = (found: string, expected: ExpressionType): boolean =>
  expected === 'any' || found === 'dyn' || found === celTypes[expected] || (expected === 'list' && found.startsWith('list'))

/**
 * Checks an expression against the variables that it may use (`call` is always known) and the type that its place needs.
 * Pass the same `variables` object for many expressions: its environment is kept.
 * @returns what is wrong, in one line; undefined where nothing is.
 */
export const checkExpression = (
  expression: string,
  variables: ExpressionVariables,
  expected: ExpressionType = 'any',
): string | undefined => {
  try {
    const result = environmentOf(variables).check(normaliseExpression(expression))
    if (!result.valid) return result.error?.summary ?? 'The expression does not fit its variables'
    const found = result.type ?? 'dyn'
    return fits(found, expected) ? undefined : `It yields ${found === 'double' ? 'number' : found}, its place needs ${expected}`
  } catch (error) {
    if (error instanceof ExpressionProblem) return error.message
    throw error
  }
}
