import { describe, expect, it } from 'vitest'
import { readNumber } from './number.js'

it.each([
  ['a dozen and a half', 18],
  ['just the one', 1],
  ['none', 0],
  ['two thirds', 0.666667],
  ['one and three quarters', 1.75],
  ['one hundred and three quarters', 100.75],
  ['three and a half million', 3_500_000],
  ['one million and a half', 1_500_000],
  ['half a million', 500_000],
  ['3/4', 0.75],
  ['2 1/4', 2.25],
  ['.08', 0.08],
  ['3 hundred and 21', 321],
  ['two trillion', 2e12],
] as const)('reads %j as %d', (text, value) => {
  expect(readNumber(text)?.value).toBeCloseTo(value, 5)
})

describe('readNumber', () => {
  it.each([
    ['three', 3],
    ['zero', 0],
    ['twenty one', 21],
    ['twenty-one', 21],
    ['a hundred', 100],
    ['one hundred and twenty three', 123],
    ['one hundred twenty three point five', 123.5],
    ['twelve hundred', 1_200],
    ['two thousand three hundred and five', 2_305],
    ['two thousand and five', 2_005],
    ['a thousand', 1_000],
    ['three million two hundred thousand', 3_200_000],
    ['one point five million', 1_500_000],
    ['two point oh five', 2.05],
    ['point seven five', 0.75],
    ['three point fourteen', 3.14],
    ['minus five', -5],
    ['negative two point five', -2.5],
    ['two and a half', 2.5],
    ['three and three quarters', 3.75],
    ['half', 0.5],
    ['half a dozen', 6],
    ['a half', 0.5],
    ['a dozen', 12],
    ['two dozen', 24],
    ['a couple', 2],
    ['1,234.5', 1_234.5],
    ['42', 42],
    ['5 thousand', 5_000],
    ['10k', 10_000],
    ['there are four of us', 4],
    ['two no three', 3],
    ['ten grand', 10_000],
    ['ten dollars and five third of march', 5],
    ['a dozen and five quarter notes', 5],
  ])('reads %j as %d', (text, value) => {
    expect(readNumber(text)?.value).toBe(value)
  })

  it.each(['the one', "no that's not the one", 'this one', 'the second one', '', 'hello', 'and', 'point', 'minus', 'thousand', '!?'])('finds no number in %j', (text) => {
    expect(readNumber(text)).toBeUndefined()
  })

  it('says which words it read', () => {
    expect(readNumber('a table for twenty one people please')).toMatchObject({ value: 21, matched: 'twenty one' })
  })
})
