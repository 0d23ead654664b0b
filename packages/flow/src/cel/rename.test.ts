import { describe, expect, it } from 'vitest'
import { ExpressionProblem, namesIn, normaliseExpression } from './normalise.js'

const renamed = (expression: string, ...names: string[]): string =>
  normaliseExpression(expression, (name) => (names.includes(name) ? `site__${name}` : name))

describe('renaming', () => {
  it.each([
    ['a + b * a', 'a', '(site__a + (b * site__a))'],
    ['call.a == a', 'a', '(call.a == site__a)'],
    ['{"a": a, a: "a"}', 'a', '{"a": site__a, site__a: "a"}'],
    ['a ? [a] : size(a)', 'a', '(site__a ? [site__a] : double(size(site__a)))'],
    ['list[a].a', 'a', 'elementOf(list, site__a).a'],
    ['-a < 1 || !a', 'a', '(((-site__a) < 1.0) || (!site__a))'],
    ['a.matches("a")', 'a', 'matchesRe2(site__a, "a")'],
  ])('%s', (expression, name, expected) => {
    expect(renamed(expression, name)).toBe(expected)
  })

  it('lets a name of a list go on hiding what it hid', () => {
    expect(renamed('items.map(x, x + y)', 'x', 'y', 'items')).toBe('site__items.map(site__x, (site__x + site__y))')
  })

  it('knows the names that are used', () => {
    expect([...namesIn('a + items.map(x, x.b + c)[0]')].sort()).toEqual(['a', 'c', 'items', 'x'])
    expect(() => namesIn('a +')).toThrow(ExpressionProblem)
  })
})
