import { describe, expect, it } from 'vitest'
import { readDateRange } from './date-range.js'

/** A Wednesday. */
const options = { now: new Date('2026-03-04T17:00:00Z'), timeZone: 'America/New_York' }
const read = (text: string, rest = {}): string | undefined => readDateRange(text, { ...options, ...rest })?.value

describe('a range of dates', () => {
  it.each([
    ['from march tenth to march fifteenth', '2026-03-10/2026-03-15'],
    ['from the tenth to the fifteenth of march', '2026-03-10/2026-03-15'],
    ['march tenth to the fifteenth', '2026-03-10/2026-03-15'],
    ['march tenth through fifteenth', '2026-03-10/2026-03-15'],
    ['march 10 - 15', '2026-03-10/2026-03-15'],
    ['march 10-15', '2026-03-10/2026-03-15'],
    ['between april third and april ninth', '2026-04-03/2026-04-09'],
    ['between the third and the ninth of april', '2026-04-03/2026-04-09'],
    ['from the twenty eighth of march until the second of april', '2026-03-28/2026-04-02'],
    ['from the twenty eighth to the second of april', '2026-03-28/2026-04-02'],
    ['from the sixth to the ninth', '2026-03-06/2026-03-09'],
    ['december twenty eighth to january third', '2026-12-28/2027-01-03'],
    ['march third to march eighth twenty twenty seven', '2027-03-03/2027-03-08'],
    ['december 28 to january 3 2027', '2026-12-28/2027-01-03'],
    ['from monday to friday', '2026-03-09/2026-03-13'],
    ['monday through wednesday next week', '2026-03-09/2026-03-11'],
    ['thursday and friday next week', '2026-03-12/2026-03-13'],
    ['from next friday to sunday', '2026-03-13/2026-03-15'],
    ['from march first 2024 to april fifth', '2024-03-01/2024-04-05'],
    ['sixth to ninth', '2026-03-06/2026-03-09'],
    ['from tomorrow until sunday', '2026-03-05/2026-03-08'],
    ['today to the ninth', '2026-03-04/2026-03-09'],
    ['2026-05-01 to 2026-05-07', '2026-05-01/2026-05-07'],
    ['3/10 to 3/15', '2026-03-10/2026-03-15'],
    ['march first to march sixth', '2026-03-01/2026-03-06'],
    ['between now and the tenth', '2026-03-04/2026-03-10'],
    ['january to march', '2027-01-01/2027-03-31'],
    ['from april to june', '2026-04-01/2026-06-30'],
    ['between 2015 and 2018', '2015-01-01/2018-12-31'],
    ['november to february', '2026-11-01/2027-02-28'],
    ['11/2025', '2025-11-01/2025-11-30'],
    ['uh from the tenth no sorry from the eleventh to the fifteenth', '2026-03-11/2026-03-15'],
  ])('of two days: %j', (text, value) => {
    expect(read(text)).toBe(value)
  })

  it.each([
    ['next week', '2026-03-09/2026-03-15'],
    ['this week', '2026-03-02/2026-03-08'],
    ['this weekend', '2026-03-07/2026-03-08'],
    ['next weekend', '2026-03-14/2026-03-15'],
    ['the week after next', '2026-03-16/2026-03-22'],
    ['last month', '2026-02-01/2026-02-28'],
    ['all of april', '2026-04-01/2026-04-30'],
    ['in january', '2027-01-01/2027-01-31'],
    ['february twenty twenty eight', '2028-02-01/2028-02-29'],
    ['the first week of june', '2026-06-01/2026-06-07'],
    ['the first half of april', '2026-04-01/2026-04-15'],
    ['the second half of february', '2027-02-16/2027-02-28'],
    ['the next three days', '2026-03-05/2026-03-07'],
    ['the last seven days', '2026-02-25/2026-03-03'],
    ['the first ten days of may', '2026-05-01/2026-05-10'],
    ['three nights from friday', '2026-03-06/2026-03-09'],
    ['from friday for three nights', '2026-03-06/2026-03-09'],
    ['five days starting on monday', '2026-03-09/2026-03-13'],
    ['a week from march tenth', '2026-03-10/2026-03-16'],
    ['march tenth for two weeks', '2026-03-10/2026-03-23'],
    ['the week of march tenth', '2026-03-09/2026-03-15'],
    ['the week beginning the ninth', '2026-03-09/2026-03-15'],
    ['the rest of the week', '2026-03-04/2026-03-08'],
    ['last quarter', '2025-10-01/2025-12-31'],
    ['the second quarter of twenty twenty six', '2026-04-01/2026-06-30'],
    ['mid april', '2026-04-10/2026-04-20'],
    ['later this month', '2026-03-04/2026-03-31'],
    ['early may', '2026-05-01/2026-05-15'],
    ['since monday', '2026-03-02/2026-03-04'],
    ['until friday', '2026-03-04/2026-03-06'],
    ['last year', '2025-01-01/2025-12-31'],
    ['just tomorrow', '2026-03-05/2026-03-05'],
    ['next week on tuesday', '2026-03-10/2026-03-10'],
  ])('with a name: %j', (text, value) => {
    expect(read(text)).toBe(value)
  })

  it.each(['three to five', 'i would like a statement', 'hello', '', 'from february thirtieth to march tenth', 'the year'])('is none in %j', (text) => {
    expect(read(text)).toBeUndefined()
  })
})
