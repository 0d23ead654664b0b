import { listOf } from '../text/list.js'

const monthNames = listOf(`
  january, february, march, april, may, june, july, august, september, october, november, december
`)
const weekdayNames = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** Full and short names -> 1..12. */
export const months: ReadonlyMap<string, number> = new Map([
  ...monthNames.map((name, index): [string, number] => [name, index + 1]),
  ...monthNames.map((name, index): [string, number] => [name.slice(0, 3), index + 1]),
  ['sept', 9],
])

/** Full and short names -> 0 (Monday) .. 6. */
export const weekdays: ReadonlyMap<string, number> = new Map([
  ...weekdayNames.map((name, index): [string, number] => [name, index]),
  ...weekdayNames.map((name, index): [string, number] => [name.slice(0, 3), index]),
  ['tues', 1],
  ['thur', 3],
  ['thurs', 3],
])

/** Carry no weight around a date. */
export const aroundDates: ReadonlySet<string> = new Set([
  'on',
  'the',
  'of',
  'for',
  'it',
  'is',
  "it's",
  'in',
  'at',
  'a',
  'i',
  'would',
  'like',
  'want',
  "i'd",
  'to',
  'please',
  'um',
  'uh',
  'maybe',
  'be',
  'was',
  'and',
  'my',
  'date',
  'yes',
  'no',
  'sorry',
  'mean',
  'that',
  'will',
  "i'm",
  'about',
  'by',
  ',',
  'st',
  'nd',
  'rd',
  'th',
])
