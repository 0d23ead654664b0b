import { addDays, addMonths, type Day } from './calendar.js'
import { phraseAt } from './date-forms.js'
import { readCardinal } from './number-words.js'

/** So many days, nights, weeks or months. */
export interface Length {
  readonly count: number
  readonly unit: string
  readonly end: number
}

const units = /^(?:days?|nights?|weeks?|fortnights?|months?|years?)$/

/** "three nights", "a week", "a couple of days". */
export function countOf(tokens: readonly string[], at: number): Length | undefined {
  const couple = phraseAt(tokens, at, 'a couple of') ?? phraseAt(tokens, at, 'couple of')
  const article = tokens[at] === 'a' || tokens[at] === 'an' ? { value: 1, end: at + 1 } : readCardinal(tokens, at)
  const amount = couple === undefined ? article : { value: 2, end: couple }
  const place = amount && (tokens[amount.end] === 'full' || tokens[amount.end] === 'whole' ? amount.end + 1 : amount.end)
  const unit = place === undefined ? '' : (tokens[place] ?? '')
  if (!amount || place === undefined || !units.test(unit) || amount.value < 1 || amount.value > 1_000) return undefined
  return { count: amount.value, unit: unit.replace(/s$/, ''), end: place + 1 }
}

/** The last day of a stay that begins on a day: three nights end on the morning of the fourth day. */
export function lengthOf(first: Day, { count, unit }: Length): Day {
  switch (unit) {
    case 'night':
      return addDays(first, count)
    case 'week':
      return addDays(first, 7 * count - 1)
    case 'fortnight':
      return addDays(first, 14 * count - 1)
    case 'month':
      return addDays(addMonths(first, count), -1)
    case 'year':
      return addDays(addMonths(first, 12 * count), -1)
    default:
      return addDays(first, count - 1)
  }
}
