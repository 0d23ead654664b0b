import { formatDay, isBefore, isRealDay, parseDay, type Day } from './calendar.js'

/** Both days belong to it. */
export interface Range {
  readonly first: Day
  readonly last: Day
}

/** ISO 8601 interval of two days; undefined where one does not exist or the last is before the first. */
export function formatRange({ first, last }: Range): string | undefined {
  if (!isRealDay(first) || !isRealDay(last) || isBefore(last, first)) return undefined
  return `${formatDay(first)}/${formatDay(last)}`
}

export function parseRange(text: unknown): Range | undefined {
  const [first, last, ...more] = typeof text === 'string' ? text.split('/').map(parseDay) : []
  return first && last && more.length === 0 ? { first, last } : undefined
}
