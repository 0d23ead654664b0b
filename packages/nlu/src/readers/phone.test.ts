import { describe, expect, it } from 'vitest'
import { readDigits } from './digits.js'
import { readPhone } from './phone.js'
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
