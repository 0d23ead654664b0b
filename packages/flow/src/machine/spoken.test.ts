import Nzh from 'nzh'
import { describe, expect, it } from 'vitest'
import { randomOf } from '../fixtures/random-call.js'
import { hasSayAs, sayAsOf } from './spoken.js'

const english = sayAsOf('en-GB')
const chinese = sayAsOf('zh-CN')
const plain = sayAsOf('de-DE')

it('says a range of dates as its two days', () => {
  expect(english.date('2026-12-05/2026-12-08')).toBe('December 5th, 2026 to December 8th, 2026')
  expect(chinese.date('2026-12-05/2026-12-08')).toBe('二零二六年十二月五日到二零二六年十二月八日')
})

it('has words of its own for English and Chinese, whatever their region', () => {
  expect(['en', 'en-US', 'zh', 'zh-TW', 'cmn-Hans-CN'].map(hasSayAs)).toEqual([true, true, true, true, true])
  expect(['de-DE', 'constructor', ''].map(hasSayAs)).toEqual([false, false, false])
})

describe('English', () => {
  it.each([
    ['4321', '4 3 2 1'],
    ['12 34', '1 2 3 4'],
    ['4321432143214321', '4 3 2 1, 4 3 2 1, 4 3 2 1, 4 3 2 1'],
    ['123456', '1 2 3 4, 5 6'],
    ['', ''],
    [42, '4 2'],
  ])('reads the digits %s as %s', (digits, spoken) => {
    expect(english.digits(digits)).toBe(spoken)
  })

  it.each([
    ['B-1042', 'B 1 0 4 2'],
    ['ab', 'A B'],
    ['é1', 'É 1'],
  ])('spells %s as %s', (text, spoken) => {
    expect(english.spell(text)).toBe(spoken)
  })

  it.each([
    [1250.4, 'USD', '1,250 dollars and 40 cents'],
    [1, 'USD', '1 dollar'],
    [0.01, 'USD', '1 cent'],
    [0, 'USD', '0 dollars'],
    [1.01, 'USD', '1 dollar and 1 cent'],
    [-3.5, 'EUR', 'minus 3 euros and 50 cents'],
    [-0.001, 'USD', '0 dollars'],
    [2.01, 'GBP', '2 pounds and 1 penny'],
    [1234567.89, 'CNY', '1,234,567 yuan and 89 fen'],
    [12.5, 'XYZ', '12.50 XYZ'],
    [12, 'toString', '12 toString'],
    [1.005, 'USD', '1 dollar'],
    [19.99, 'CAD', '19 Canadian dollars and 99 cents'],
  ])('says %d %s as %s', (amount, currency, spoken) => {
    expect(english.money(amount, currency)).toBe(spoken)
  })

  it.each([
    ['2026-12-05', 'December 5th, 2026'],
    ['2026-01-01', 'January 1st, 2026'],
    ['', ''],
    ['2026-02-22', 'February 22nd, 2026'],
    ['2026-03-23', 'March 23rd, 2026'],
    ['2026-04-11', 'April 11th, 2026'],
    ['2026-05-12', 'May 12th, 2026'],
    ['2026-06-13', 'June 13th, 2026'],
  ])('says the date %s as %s', (date, spoken) => {
    expect(english.date(date)).toBe(spoken)
  })

  it.each([
    ['15:30', '3:30 PM'],
    ['09:00', '9 AM'],
    ['9:05', '9 oh 5 AM'],
    ['12:00', 'noon'],
    ['00:00', 'midnight'],
    ['12:15', '12:15 PM'],
    ['00:45:59', '12:45 AM'],
    ['23:59', '11:59 PM'],
    ['', ''],
  ])('says the time %s as %s', (time, spoken) => {
    expect(english.time(time)).toBe(spoken)
  })

  it.each([
    ['+1 (555) 123-4567', 'plus 1, 5 5 5, 1 2 3, 4 5 6 7'],
    ['5551234567', '5 5 5, 1 2 3, 4 5 6 7'],
    ['555-1234', '5 5 5, 1 2 3 4'],
    ['+442079460018', 'plus 4 4 2, 0 7 9, 4 6 0, 0 1 8'],
    ['911', '9 1 1'],
    ['12345', '1 2 3, 4 5'],
    ['', ''],
  ])('says the telephone number %s as %s', (phone, spoken) => {
    expect(english.phone(phone)).toBe(spoken)
  })

  it.each([
    [1250, '1,250'],
    [-3.25, 'minus 3.25'],
    [0.1 + 0.2, '0.3'],
    [1_000_000, '1,000,000'],
    [0, '0'],
  ])('says the number %d as %s', (value, spoken) => {
    expect(english.number(value)).toBe(spoken)
  })

  it('says ordinals', () => {
    expect([1, 2, 3, 4, 11, 112, 21, 1_013].map((value) => english.ordinal(value))).toEqual(['1st', '2nd', '3rd', '4th', '11th', '112th', '21st', '1,013th'])
  })
})

describe('Chinese', () => {
  it.each([
    [1250.4, 'CNY', '一千二百五十元四角'],
    [1250.04, 'CNY', '一千二百五十元零四分'],
    [12.34, 'CNY', '十二元三角四分'],
    [2, 'CNY', '两元'],
    [2.2, 'CNY', '两元二角'],
    [0.2, 'CNY', '两角'],
    [0.22, 'CNY', '两角二分'],
    [0.02, 'CNY', '两分'],
    [0, 'CNY', '零元'],
    [-88, 'CNY', '负八十八元'],
    [20_000, 'CNY', '两万元'],
    [12.34, 'USD', '十二美元三十四美分'],
    [0.5, 'EUR', '五十欧分'],
    [99.5, 'HKD', '九十九点五港元'],
    [100, 'JPY', '一百日元'],
    [3, 'XYZ', '三XYZ'],
    [3, 'toString', '三toString'],
  ])('says %d %s as %s', (amount, currency, spoken) => {
    expect(chinese.money(amount, currency)).toBe(spoken)
  })

  it.each([
    ['2026-12-05', '二零二六年十二月五日'],
    ['2000-02-29', '二零零零年二月二十九日'],
    ['1998-10-10', '一九九八年十月十日'],
    ['', ''],
  ])('says the date %s as %s', (date, spoken) => {
    expect(chinese.date(date)).toBe(spoken)
  })

  it.each([
    ['15:30', '下午三点半'],
    ['14:00', '下午两点整'],
    ['09:05', '上午九点零五分'],
    ['00:00', '凌晨零点整'],
    ['02:20', '凌晨两点二十分'],
    ['07:15', '早上七点十五分'],
    ['12:30', '中午十二点半'],
    ['20:02', '晚上八点零二分'],
    ['', ''],
  ])('says the time %s as %s', (time, spoken) => {
    expect(chinese.time(time)).toBe(spoken)
  })

  it.each([
    ['13812345678', '幺三八，幺二三四，五六七八'],
    ['+86 138 1234 5678', '加八六，幺三八，幺二三四，五六七八'],
    ['010-12345678', '零幺零，幺二三四，五六七八'],
    ['021-6543210', '零二幺六，五四三二，幺零'],
    ['4008201234', '四零零，八二零，幺二三四'],
    ['10086', '幺零零八六'],
    ['6543210', '六五四，三二幺零'],
    ['65432100', '六五四三，二幺零零'],
  ])('says the telephone number %s as %s', (phone, spoken) => {
    expect(chinese.phone(phone)).toBe(spoken)
  })

  it('says digits one by one, codes letter by letter, and ordinals', () => {
    expect([chinese.digits('4321'), chinese.digits('43214321'), chinese.digits(10), chinese.digits('')]).toEqual(['四三二一', '四三二一，四三二一', '一零', ''])
    expect(chinese.spell('b-12')).toBe('B 一 二')
    expect([1, 2, 12].map((value) => chinese.ordinal(value))).toEqual(['第一', '第二', '第十二'])
  })

  it.each([
    [0, '零'],
    [10, '十'],
    [12, '十二'],
    [110, '一百一十'],
    [200, '二百'],
    [2_005, '两千零五'],
    [22_000, '两万两千'],
    [100_010, '十万零一十'],
    [200_000_000, '两亿'],
    [1_002_000_300_004, '一万零二十亿零三十万零四'],
    [-12.05, '负十二点零五'],
    [0.5, '零点五'],
  ])('says the number %d as %s', (value, spoken) => {
    expect(chinese.number(value)).toBe(spoken)
  })

  it("agrees with the field's library on numbers of every size, but for the word for two and a ten after a zero", () => {
    const random = randomOf(7)
    const numbers = Array.from({ length: 3_000 }, (_, index) => Math.floor(random() * 10 ** (1 + (index % 12))))

    for (const value of numbers) expect(chinese.number(value).replaceAll('两', '二')).toBe(Nzh.cn.encodeS(value).replaceAll('零十', '零一十'))
  })
})

describe('another language', () => {
  it('gets digits and ISO forms', () => {
    expect(plain.money(-1250.4, 'EUR')).toBe('-1250.40 EUR')
    expect(plain.money(12, 'EUR')).toBe('12 EUR')
    expect([plain.date('2026-12-05'), plain.date(''), plain.time('15:30:00'), plain.time('')]).toEqual(['2026-12-05', '', '15:30', ''])
    expect(plain.date('2026-12-05/2026-12-08')).toBe('2026-12-05/2026-12-08')
    expect([plain.digits('4321'), plain.phone('+49 30 1'), plain.number(1250.5), plain.ordinal(3), plain.spell('ab')]).toEqual(['4 3 2 1', '4 9 3 0 1', '1250.5', '3', 'A B'])
  })
})

it.each([english, chinese, plain])('refuses what is no amount, date, time or number (%#)', (say) => {
  expect(() => say.money(1e15, 'USD')).toThrow('at most 13 digits')
  expect(() => say.date('05.12.2026')).toThrow('YYYY-MM-DD')
  expect(() => say.date('2026-13-01')).toThrow('YYYY-MM-DD')
  expect(() => say.date('2026-02-30')).toThrow('YYYY-MM-DD')
  for (const time of ['24:00', '12:60', 'noon', '1200']) expect(() => say.time(time)).toThrow('HH:MM')
  expect(() => say.number(1e15)).toThrow('number() takes a number of at most 15 digits')
  expect(() => say.ordinal(Number.NaN)).toThrow('ordinal() takes')
})
