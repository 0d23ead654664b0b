import { addDays, addMonths, daysInMonth, type Day } from '../calendar.js'
import { quarterRange, weekendRange, weekOfMonth, weekRange, yearRange } from '../date-periods.js'
import type { Range } from '../range.js'
import { yearOf, type Frame } from './date.js'
import { chineseNumber, numeralClass } from './numerals.js'

export interface ChinesePeriod extends Range {
  /** Index after its last character. */
  readonly end: number
  /** 1 may be chance, 3 is said in so many words. */
  readonly strength: number
}

type Groups = Readonly<Record<string, string | undefined>>

interface Form {
  readonly pattern: RegExp
  readonly read: (groups: Groups, today: Day) => Range | undefined
  readonly strength: number
}

const form = (source: string, read: Form['read'], strength = 3): Form => ({ pattern: new RegExp(source, 'yu'), read, strength })
const shifts: Readonly<Record<string, number>> = { 上上: -2, 上: -1, 这: 0, 本: 0, 当: 0, 下: 1, 下下: 2 }
const digit = '[0-9零〇一二三四五六七八九]'
const number = `[${numeralClass}]{1,4}`
const which = '(?<which>上上|下下|上|这|本|当|下)一?个?'
const week = '(?:周|星期|礼拜)'
const year = `(?<year>前年|去年|今年|本年|明年|后年|(?:${digit}{4}|${digit}{2})年)的?`
const month = `(?:${year})?(?:(?<month>[${numeralClass}]{1,3})月份?|(?<monthOf>上上|下下|上|这|本|当|下)个?月)的?`
const notDay = `(?![${numeralClass}]{1,3}[号日])`

export function chineseShift(day: Day, count: number, unit: string, sign: 1 | -1): Day {
  if (/周|星期|礼拜/u.test(unit)) return addDays(day, sign * Math.round(7 * count))
  if (/月/u.test(unit)) return count === 0.5 ? addDays(day, sign * 15) : addMonths(day, sign * count)
  if (unit.endsWith('年')) return addMonths(day, sign * Math.round(12 * count))
  return addDays(day, sign * count)
}

/** The month that was named; the next such one where its year was not said. */
function monthOf({ year: said, month: spoken, monthOf: relative }: Groups, today: Day): { year: number; month: number } | undefined {
  if (relative !== undefined) return addMonths({ ...today, day: 1 }, shifts[relative] ?? 0)
  const wanted = chineseNumber(spoken ?? '')
  if (wanted === undefined || wanted < 1 || wanted > 12) return undefined
  return { year: yearOf(said, today) ?? (wanted < today.month ? today.year + 1 : today.year), month: wanted }
}

const inMonth = (groups: Groups, today: Day, from: number, to: number): Range | undefined => {
  const found = monthOf(groups, today)
  if (!found) return undefined
  const { year, month } = found
  return { first: { year, month, day: from }, last: { year, month, day: Math.min(to, daysInMonth(year, month)) } }
}

const thirds: Readonly<Record<string, readonly [number, number]>> = {
  上旬: [1, 10], 初: [1, 10], 月初: [1, 10], 中旬: [11, 20], 中: [11, 20], 下旬: [21, 31], 底: [21, 31], 末: [21, 31], 上半月: [1, 15], 前半月: [1, 15], 下半月: [16, 31], 后半月: [16, 31],
}

function counted({ count: said, unit = '' }: Groups, today: Day, how: 'after' | 'before' | 'lately'): Range | undefined {
  const count = said === '半' ? 0.5 : said === undefined ? 1 : chineseNumber(said)
  if (count === undefined || count <= 0 || count > 1_000) return undefined
  const plain = unit.replace(/^个/u, '')
  if (how === 'after') return { first: addDays(today, 1), last: chineseShift(today, count, plain, 1) }
  const first = chineseShift(today, count, plain, -1)
  if (how === 'before') return { first, last: addDays(today, -1) }
  // The days lately are those up to today.
  return { first: /[天日周期拜]$/u.test(plain) ? addDays(first, 1) : first, last: today }
}

const ordinalWeek = (said: string | undefined): number | undefined => (said === '最后一' || said === '最后' ? -1 : chineseNumber((said ?? '').replace(/^第/u, '')))
const yearNamed = (groups: Groups, today: Day): number => yearOf(groups.year, today) ?? today.year
const units = '(?<unit>天|日|周|个?星期|个?礼拜|个月|年)'

/** The more telling first. */
const forms: readonly Form[] = [
  form(`${month}(?<third>上旬|中旬|下旬|上半月|下半月|前半月|后半月|月?初|中(?!旬)|底|末)(?!${number}[号日])`, (groups, today) => {
    const [from, to] = thirds[groups.third ?? ''] ?? [1, 31]
    return inMonth(groups, today, from, to)
  }),
  form(`${month}(?<count>第${number}|最后一)个?${week}`, (groups, today) => {
    const [found, count] = [monthOf(groups, today), ordinalWeek(groups.count)]
    return found && count !== undefined && count <= 5 ? weekOfMonth(found, count) : undefined
  }),
  form(`${month}(?<edge>前|头|最后|后)(?<count>${number})天`, (groups, today) => {
    const count = chineseNumber(groups.count ?? '') ?? 31
    const whole = inMonth(groups, today, 1, 31)
    if (!whole || count > 27) return undefined
    return /前|头/u.test(groups.edge ?? '') ? { ...whole, last: { ...whole.first, day: count } } : { ...whole, first: addDays(whole.last, 1 - count) }
  }),
  form(`${which}周末|(?<which2>本|这)?周末`, ({ which: said }, today) => weekendRange(addDays(today, 7 * (shifts[said ?? ''] ?? 0)))),
  form(`${which}${week}(?:一整周|整周|整个)?(?![一二三四五六日天1-6末])`, ({ which: said }, today) => weekRange(addDays(today, 7 * (shifts[said ?? ''] ?? 0)))),
  form(`(?:${year})?(?<half>上|下)半年`, (groups, today) => {
    const { first, last } = yearRange(yearNamed(groups, today))
    return groups.half === '上' ? { first, last: { ...first, month: 6, day: 30 } } : { first: { ...first, month: 7 }, last }
  }),
  form(`(?:${year})?第?(?<quarter>[一二三四1-4])季度`, (groups, today) => quarterRange(yearNamed(groups, today), chineseNumber(groups.quarter ?? '') ?? 1)),
  form(`(?<which>上|这|本|下)个?季度`, ({ which: said }, today) => {
    const count = today.year * 4 + Math.floor((today.month - 1) / 3) + (shifts[said ?? ''] ?? 0)
    return quarterRange(Math.floor(count / 4), (count % 4) + 1)
  }),
  form(`(?:未来|接下来|今后|往后|之后|下面)的?(?:这)?(?<count>${number}|半)${units}`, (groups, today) => counted(groups, today, 'after')),
  form(`(?:过去|之前|前面?|上)的?(?<count>${number}|半)${units}(?!前|以前|之前)`, (groups, today) => counted(groups, today, 'before')),
  form(`(?:最近|近)的?(?:这)?(?<count>${number}|半)${units}`, (groups, today) => counted(groups, today, 'lately')),
  form(`${month}(?:整个月|一整个月|全月|整月)?${notDay}`, (groups, today) => inMonth(groups, today, 1, 31), 2),
  form(`${year}(?:全年|整年|一整年|一年)?(?![${numeralClass}]{1,3}月)`, (groups, today) => yearRange(yearNamed(groups, today)), 2),
]

/** A stretch of days that has a name: 下周, 这个周末, 五月上旬, 未来三天, 去年. */
export function chinesePeriodAt(text: string, at: number, { today, current }: Frame): ChinesePeriod | undefined {
  for (const { pattern, read, strength } of forms) {
    pattern.lastIndex = at
    const groups = pattern.exec(text)?.groups
    if (!groups) continue
    const end = pattern.lastIndex
    const range = read(groups, today)
    if (range && !(current && strength === 2)) return { ...range, end, strength }
  }
  return undefined
}
