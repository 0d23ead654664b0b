import { describe, expect, it } from 'vitest'
import { currencyOf, readMoney } from './money.js'

describe('readMoney', () => {
  it.each([
    ['a buck fifty', 1.5, 'USD'],
    ['two dollars and a quarter', 2.25, 'USD'],
    ['half a million dollars', 500_000, 'USD'],
    ['ten australian dollars', 10, 'AUD'],
    ['hk $ 40', 40, 'HKD'],
    ['three hundred swiss francs', 300, 'CHF'],
    ['two million new zealand dollars', 2_000_000, 'NZD'],
    ['twelve dollars and fifty cents', 12.5, 'USD'],
    ['twelve dollars fifty', 12.5, 'USD'],
    ['twelve fifty', 12.5, 'USD'],
    ['$12.50', 12.5, 'USD'],
    ['12.50', 12.5, 'USD'],
    ['$1,200', 1_200, 'USD'],
    ['five hundred pounds', 500, 'GBP'],
    ['£20', 20, 'GBP'],
    ['€ 15', 15, 'EUR'],
    ['twenty euros', 20, 'EUR'],
    ['three hundred yuan', 300, 'CNY'],
    ['fifty bucks', 50, 'USD'],
    ['a hundred dollars', 100, 'USD'],
    ['ninety nine cents', 0.99, 'USD'],
    ['fifty pence', 0.5, 'GBP'],
    ['two and a half thousand dollars', 2_500, 'USD'],
    ['twelve hundred dollars', 1_200, 'USD'],
    ['about forty dollars please', 40, 'USD'],
    ['send twenty dollars to account five', 20, 'USD'],
    ['twenty dollars no thirty dollars', 30, 'USD'],
    ['one thousand two hundred dollars', 1_200, 'USD'],
    ['forty two', 42, 'USD'],
  ])('reads %j as %d %s', (text, amount, currency) => {
    expect(readMoney(text, { currency: 'USD' })?.value).toEqual({ amount, currency })
  })

  it.each(['', 'dollars', 'a lot of money', '$'])('finds no sum in %j', (text) => {
    expect(readMoney(text, { currency: 'USD' })).toBeUndefined()
  })

  it.each([
    ['en-US', 'USD'],
    ['en-GB', 'GBP'],
    ['zh-Hans-CN', 'CNY'],
    ['en', 'USD'],
    ['fr', 'EUR'],
    ['xx', 'USD'],
  ])('takes the currency of %s to be %s', (language, currency) => {
    expect(currencyOf(language)).toBe(currency)
    expect(readMoney('five', { currency: currencyOf(language) })?.value.currency).toBe(currency)
  })
})
