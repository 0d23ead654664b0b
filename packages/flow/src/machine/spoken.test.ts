import { expect, it } from 'vitest'
import { spokenDate, spokenDigits, spokenMoney, spokenSpelling } from './spoken.js'

it.each([
  ['4321', '4 3 2 1'],
  ['12 34', '1 2 3 4'],
  ['4321432143214321', '4 3 2 1, 4 3 2 1, 4 3 2 1, 4 3 2 1'],
  ['123456', '1 2 3 4, 5 6'],
  ['', ''],
  [42, '4 2'],
])('reads the digits %s as %s', (digits, spoken) => {
  expect(spokenDigits(digits)).toBe(spoken)
})

it.each([
  ['B-1042', 'B 1 0 4 2'],
  ['ab', 'A B'],
  ['é1', 'É 1'],
])('spells %s as %s', (text, spoken) => {
  expect(spokenSpelling(text)).toBe(spoken)
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
  expect(spokenMoney(amount, currency)).toBe(spoken)
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
])('says %s as %s', (date, spoken) => {
  expect(spokenDate(date)).toBe(spoken)
})

it('refuses what is no amount and no date', () => {
  expect(() => spokenMoney(1e15, 'USD')).toThrow('at most 13 digits')
  expect(() => spokenDate('05.12.2026')).toThrow('YYYY-MM-DD')
  expect(() => spokenDate('2026-13-01')).toThrow('YYYY-MM-DD')
})
