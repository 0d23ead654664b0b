import { describe, expect, it } from 'vitest'
import { readDate } from './date.js'

/** A Wednesday. */
const wednesday = { now: new Date('2026-03-04T15:00:00Z'), timeZone: 'America/New_York' }

describe('readDate', () => {
  it.each([
    ['the first of next month', '2026-04-01'],
    ['next month on the third', '2026-04-03'],
    ['the last day of february', '2027-02-28'],
    ['end of the month', '2026-03-31'],
    ['the first monday of april', '2026-04-06'],
    ['the last friday in march', '2026-03-27'],
    ['tuesday next week', '2026-03-10'],
    ['next week on tuesday', '2026-03-10'],
    ['friday week', '2026-03-13'],
    ['the friday after next', '2026-03-20'],
    ['a week on friday', '2026-03-13'],
    ['two weeks today', '2026-03-18'],
    ['monday the ninth', '2026-03-09'],
    ['tuesday the third', '2026-03-03'],
    ['christmas eve', '2026-12-24'],
    ['oh six twelve nineteen ninety', '1990-06-12'],
    ['13.5.2027', '2027-05-13'],
    ['22/04/2026', '2026-04-22'],
    ['on 15', '2026-03-15'],
    ['today', '2026-03-04'],
    ['tomorrow please', '2026-03-05'],
    ['the day after tomorrow', '2026-03-06'],
    ['yesterday', '2026-03-03'],
    ['day before yesterday', '2026-03-02'],
    ['friday', '2026-03-06'],
    ['on Friday', '2026-03-06'],
    ['this friday', '2026-03-06'],
    ['next friday', '2026-03-13'],
    ['last friday', '2026-02-27'],
    ['wednesday', '2026-03-04'],
    ['last wednesday', '2026-02-25'],
    ['monday', '2026-03-09'],
    ['next monday', '2026-03-09'],
    ['in three days', '2026-03-07'],
    ['three days ago', '2026-03-01'],
    ['in a week', '2026-03-11'],
    ['two weeks from now', '2026-03-18'],
    ['two weeks from tomorrow', '2026-03-19'],
    ['a week from monday', '2026-03-16'],
    ['a week after march tenth', '2026-03-17'],
    ['in a couple of days', '2026-03-06'],
    ['in a fortnight', '2026-03-18'],
    ['in two months', '2026-05-04'],
    ['in a year', '2027-03-04'],
    ['next week', '2026-03-11'],
    ['next month', '2026-04-04'],
    ['next year', '2027-03-04'],
    ['march fifth', '2026-03-05'],
    ['march the fifth', '2026-03-05'],
    ['the fifth of march', '2026-03-05'],
    ['March 5th, 2027', '2027-03-05'],
    ['5 march 2027', '2027-03-05'],
    ['the twenty first of june', '2026-06-21'],
    ['june twenty-first', '2026-06-21'],
    ['june thirtieth', '2026-06-30'],
    ['march third', '2027-03-03'],
    ['january second twenty twenty seven', '2027-01-02'],
    ['july fourth nineteen eighty four', '1984-07-04'],
    ['july fourth nineteen oh five', '1905-07-04'],
    ['july fourth two thousand and five', '2005-07-04'],
    ['may first nineteen hundred', '1900-05-01'],
    ['may first eighty five', '1985-05-01'],
    ['february twenty ninth', '2028-02-29'],
    ['2026-12-24', '2026-12-24'],
    ['12/24/2026', '2026-12-24'],
    ['12/24/26', '2026-12-24'],
    ['7/4/84', '1984-07-04'],
    ['12/24', '2026-12-24'],
    ['the fifth', '2026-03-05'],
    ['on the third', '2026-04-03'],
    ['the 31st', '2026-03-31'],
    ['friday march sixth', '2026-03-06'],
    ['march sixth that is a friday', '2026-03-06'],
    ['i would like to fly on april 2nd please', '2026-04-02'],
    ['tomorrow no sorry on friday', '2026-03-06'],
  ])('reads %j as %s', (text, date) => {
    expect(readDate(text, wednesday)?.value).toBe(date)
  })

  it.each([
    '',
    'hello',
    'february thirtieth 2027',
    '13/45/2026',
    '2026-13-01',
    'march',
    'in three',
    'five',
    'the ninetieth',
    '5 - 6',
    'next',
  ])('finds no date in %j', (text) => {
    expect(readDate(text, wednesday)).toBeUndefined()
  })

  it('reads 3/4 as the third of April where the day is said first', () => {
    expect(readDate('3/4/2026', { ...wednesday, dayFirst: true })?.value).toBe('2026-04-03')
  })

  it('goes by the caller’s day, not by the server’s', () => {
    const now = new Date('2026-12-31T23:30:00Z')

    expect(readDate('today', { now, timeZone: 'Asia/Shanghai' })?.value).toBe('2027-01-01')
    expect(readDate('today', { now, timeZone: 'America/New_York' })?.value).toBe('2026-12-31')
    expect(readDate('tomorrow', { now, timeZone: 'UTC' })?.value).toBe('2027-01-01')
  })

  it('falls back to UTC where the time zone does not exist', () => {
    expect(readDate('today', { now: new Date('2026-03-04T23:30:00Z'), timeZone: 'Nowhere/Atlantis' })?.value).toBe('2026-03-04')
  })

  it('goes from Sunday to the next day for "next monday"', () => {
    expect(readDate('next monday', { now: new Date('2026-03-08T12:00:00Z'), timeZone: 'UTC' })?.value).toBe('2026-03-09')
  })

  it('stays in a shorter month', () => {
    expect(readDate('in one month', { now: new Date('2026-01-31T12:00:00Z'), timeZone: 'UTC' })?.value).toBe('2026-02-28')
  })
})
