import { formatClock, hourIn, isClock, likelyHour, parseClock, type Clock, type DayPart } from '../clock.js'
import type { Reading } from '../reading.js'
import type { TimeOptions } from '../time.js'
import { chineseConfidence } from './around.js'
import { chineseNumber, chineseText, numeralClass } from './numerals.js'

const parts: readonly (readonly [string, DayPart])[] = [
  ['凌晨|清晨五点前|后半夜', 'smallHours'],
  ['早上|早晨|上午|清晨|今早|明早|一早|早', 'morning'],
  ['中午|正午', 'noon'],
  ['下午|午后', 'afternoon'],
  ['傍晚|晚上|今晚|明晚|晚', 'evening'],
  ['夜里|夜晚|半夜|深夜|午夜', 'night'],
]
const anyPart = parts.map(([names]) => names).join('|')
const number = `[${numeralClass}]{1,3}`
/** A part of the day, then 三点半, 三点一刻, 三点零五分, 15:30, 十五时, 三点差五分. */
const clock = new RegExp(
  [
    `(?:(?<part>${anyPart})的?)?(?:差(?<before>${number}|一刻)分?钟?)?(?<hour>${number})(?:点钟?整?|时整?|:)(?!前|之前)`,
    `(?:差(?<less>${number})分?|(?<half>半)|(?<quarter>[一三])刻|过?(?<minute>零?[${numeralClass}]{1,3})分?)?`,
  ].join(''),
  'gu',
)
const bareNumber = new RegExp(`(?:(?<part>${anyPart})(?:的)?)?(?<hour>${number})(?![${numeralClass}月号日年天周个])`, 'gu')
const wholePart = new RegExp(`(?<part>${anyPart})`, 'u')

function partOf(text: string | undefined): DayPart | undefined {
  return text === undefined ? undefined : parts.find(([names]) => new RegExp(`^(?:${names})$`, 'u').test(text))?.[1]
}

interface Found extends Clock {
  readonly matched: string
}

function minutesOf({ half, quarter, minute }: Readonly<Record<string, string | undefined>>): number | undefined {
  if (half !== undefined) return 30
  if (quarter !== undefined) return quarter === '一' ? 15 : 45
  return minute === undefined ? 0 : chineseNumber(minute.replace(/^零(?=.)/u, ''))
}

function clockOf(match: RegExpMatchArray, current: Clock | undefined): Found | undefined {
  const groups: Readonly<Record<string, string | undefined>> = match.groups ?? {}
  const hour = chineseNumber(groups.hour ?? '')
  const minute = minutesOf(groups)
  if (hour === undefined || minute === undefined || hour > 24) return undefined
  const part = partOf(groups.part)
  const written = /^0\d|^零./u.test(groups.hour ?? '')
  const placed = written ? hour : part ? hourIn(hour, part) : likelyHour(hour, current)
  const less = groups.less ?? groups.before
  const missing = less === undefined ? 0 : less === '一刻' ? 15 : (chineseNumber(less) ?? 0)
  const total = ((placed % 24) * 60 + minute - missing + 1_440) % 1_440
  const found = { hour: Math.floor(total / 60), minute: total % 60, matched: match[0] }
  return isClock(found) && minute < 60 ? found : undefined
}

function movedTo(text: string, current: Clock | undefined): Found | undefined {
  const match = wholePart.exec(text)
  const part = partOf(match?.groups?.part)
  if (!match || !part) return undefined
  if (current) return { hour: hourIn(current.hour % 12 || 12, part), minute: current.minute, matched: match[0] }
  if (part === 'noon') return { hour: 12, minute: 0, matched: match[0] }
  return match[0] === '午夜' || match[0] === '半夜' ? { hour: 0, minute: 0, matched: match[0] } : undefined
}

/** A time of day as people say it in Chinese, as HH:MM: 下午三点半, 晚上八点一刻, 十五点三十, 中午. The last one said. */
export function readChineseTime(text: string, { current: confirmed, bare = true }: TimeOptions = {}): Reading<string> | undefined {
  const folded = chineseText(text)
  const current = parseClock(confirmed)
  const last = (pattern: RegExp): Found | undefined =>
    [...folded.matchAll(pattern)].map((match) => clockOf(match, current)).findLast((found) => found !== undefined)
  const found = last(clock) ?? (bare ? last(bareNumber) : undefined) ?? movedTo(folded, current)
  return found && { value: formatClock(found), matched: found.matched, confidence: chineseConfidence(folded, found.matched) }
}
