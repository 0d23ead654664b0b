import { addDays, addMonths, dayIn, isBefore, isRealDay, weekdayOf, type Day } from '../calendar.js'
import type { DateRangeOptions } from '../date-range.js'
import { formatRange, parseRange, type Range } from '../range.js'
import type { Reading } from '../reading.js'
import { chineseConfidence } from './around.js'
import { chineseDayAt, firstWeekdayForm, weekdayNumber, type Frame } from './date.js'
import { chinesePeriodAt, chineseShift, type ChinesePeriod } from './date-periods.js'
import { chineseNumber, chineseText, numeralClass } from './numerals.js'

const filler = /[,，、的嗯呃那个\s]*/uy
const joint = /(?:入住|开始|出发|起飞|动身|起|住)?[,，]?(?:一直|然后|再|住)?(?:到|至|—|–|-|~|和|跟|与|直到)(?:了)?(?:[,，嗯呃]|那个)*/uy
/** 周二入住，周四退房: no 到 between the two. */
const arrival = /(?:入住|到店|到|出发|去|走)?[,，嗯呃]*/uy
const departure = /的?(?:退房|离店|离开|走|回来?|返回|返程|结束)/uy
const bareDay = new RegExp(`[${numeralClass}]{1,3}[号日]?(?![${numeralClass}点时个月年天周晚])`, 'uy')
const bareWeekday = /[一二三四五六日天](?![号日月年点天个])/uy
const number = `[${numeralClass}]{1,4}`
const stay = new RegExp(`(?:开始|起|入住|,|，|住|待|订|的|一共|共|玩|请|连续|往后|之后|后)*(?<count>${number}|半)(?<unit>天|日|个?晚上?|夜|周|个?星期|个?礼拜|个月)(?!后|以后|之后|前)`, 'uy')

function skip(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : undefined
}

/** A day, or the number of one whose month is that of the other edge. */
interface Edge {
  readonly day?: Day | undefined
  readonly number?: number
  readonly end: number
  readonly said: string
}

function edgeAt(text: string, at: number, frame: Frame): Edge | undefined {
  const place = skip(filler, text, at) ?? at
  const end = skip(bareDay, text, place)
  const now = skip(/现在|目前/uy, text, place)
  if (now !== undefined) return { day: frame.today, end: now, said: '今年' }
  const named = chineseDayAt(text, place, { ...frame, current: undefined })
  if (end !== undefined && (!named || named.end <= end)) {
    const value = chineseNumber(text.slice(place, end).replace(/[号日]$/u, ''))
    if (value !== undefined && value >= 1 && value <= 31) return { number: value, end, said: text.slice(place, end) }
  }
  return named && { day: named.day, end: named.end, said: text.slice(place, named.end) }
}

/** 下周一到周五, 下周一至五: a weekday after another is of the same week or the next one. */
function weekdayAfter(text: string, at: number, first: Edge): Edge | undefined {
  const end = first.day !== undefined && /(?:周|星期|礼拜)[一二三四五六日天]$/u.test(first.said) ? skip(bareWeekday, text, at) : undefined
  if (end === undefined || first.day === undefined) return undefined
  const ahead = (weekdayNumber(text.slice(at, end)) - weekdayOf(first.day) + 7) % 7
  return { day: addDays(first.day, ahead), end, said: text.slice(at, end) }
}

function numberedFrom(start: Day, number: number): Day | undefined {
  for (const ahead of [0, 1, 2]) {
    const day = { ...addMonths({ ...start, day: 1 }, ahead), day: number }
    if (isRealDay(day) && !isBefore(day, start)) return day
  }
  return undefined
}

function numberedBefore(last: Day, number: number): Day | undefined {
  const same = { ...last, day: number }
  if (isRealDay(same) && !isBefore(last, same)) return same
  const before = { ...addMonths({ ...last, day: 1 }, -1), day: number }
  return isRealDay(before) ? before : undefined
}

/** The first day of this year is behind, and the last one ahead: a stretch of at most half a year. */
function isUnderWay(first: Day, last: Day, today: Day): boolean {
  const begun = { ...first, year: first.year - 1 }
  return isBefore(begun, today) && isBefore(addMonths(today, 6), first) && !isBefore(last, begun) && isBefore(last, addMonths(begun, 6))
}

/** 三月到五月, 2016到2018年: whole months or years. */
function periodsAt(text: string, at: number, frame: Frame): ChinesePeriod | undefined {
  const first = longPeriodAt(text, at, frame)
  const place = first && skip(joint, text, first.end)
  const last = place === undefined ? undefined : (longPeriodAt(text, place, frame) ?? singleDay(text, place, frame))
  if (!first || !last) return undefined
  const later = isBefore(last.last, first.first) ? { ...last.last, year: last.last.year + 1 } : last.last
  return { first: first.first, last: later, end: last.end, strength: 3 }
}

const bareYear = /(?:19|20)[0-9]{2}(?![0-9年.-])/uy

function longPeriodAt(text: string, at: number, frame: Frame): ChinesePeriod | undefined {
  const place = skip(filler, text, at) ?? at
  const end = skip(bareYear, text, place)
  if (end !== undefined && (skip(joint, text, end) !== undefined || skip(joint, text, place - 1) !== undefined)) {
    const year = Number(text.slice(place, end))
    return { first: { year, month: 1, day: 1 }, last: { year, month: 12, day: 31 }, end, strength: 1 }
  }
  const period = chinesePeriodAt(text, place, { ...frame, current: undefined })
  return period && !isBefore(period.last, addDays(period.first, 27)) ? period : undefined
}

function singleDay(text: string, at: number, frame: Frame): ChinesePeriod | undefined {
  const named = chineseDayAt(text, skip(filler, text, at) ?? at, frame)
  return named?.day && { first: named.day, last: named.day, end: named.end, strength: 1 }
}

const withYear = /^(?:\d{4}|[零〇一二三四五六七八九]{2,4}年|(?:前|去|今|本|明|后)年)/u

function lastEdge(text: string, at: number, first: Edge, frame: Frame): Edge | undefined {
  const plain = weekdayAfter(text, at, first) ?? edgeAt(text, at, frame)
  const { day } = first
  const keeps = plain?.day !== undefined && !withYear.test(first.said)
  if (!day || !plain || (keeps && plain.day && (!isBefore(plain.day, day) || isUnderWay(day, plain.day, frame.today)))) return plain
  return plain.number === undefined ? edgeAt(text, at, { ...frame, today: day }) : plain
}

function spanOf(first: Edge, last: Edge, frame: Frame): Range | undefined {
  if (first.day && last.day) {
    const lead = !withYear.test(first.said) && (withYear.test(last.said) || isBefore(last.day, first.day)) ? { ...first.day, year: last.day.year } : first.day
    return { first: isBefore(last.day, lead) ? { ...lead, year: lead.year - 1 } : lead, last: last.day }
  }
  const start = first.day ?? (last.day ? numberedBefore(last.day, first.number ?? 0) : numberedFrom(frame.today, first.number ?? 0))
  const end = last.day ?? (start && numberedFrom(start, last.number ?? 0))
  return start && end && { first: start, last: end }
}

/** 三月五号到八号, 从五号到十号, 下周一至周五. */
function spanAt(text: string, at: number, frame: Frame): ChinesePeriod | undefined {
  const first = edgeAt(text, at, frame)
  const joined = first && skip(joint, text, first.end)
  const place = joined ?? (first && skip(arrival, text, first.end))
  const last = place === undefined ? undefined : lastEdge(text, place, first ?? { end: 0, said: '' }, frame)
  if (last && joined === undefined && skip(departure, text, last.end) === undefined) return undefined
  const range = first && last && spanOf(first, last, frame)
  if (!first || !last || !range) return undefined
  // Two bare numbers are dates only where one of them says so.
  const told = first.day ?? last.day ?? (/[号日]$/u.test(first.said) || /[号日]$/u.test(last.said) ? range.first : undefined)
  return told && { ...range, end: last.end, strength: 3 }
}

const correctedLast = /[,，、嗯呃啊]*(?:哦)?(?:不对|不是|错了|说错了|哦?不不?|更正|应该是)[,，、嗯呃啊]*(?:是|应该是)?(?:到|至)/uy

/** 五月一号到四号，哦不，到五号: only the last day is said again. */
function correctedAt(text: string, found: ChinesePeriod, frame: Frame): ChinesePeriod | undefined {
  const place = skip(correctedLast, text, found.end)
  const last = place === undefined ? undefined : lastEdge(text, place, { day: found.first, end: found.end, said: '' }, frame)
  const day = last?.day ?? (last?.number === undefined ? undefined : numberedFrom(found.first, last.number))
  return last && day && !isBefore(day, found.first) ? { ...found, last: day, end: last.end } : undefined
}

/** 三月五号住三晚, 从下周一开始五天. */
function stayAt(text: string, at: number, frame: Frame): ChinesePeriod | undefined {
  const named = chineseDayAt(text, at, { ...frame, current: undefined })
  if (!named?.day) return undefined
  stay.lastIndex = named.end
  const groups = stay.exec(text)?.groups
  const last = groups && lastOfStay(named.day, groups.count ?? '', groups.unit ?? '')
  return last && { first: named.day, last, end: stay.lastIndex, strength: 3 }
}

function lastOfStay(first: Day, said: string, unit: string): Day | undefined {
  const count = said === '半' ? 0.5 : chineseNumber(said)
  if (count === undefined || count <= 0 || count > 1_000) return undefined
  if (/晚|夜/u.test(unit)) return addDays(first, Math.ceil(count))
  return addDays(chineseShift(first, count, unit, 1), -1)
}

/** 周一以来, 三月五号到现在; 截止到周五. */
function openAt(text: string, at: number, frame: Frame): ChinesePeriod | undefined {
  // 号到: the end of something whose beginning was not understood.
  const until = /[号日]/u.test(text[at - 1] ?? '') ? undefined : skip(/(?:截止到?|直到|到|至)/uy, text, at)
  const named = chineseDayAt(text, until ?? at, frame)
  if (!named?.day) return undefined
  const { today } = frame
  const since = until === undefined ? skip(/(?:以来|到现在|至今|到目前|开始到现在)/uy, text, named.end) : undefined
  if (since !== undefined) {
    const first = isBefore(today, named.day) ? addDays(named.day, named.form >= firstWeekdayForm ? -7 : -365) : named.day
    return { first, last: today, end: since, strength: 3 }
  }
  const end = until === undefined ? undefined : (skip(/(?:为止|之前|前)/uy, text, named.end) ?? named.end)
  return end === undefined ? undefined : { first: today, last: named.day, end, strength: 2 }
}

function singleAt(text: string, at: number, frame: Frame): ChinesePeriod | undefined {
  const named = chineseDayAt(text, at, frame)
  if (!named) return undefined
  // No such day, or the end of something whose beginning was not understood: taken, so that no piece of it is read, and no range.
  if (!named.day || /[到至]/u.test(text[at - 1] ?? '')) return { first: frame.today, last: addDays(frame.today, -1), end: named.end, strength: 1 }
  return { first: named.day, last: named.day, end: named.end, strength: 1 }
}

function periodHere(text: string, at: number, frame: Frame): ChinesePeriod | undefined {
  const period = spanAt(text, at, frame) ?? periodsAt(text, at, frame) ?? stayAt(text, at, frame) ?? chinesePeriodAt(text, at, frame)
  return period ?? openAt(text, at, frame) ?? singleAt(text, at, frame)
}

/**
 * A range of dates as people say it in Chinese, as YYYY-MM-DD/YYYY-MM-DD with both its days: 三月五号到八号, 下周, 这个周末, 五月上旬,
 * 三月五号住三晚. The most telling one wins, then the last one said.
 */
export function readChineseDateRange(text: string, options: DateRangeOptions): Reading<string> | undefined {
  const folded = chineseText(text)
  const frame: Frame = { today: dayIn(options.now, options.timeZone), current: parseRange(options.current)?.first }
  const least = options.bare === false ? 2 : 1
  let found: { value: string; start: number; end: number; strength: number } | undefined
  for (let at = 0; at < folded.length; ) {
    const heard = periodHere(folded, at, frame)
    const period = heard && (correctedAt(folded, heard, frame) ?? heard)
    const value = period && formatRange(period)
    if (period && value !== undefined && period.strength >= (found?.strength ?? least)) found = { ...period, start: at, value }
    at = period?.end ?? at + 1
  }
  if (!found) return undefined
  const matched = folded.slice(found.start, found.end)
  return { value: found.value, matched, confidence: chineseConfidence(folded, matched) }
}
