import { describe, expect, it } from 'vitest'
import { readDigits } from './digits.js'
import { cpuMsSince } from '../testing/cpu-time.js'

const four = { minCount: 4, maxCount: 4 }

describe('readDigits', () => {
  it.each([
    ['four three two one', '4321'],
    ['4321', '4321'],
    ['4 3 2 1', '4321'],
    ['43 21', '4321'],
    ['4-3-2-1', '4321'],
    ['forty three twenty one', '4321'],
    ['forty-three twenty-one', '4321'],
    ['four three twenty one', '4321'],
    ['forty three two one', '4321'],
    ['four thousand three hundred twenty one', '4321'],
    ['four thousand three hundred and twenty one', '4321'],
    ['forty three hundred', '4300'],
    ['two thousand', '2000'],
    ['double seven double oh', '7700'],
    ['triple five nine', '5559'],
    ['treble two one', '2221'],
    ['oh nine oh one', '0901'],
    ['o one zero two', '0102'],
    ['nought one nil two', '0102'],
    ['double 7 12', '7712'],
    ['nineteen eighty four', '1984'],
    ['nineteen oh four', '1904'],
    ['it is four three two one', '4321'],
    ["it's um four three uh two one", '4321'],
    ['the last four digits are four three two one', '4321'],
    ['last four are 4321', '4321'],
    ['my card ends in four three two one please', '4321'],
    ['yes four three two one', '4321'],
    ['four three and then two one', '4321'],
    ['four three the next ones two one', '4321'],
    ['nine nine nine nine no sorry four three two one', '4321'],
    ['four three two no four three two one', '4321'],
    ['four three to one', '4321'],
    ['for three two won', '4321'],
    ['niner niner one one', '9911'],
    ['FOUR, Three, TWO, one.', '4321'],
  ])('reads %j as %s', (text, digits) => {
    expect(readDigits(text, four)?.value).toBe(digits)
  })

  it.each([
    ['twenty one', { minCount: 3, maxCount: 3 }, '201'],
    ['twenty one', { minCount: 2, maxCount: 2 }, '21'],
    ['twenty one', {}, '21'],
    ['one hundred and five', {}, '105'],
    ['six double seven', { minCount: 1, maxCount: 6 }, '677'],
    ['five five five one two one two', { minCount: 7, maxCount: 7 }, '5551212'],
    ['five five five twelve twelve', { minCount: 7, maxCount: 10 }, '5551212'],
    ['zero', { minCount: 1, maxCount: 1 }, '0'],
    ['four one one one double two three three four four five five six six', { minCount: 14, maxCount: 16 }, '41112233445566'],
  ])('reads %j within %j as %s', (text, options, digits) => {
    expect(readDigits(text, options)?.value).toBe(digits)
  })

  it.each([
    '',
    '   ',
    'hello there',
    'four three two',
    'four three two one nine',
    'the last four digits',
    'no',
    '\u0000\u0007',
    '一二三四',
  ])('finds no four digits in %j', (text) => {
    expect(readDigits(text, four)).toBeUndefined()
  })

  it('takes "the one" for no digit, and "this one two three four" for digits', () => {
    expect(readDigits("no that's not the one")).toBeUndefined()
    expect(readDigits('it is this one two three four', four)?.value).toBe('1234')
  })

  it('is less confident when more was said around the digits', () => {
    const plain = readDigits('four three two one', four)
    const around = readDigits('well my neighbour keeps telling me to say four three two one', four)

    expect(plain?.confidence).toBeGreaterThan(0.9)
    expect(around?.confidence).toBeLessThan(plain?.confidence ?? 0)
    expect(around?.matched).toBe('four three two one')
  })

  it('stays quick on a very long utterance', () => {
    const started = process.cpuUsage()

    expect(readDigits('twenty one '.repeat(1_000), four)).toBeUndefined()

    expect(cpuMsSince(started)).toBeLessThan(200)
  })
})
