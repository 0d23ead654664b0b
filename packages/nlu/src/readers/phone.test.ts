import { describe, expect, it } from 'vitest'
import { readDigits } from './digits.js'
import { countryOf, readPhone } from './phone.js'
import { readChineseDigits } from './zh/digits.js'

describe('readPhone', () => {
  it.each([
    ['four one five five five five two six seven one', '4155552671'],
    ['plus one four one five five five five two six seven one', '+14155552671'],
    ['+44 20 7946 0958', '+442079460958'],
    ['(415) 555-2671', '4155552671'],
    ['my number is 415-555-2671 extension 12', '4155552671'],
    ['oh two oh seven nine four six double oh five eight', '02079460058'],
    ['no it is five five five twelve twelve', '5551212'],
  ])('reads %j as %s', (text, phone) => {
    expect(readPhone(text, {}, readDigits)?.value).toBe(phone)
  })

  it.each([
    ['我的电话是幺三八零零一三八零零零', '13800138000'],
    ['加八六幺三八零零一三八零零零', '+8613800138000'],
    ['零一零 六二五五 三三四四', '01062553344'],
  ])('reads %j as %s', (text, phone) => {
    expect(readPhone(text, {}, readChineseDigits)?.value).toBe(phone)
  })

  it('takes no shorter and no longer run than a telephone number, unless it is told otherwise', () => {
    expect(readPhone('one one zero', {}, readDigits)).toBeUndefined()
    expect(readPhone('1234567890123456', {}, readDigits)).toBeUndefined()
    expect(readPhone('one one zero', { minCount: 3 }, readDigits)?.value).toBe('110')
    expect(readPhone('add a plus', {}, readDigits)).toBeUndefined()
  })
})

describe('the plan of the caller’s country', () => {
  it.each([
    ['eight hundred five five five one two one two', 'US', '8005551212'],
    ['my pin is one two three four five and my number four one five five five five two six seven one', 'US', '4155552671'],
    ['plus four four (0) twenty seven nine four six oh nine five eight', 'US', '+442079460958'],
    ['oh two oh seven nine four six oh nine five eight', 'GB', '02079460958'],
  ] as const)('decides what was meant by %j in %s', (text, country, phone) => {
    expect(readPhone(text, {}, readDigits, country)?.value).toBe(phone)
  })

  it('has less faith in a number that it does not have', () => {
    expect(readPhone('four one five five five five two six seven one', {}, readDigits, 'US')?.confidence).toBeGreaterThan(0.9)
    expect(readPhone('four one five five five five two six', {}, readDigits, 'US')).toMatchObject({ value: '41555526', confidence: 0.6 })
    expect(readPhone('幺零零八六', {}, readChineseDigits, 'CN')).toMatchObject({ value: '10086', confidence: 0.6 })
  })

  it('keeps to the bounds of the question', () => {
    expect(readPhone('four one five five five five two six seven one', { maxCount: 8 }, readDigits, 'US')).toBeUndefined()
  })

  it.each([
    ['en-US', 'US'],
    ['en', 'US'],
    ['en-GB', 'GB'],
    ['zh-CN', 'CN'],
    ['zh-Hant-HK', 'HK'],
    ['zh', 'CN'],
    ['fr', 'FR'],
    ['xx', undefined],
  ])('of %s is that of %s', (language, country) => {
    expect(countryOf(language)).toBe(country)
  })
})
