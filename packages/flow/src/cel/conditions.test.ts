import { describe, expect, it } from 'vitest'
import { neverHolds, pairedWays, sameCondition } from './conditions.js'

describe('two conditions', () => {
  it.each([
    ['a && b', 'b && a'], ['a > 1.0', '1.0 < a'], ['a >= 1.0', '!(a < 1.0)'], ['!(a && b)', '!a || !b'], ['a == "x"', '"x" == a'], ['a != b', '!(b == a)'], ['size(a) == 4.0 && true == b', 'b == true && 4.0 == size(a)'],
    ['a == true', 'a'], ['a != true', '!a'], ['a || false', 'a'], ['a > 1.0 && a > 2.0', 'a > 2.0'], ['a < 3.0 || a > 2.0', 'true'], ['a == 4.0 && a > 3.0', 'a == 4.0'],
  ])('that say the same are the same: %s, %s', (older, newer) => {
    expect(sameCondition(older, newer)).toBe(true)
  })

  it.each([['a && b', 'a || b'], ['a > 1.0', 'a >= 1.0'], ['a > 3.0', 'a >= 4.0'], ['a < 3.0 || a > 3.0', 'true'], ['a > b && a > 2.0', 'a > 2.0'], ['a == "x"', 'a == "y"'], ['a', '!a'], ['a <', 'a >']])('that do not are not: %s, %s', (older, newer) => {
    expect(sameCondition(older, newer)).toBe(false)
  })
})

describe('two decisions', () => {
  it('pair the ways that they take in the same case, whatever the order of conditions that exclude each other', () => {
    const older = { conditions: [{ when: 'tier == "gold"', way: 'branches.0' }, { when: 'tier == "basic"', way: 'branches.1' }] }
    const newer = { conditions: [{ when: 'tier == "basic"', way: 'branches.0' }, { when: 'tier == "gold"', way: 'branches.1' }] }

    expect(pairedWays(older, newer)?.map((pair) => pair.join(' ')).sort()).toEqual(['branches.0 branches.1', 'branches.1 branches.0', 'else else'])
  })

  it('pair them where ranges do not overlap, and tell both where they do', () => {
    const below = { when: 'size < 3.0', way: 'below' }
    const [above, atLeast] = [{ when: 'size > 5.0', way: 'other' }, { when: 'size > 2.0', way: 'other' }]
    const pairsOf = (...conditions: { when: string; way: string }[]) => pairedWays({ conditions }, { conditions: [...conditions].reverse() })?.map((pair) => pair.join(' ')).sort()

    expect(pairsOf(below, above)).toEqual(['below below', 'else else', 'other other'])
    expect(pairsOf(below, atLeast)).toEqual(['below below', 'below other', 'other other'])
  })

  it('are not gone through where there are too many cases', () => {
    const conditions = Array.from({ length: 11 }, (_, index) => ({ when: `v${index}`, way: `branches.${index}` }))

    expect(pairedWays({ conditions }, { conditions })).toBeUndefined()
  })
})

describe('a condition', () => {
  it.each(['false', 'value > 10 && value < 5', 'size(value) < 4 && size(value) >= 4', 'value > "2026-12-31" && value < "2026-01-01"', 'a && !a'])('that no case fulfils never holds: %s', (condition) => {
    expect(neverHolds(condition)).toBe(true)
  })

  it.each(['true', 'value > 5', 'value > 5 && value < 10', 'value.matches("^4") && size(value) == 4', 'value > "2026-01-01" && value < "2026-12-31"', 'value > 5 || value < 3'])('that some case fulfils may hold: %s', (condition) => {
    expect(neverHolds(condition)).toBe(false)
  })
})
