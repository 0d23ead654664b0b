import { describe, expect, it } from 'vitest'
import { isResidentNumber, readIdNumber } from './id-number.js'

const chinese = { resident: true }
const other = { resident: false }

describe('isResidentNumber', () => {
  // The examples of GB 11643-1999.
  it.each(['11010519491231002X', '440524188001010014'])('knows %s', (id) => {
    expect(isResidentNumber(id)).toBe(true)
  })

  it.each(['110105194912310021', '44052418800101001', '04052418800101001X', 'X10105194912310020'])('refuses %s', (id) => {
    expect(isResidentNumber(id)).toBe(false)
  })
})

describe('readIdNumber', () => {
  it.each([
    ['幺幺零幺零五幺九四九幺二三幺零零二X', '11010519491231002X'],
    ['我的身份证号是一一零一零五一九四九一二三一零零二叉', '11010519491231002X'],
    ['110105 19491231 002x', '11010519491231002X'],
    ['四四零五二四一八八零零一零一零零一四', '440524188001010014'],
    ['E 一二三四五六七八', 'E12345678'],
  ])('reads %j as %s', (text, id) => {
    expect(readIdNumber(text, chinese)?.value).toBe(id)
  })

  it.each(['幺幺零幺零五幺九四九幺二三幺零零二幺', '一二三四', '不知道', ''])('finds no resident number in %j', (text) => {
    expect(readIdNumber(text, chinese)).toBeUndefined()
  })

  it.each([
    ['a b one two three four five six c', 'AB123456C'],
    ['alpha bravo one two three four', 'AB1234'],
    ['b as in bravo one two three four', 'B1234'],
    ['it is b for bravo 1 2 3 4', 'B1234'],
    ['double e five five five five', 'EE5555'],
    ['AB123456C', 'AB123456C'],
    ['passport number is x twelve thirty four fifty six', 'X123456'],
    ['bee cee oh one two three four', 'BC01234'],
  ])('reads %j as %s', (text, id) => {
    expect(readIdNumber(text, other)?.value).toBe(id)
  })

  it('keeps to the bounds of the question, and wants a digit', () => {
    expect(readIdNumber('one two three', other)).toBeUndefined()
    expect(readIdNumber('one two three', { ...other, minCount: 3, maxCount: 3 })?.value).toBe('123')
    expect(readIdNumber('one two three four', { ...other, minCount: 3, maxCount: 3 })).toBeUndefined()
    expect(readIdNumber('alpha bravo charlie delta echo', other)).toBeUndefined()
    expect(readIdNumber('one two three four five six', { ...chinese, minCount: 6, maxCount: 6 })?.value).toBe('123456')
    expect(readIdNumber('110105194912310021', { ...chinese, minCount: 18, maxCount: 18 })).toBeUndefined()
  })
})
