import { expect, it } from 'vitest'
import { checkExpression, expressionFault, type ExpressionVariables } from './check-expression.js'

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

it.each([
  ['size', 'boolean', '结果是“数字”类型，此处需要“是/否”类型'],
  ['name + 1', 'string', '不支持这样的运算：文本 + 数字'],
  ['size ++', 'number', '此处不应出现 +'],
  ['money(name, "USD")', 'string', '函数 money 不能这样使用：(文本, 文本)'],
  ['now()', 'any', '没有函数“now”'],
  ['whatever == 1', 'any', '没有变量“whatever”'],
] as const)('%s for %s, in Chinese: %s', (expression, type, reason) => {
  expect(expressionFault(expression, variables, type)?.zh).toBe(reason)
})
