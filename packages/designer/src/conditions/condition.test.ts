import type { ExpressionType, ExpressionVariables } from '@callchart/flow'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparisonsFor, needsOperand, type Group, type Operand, type Test } from './condition.js'
import { readCondition } from './read-condition.js'
import { writeCondition } from './write-condition.js'

const names: ExpressionVariables = { city: 'string', tier: 'string', balance: 'number', age: 'number', vip: 'boolean', birthday: 'date', items: 'list', 'call.ani': 'string' }
const { 'call.ani': _ani, ...declared } = names

const textOf = fc.oneof(fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }), fc.constantFrom('北京', 'a "quoted" word', 'back\\slash', 'line\nbreak', '{{ x }}'))
const numberOf = fc.oneof(fc.integer({ min: -1_000, max: 1_000 }), fc.constantFrom(0.5, -2.25, 1e6))

const sameType = (type: ExpressionType): string[] => Object.entries(declared).flatMap(([name, each]) => (each === type ? [name] : []))

function operandFor(type: ExpressionType, is: Test['is']): fc.Arbitrary<Operand | undefined> {
  if (!needsOperand(is)) return fc.constant(undefined)
  if (is === 'oneOf') return fc.array<string | number>(type === 'number' ? numberOf : textOf, { maxLength: 4 }).map((literals) => ({ literals }))
  const literal: fc.Arbitrary<string | number> = is === 'has' || type !== 'number' ? textOf : numberOf
  return fc.oneof(literal.map((value) => ({ literal: value })), fc.constantFrom(...sameType(is === 'has' ? 'string' : type)).map((variable) => ({ variable })))
}

const test: fc.Arbitrary<Test> = fc.constantFrom(...Object.entries(names)).chain(([subject, type]) =>
  fc.constantFrom(...comparisonsFor(type)).chain((is) => operandFor(type, is).map((than) => ({ subject, is, ...(than !== undefined && { than }) }))),
)
const inner: fc.Arbitrary<Group> = fc.record({ join: fc.constantFrom('all' as const, 'any' as const), items: fc.array(test, { minLength: 2, maxLength: 4 }) })
const group: fc.Arbitrary<Group> = fc.oneof(
  test.map((only) => ({ join: 'all' as const, items: [only] })),
  fc.record({ join: fc.constantFrom('all' as const, 'any' as const), items: fc.array(fc.oneof(test, inner), { minLength: 2, maxLength: 5 }) }),
)

/** A first item that is a group of the same kind stands without brackets in the end: it is not told apart from its items. */
const flattened = ({ join, items }: Group): Group => {
  const [first, ...rest] = items
  return first !== undefined && 'join' in first && first.join === join ? { join, items: [...first.items, ...rest] } : { join, items }
}

describe('the builder', () => {
  it('reads back whatever it writes', () => {
    fc.assert(
      fc.property(group, (made) => {
        const text = writeCondition(made, names)

        expect(text === undefined ? undefined : readCondition(text, names)).toEqual(flattened(made))
      }),
      { numRuns: 500, seed: 7 },
    )
  })

  it.each([
    ['balance >= 10 && vip', { join: 'all', items: [{ subject: 'balance', is: 'atLeast', than: { literal: 10 } }, { subject: 'vip', is: 'isTrue' }] }],
    ['city == ""', { join: 'all', items: [{ subject: 'city', is: 'isEmpty' }] }],
    ['!vip || size(items) > 0', { join: 'any', items: [{ subject: 'vip', is: 'isFalse' }, { subject: 'items', is: 'isFilled' }] }],
    ['tier in ["gold", "silver"]', { join: 'all', items: [{ subject: 'tier', is: 'oneOf', than: { literals: ['gold', 'silver'] } }] }],
    ['call.ani.startsWith("138")', { join: 'all', items: [{ subject: 'call.ani', is: 'startsWith', than: { literal: '138' } }] }],
  ])('shows %s', (text, shown) => {
    expect(readCondition(text, names)).toEqual(shown)
  })

  it.each([
    'balance + 1 > 10',
    'size(items) == 3',
    '10 < balance',
    'vip == true',
    'city.matches("^a")',
    'items.exists(item, item == "a")',
    'vip ? true : false',
    'unknown == 1',
    '(vip || (balance > 1 && (age > 2 || age < 1)))',
    '!(vip && balance > 1)',
    'balance >',
    '',
  ])('leaves %s to be edited as CEL', (text) => {
    expect(readCondition(text, names)).toBeUndefined()
  })
})
