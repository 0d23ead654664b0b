import { expect, it } from 'vitest'
import { checkExpression, type ExpressionVariables } from './check-expression.js'

const variables: ExpressionVariables = { size: 'number', name: 'string', open: 'boolean', due: 'date', items: 'list', body: 'any' }

it.each([
  ['size + 1 > 2', 'boolean'],
  ['size / 2', 'number'],
  ['name + "x"', 'string'],
  ['due < "2026-12-05"', 'boolean'],
  ['size(items)', 'number'],
  ['items[0]', 'number'],
  ['items[size]', 'string'],
  ['body.a.b', 'string'],
  ['body.n + 1', 'number'],
  ['call.ani == "+1555"', 'boolean'],
  ['money(size, "USD")', 'string'],
  ['date(due)', 'string'],
  ['items.map(x, x)', 'list'],
  ['["a"]', 'list'],
  ['name.matches("a")', 'boolean'],
  ['open ? 1 : 2', 'number'],
  ['int(name)', 'number'],
  ['whatever == 1', undefined],
  ['due', 'date'],
] as const)('%s yields %s', (expression, type) => {
  const problem = checkExpression(expression, variables, type)

  if (type === undefined) expect(problem).toBe('Unknown variable: whatever')
  else expect(problem).toBeUndefined()
})

it.each([
  ['size', 'boolean', 'It yields number, its place needs boolean'],
  ['name', 'number', 'It yields string, its place needs number'],
  ['name + 1', 'string', 'no such overload: string + double'],
  ['size &&', 'boolean', 'Unexpected token: EOF'],
  ['money(name, "USD")', 'string', "found no matching overload for 'money(string, string)'"],
  ['now()', 'any', 'Unknown function "now"'],
  ['size == name', 'boolean', 'no such overload: double == string'],
] as const)('%s for %s: %s', (expression, type, problem) => {
  expect(checkExpression(expression, variables, type)).toBe(problem)
})
