import { addDays, addMonths, dayIn, daysInMonth, formatDay, isRealDay, parseDay, weekdayOf, type Day } from '../calendar.js'
import { dayInWeekOf, nextDayNumbered, nextDayOfMonth } from '../correction.js'
import type { DateOptions } from '../date.js'
import type { Reading } from '../reading.js'
import { chineseConfidence } from './around.js'
import { chineseNumber, chineseText, digitString, numeralClass } from './numerals.js'

export interface Frame {
  readonly today: Day
  readonly current: Day | undefined
}
type Groups = Readonly<Record<string, string | undefined>>

interface Form {
  readonly pattern: RegExp
  readonly read: (groups: Groups, frame: Frame) => Day | undefined
}

const number = `[${numeralClass}]{1,4}`
/** A month or a day of one. */
const count = `[${numeralClass}]{1,3}`
const digit = '[0-9零〇一二三四五六七八九]'
const form = (source: string, read: Form['read']): Form => ({ pattern: new RegExp(source, 'yu'), read })
const numberOf = (text: string | undefined): number => chineseNumber(text ?? '') ?? NaN

const shifts: Readonly<Record<string, number>> = { 上上: -2, 上: -1, 这: 0, 本: 0, 当: 0, 下: 1, 下下: 2 }
const years: Readonly<Record<string, number>> = { 前年: -2, 去年: -1, 今年: 0, 本年: 0, 明年: 1, 后年: 2 }
const relative: Readonly<Record<string, number>> = {
  大前天: -3, 前天: -2, 昨天: -1, 昨晚: -1, 今天: 0, 今日: 0, 今晚: 0, 今早: 0, 今儿: 0, 明天: 1, 明日: 1, 明晚: 1, 明早: 1, 明儿: 1, 后天: 2, 后儿: 2, 大后天: 3,
}

/** Feasts of one day of the year. */
const feasts: Readonly<Record<string, readonly [number, number]>> = {
  元旦: [1, 1], 情人节: [2, 14], 妇女节: [3, 8], 劳动节: [5, 1], 五一节: [5, 1], 儿童节: [6, 1], 建军节: [8, 1], 教师节: [9, 10], 国庆节: [10, 1], 国庆: [10, 1], 平安夜: [12, 24], 圣诞节: [12, 25], 圣诞: [12, 25],
}

const longestFirst = (words: Readonly<Record<string, number>>): string[] =>
  Object.keys(words).sort((left, right) => right.length - left.length)

export function yearOf(said: string | undefined, today: Day): number | undefined {
  if (said === undefined) return undefined
  const shift = years[said]
  if (shift !== undefined) return today.year + shift
  const digits = digitString(said.replace(/年$/u, ''))
  if (digits?.length === 4) return Number(digits)
  return digits?.length === 2 ? 2_000 + Number(digits) - (Number(digits) > (today.year % 100) + 20 ? 100 : 0) : undefined
}

export function weekdayNumber(said: string | undefined): number {
  return said === '日' || said === '天' || said === '末' ? (said === '末' ? 5 : 6) : numberOf(said) - 1
}

function shifted(day: Day, count: number, unit: string): Day | undefined {
  if (!Number.isInteger(count) || Math.abs(count) > 5_000) return undefined
  if (unit.endsWith('天') || unit.endsWith('日')) return addDays(day, count)
  if (/周|星期|礼拜/u.test(unit)) return addDays(day, 7 * count)
  return addMonths(day, unit.endsWith('年') ? 12 * count : count)
}

const weekday = '(?:周|星期|礼拜)(?<weekday>[一二三四五六日天末1-6])'
/** The forms of a date, the more telling first. */
const forms: readonly Form[] = [
  form('(?<year>\\d{4})[-/.](?<month>\\d{1,2})[-/.](?<day>\\d{1,2})', ({ year, month, day }) => ({
    year: Number(year),
    month: Number(month),
    day: Number(day),
  })),
  form(
    `(?:(?<year>${Object.keys(years).join('|')}|(?:${digit}{4}|${digit}{2})年)的?)?(?<month>${count})月份?的?(?<day>${count})[号日]?`,
    ({ year, month: spokenMonth, day: spokenDay }, { today }) => {
      const [said, month, day] = [yearOf(year, today), numberOf(spokenMonth), numberOf(spokenDay)]
      return said === undefined ? nextDayOfMonth(today, month, day) : { year: said, month, day }
    },
  ),
  form(`(?<which>上|这|本|当|下下|下)个?月的?(?<day>${count})[号日]`, ({ which, day }, { today }) => ({
    ...addMonths({ ...today, day: 1 }, shifts[which ?? ''] ?? 0),
    day: numberOf(day),
  })),
  form('(?<which>上|这|本|当|下下|下)个?月的?(?:第一天|一开始|月?初)', ({ which }, { today }) => addMonths({ ...today, day: 1 }, shifts[which ?? ''] ?? 0)),
  form(`(?<feast>${Object.keys(feasts).join('|')})`, ({ feast }, { today }) => {
    const [month, day] = feasts[feast ?? ''] ?? [0, 0]
    return nextDayOfMonth(today, month, day)
  }),
  form('(?<which>上|这|本|当|下下|下)?个?月(?:底|末|的?最后一天)', ({ which }, { today }) => {
    const month = addMonths({ ...today, day: 1 }, shifts[which ?? ''] ?? 0)
    return { ...month, day: daysInMonth(month.year, month.month) }
  }),
  form(`半(?<unit>个月|年)(?:以后|之后|后)`, ({ unit }, { today }) => (unit === '年' ? addMonths(today, 6) : addDays(today, 15))),
  form(`过?(?<count>${number})(?<unit>天|日|周|个?星期|个?礼拜|个月|年)(?<sign>以后|之后|后|以前|之前|前)`, ({ count, unit, sign }, { today }) =>
    shifted(today, numberOf(count) * (sign?.endsWith('前') === true ? -1 : 1), unit ?? ''),
  ),
  form(`再?过(?<count>${number})(?<unit>天|周|个?星期|个?礼拜|个月|年)`, ({ count, unit }, { today }) => shifted(today, numberOf(count), unit ?? '')),
  form(`(?<word>${longestFirst(relative).join('|')})`, ({ word }, { today }) => addDays(today, relative[word ?? ''] ?? 0)),
  form(`(?<which>上上|上|这|本|下下|下)个?${weekday}`, ({ which, weekday: said }, { today }) =>
    addDays(today, 7 * (shifts[which ?? ''] ?? 0) - weekdayOf(today) + weekdayNumber(said)),
  ),
  form(weekday, ({ weekday: said }, { today, current }) => {
    const wanted = weekdayNumber(said)
    return dayInWeekOf(current, wanted, today) ?? addDays(today, (wanted - weekdayOf(today) + 7) % 7)
  }),
  form('(?<which>上|下下|下)个?(?<unit>周|星期|礼拜|月)', ({ which, unit }, { today }) => shifted(today, shifts[which ?? ''] ?? 0, unit ?? '')),
  form('(?<year>去年|明年|后年)', ({ year }, { today }) => addMonths(today, 12 * (years[year ?? ''] ?? 0))),
  form(`(?<day>${count})[号日]`, ({ day }, { today, current }) => nextDayNumbered(numberOf(day), today, current)),
  form(`(?<month>[${numeralClass}]{1,3})月份?`, ({ month }, { today, current }) =>
    current === undefined ? undefined : nextDayOfMonth(today, numberOf(month), current.day),
  ),
]
/** Only while a date is confirmed: 不，十五. */
const bareDay = form(`(?<day>${count})(?![${numeralClass}点时个月年])`, ({ day }, { today, current }) =>
  nextDayNumbered(numberOf(day), today, current),
)
export const firstWeekdayForm = forms.findIndex(({ pattern }) => pattern.source.includes('weekday'))
const lastCalendarForm = 2

/** A day, where it stands, and how telling its form is. */
export interface Candidate {
  readonly day: Day
  readonly start: number
  readonly end: number
  readonly form: number
}

/** What was said at a place; a day that does not exist is read, so that no piece of it is, but is no day. */
export function chineseDayAt(text: string, start: number, frame: Frame): (Omit<Candidate, 'day'> & { readonly day: Day | undefined }) | undefined {
  for (const [index, { pattern, read }] of [...forms, ...(frame.current ? [bareDay] : [])].entries()) {
    pattern.lastIndex = start
    const groups = pattern.exec(text)?.groups
    if (!groups) continue
    const end = pattern.lastIndex
    const day = read(groups, frame)
    return { day: day && isRealDay(day) ? day : undefined, start, end, form: index }
  }
  return undefined
}

const correction = /不对|不是|错了|更正|应该是|哦不|不不/u

/** 三月六号星期五: the weekday only repeats what was said. */
function repeats(found: Candidate | undefined, next: Candidate, text: string): boolean {
  const weekdayOnly = next.form >= firstWeekdayForm && next.form <= firstWeekdayForm + 1
  return found !== undefined && found.form <= lastCalendarForm && weekdayOnly && !/不|错/u.test(text.slice(found.end, next.start))
}

/**
 * A date as people say it in Chinese, as YYYY-MM-DD: 明天, 下周三, 三天后, 三月五号, 二零二七年三月五日, 十五号. A day without a year is the
 * next such day; 周五 is the coming one, 这周五 and 下周五 are of that week, which begins on Monday. The last one said wins.
 */
export function readChineseDate(text: string, options: DateOptions): Reading<string> | undefined {
  const folded = chineseText(text)
  const frame = { today: dayIn(options.now, options.timeZone), current: parseDay(options.current) }
  let found: Candidate | undefined
  for (let at = 0; at < folded.length; ) {
    // 五月五号，不对，六号: the month stays.
    const corrected = found !== undefined && correction.test(folded.slice(found.end, at))
    const candidate = chineseDayAt(folded, at, corrected && found ? { ...frame, current: found.day } : frame)
    const { day } = candidate ?? {}
    if (candidate && day && !repeats(found, { ...candidate, day }, folded)) found = { ...candidate, day }
    at = candidate?.end ?? at + 1
  }
  if (!found) return undefined
  const matched = folded.slice(found.start, found.end)
  const beside = folded.slice(found.end).replace(new RegExp(weekday, 'gu'), '')
  return { value: formatDay(found.day), matched, confidence: chineseConfidence(folded.slice(0, found.end) + beside, matched) }
}
