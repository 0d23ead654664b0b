import { Environment } from '@marcbachmann/cel-js'
import { withFlowFunctions } from '../machine/expression.js'
import { said, type Said } from '../contract/said.js'
import { celFault, typesInChinese, type ExpressionFault } from './cel-fault.js'
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

const misfit = (found: string, expected: ExpressionType): Said => {
  const type = found === 'double' ? 'number' : found
  return said(`It yields ${type}, its place needs ${expected}`, `结果是“${typesInChinese(type)}”类型，此处需要“${typesInChinese(expected)}”类型`)
}

/**
 * Checks an expression against the variables that it may use (`call` is always known) and the type that its place needs.
 * Pass the same `variables` object for many expressions: its environment is kept.
 * @returns what is wrong, in one line of either language; undefined where nothing is.
 */
export const expressionFault = (expression: string, variables: ExpressionVariables, expected: ExpressionType = 'any'): ExpressionFault | undefined => {
  try {
    const result = environmentOf(variables).check(normaliseExpression(expression))
    if (!result.valid) return celFault(result.error?.summary ?? 'The expression does not fit its variables')
    const found = result.type ?? 'dyn'
    return fits(found, expected) ? undefined : misfit(found, expected)
  } catch (error) {
    if (error instanceof ExpressionProblem) return error.reason
    throw error
  }
}

/** What `expressionFault` finds, in English. */
export const checkExpression = (expression: string, variables: ExpressionVariables, expected: ExpressionType = 'any'): string | undefined =>
  expressionFault(expression, variables, expected)?.en
