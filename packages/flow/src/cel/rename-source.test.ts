import { describe, expect, it } from 'vitest'
import { changeExpressions, renameInExpression, variablesIn } from './rename-source.js'

const renamed = (source: string, from: string, to: string): string => renameInExpression(source, (name) => (name === from ? to : name))

describe('renaming a variable where it is written', () => {
  it.each([
    ['balance  >  3', 'balance', 'amount', 'amount  >  3'],
    ['call.balance == balance', 'balance', 'amount', 'call.balance == amount'],
    ['{"balance": balance}', 'balance', 'amount', '{"balance": amount}'],
    ['"balance" == name', 'balance', 'amount', '"balance" == name'],
    ['size(items) + items[size]', 'size', 'count', 'size(items) + items[count]'],
    ['-a < 1 || !a ? [a] : b[a].a', 'a', 'long', '-long < 1 || !long ? [long] : b[long].a'],
    ['balance >', 'balance', 'amount', 'balance >'],
  ])('%s: %s becomes %s', (source, from, to, expected) => {
    expect(renamed(source, from, to)).toBe(expected)
  })

  it('leaves names alone that a macro binds', () => {
    expect(renamed('items.map(x, x + 1)[x]', 'x', 'y')).toBe('items.map(x, x + 1)[y]')
  })

  it('never lets a macro bind what was a variable', () => {
    expect(renamed('items.filter(x, x > y)', 'y', 'x')).toBe('items.filter(xItem, xItem > x)')
    expect(renamed('items.filter(x, x > y && xItem)', 'y', 'x')).toBe('items.filter(xItemItem, xItemItem > x && xItem)')
  })

  it('knows the variables that are read', () => {
    expect([...variablesIn('items.exists(item, item == name) && call.ani != size')].sort()).toEqual(['call', 'items', 'name', 'size'])
    expect(variablesIn('a +')).toEqual(new Set())
  })
})

it('changes expressions within a text, and nothing else of it', () => {
  const loud = (text: string): string => changeExpressions(text, (source) => source.toUpperCase())

  expect(loud('You owe {{ money(a) }}, {{b}} and {{ "}}" + c }}. {{ never')).toBe('You owe {{ MONEY(A) }}, {{B}} and {{ "}}" + C }}. {{ never')
  expect(loud('nothing')).toBe('nothing')
})
