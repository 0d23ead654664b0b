import type { DigitsOptions } from '../digits.js'
import { mergedPieces } from '../patched.js'
import type { Reading } from '../reading.js'
import { chineseConfidence } from './around.js'
import { chineseText, digitAt, readChineseCardinal } from './numerals.js'

/** Said for a digit so that it is not misheard on a bad line. */
const spokenDigits: ReadonlyMap<string, string> = new Map(Object.entries({ 幺: '1', 洞: '0', 拐: '7', 勾: '9' }))
const repeat = /([两二三四五六七八2-8])个([0-9零〇一二两三四五六七八九幺])/y
/** Stand between digits without ending them. */
const joint = /[,、\-\s/.的嗯呃啊杠横]|然后|再是?|接着|后面是?|逗号/y
/** Say that what came before was wrong. */
const correction = /不对|不是|错了|更正|应该是|哦不|不不|不好意思/

interface Run {
  readonly digits: string
  readonly start: number
  readonly end: number
  readonly corrected: boolean
}

function oneDigit(text: string, at: number): string | undefined {
  const value = digitAt(text, at)
  return value === undefined ? spokenDigits.get(text[at] ?? '') : String(value)
}

function pieceAt(text: string, at: number): { digits: string; end: number } | undefined {
  repeat.lastIndex = at
  const same = repeat.exec(text)
  if (same) return { digits: (oneDigit(same[2] ?? '', 0) ?? '').repeat(digitAt(same[1] ?? '', 0) ?? 1), end: repeat.lastIndex }
  const cardinal = readChineseCardinal(text, at)
  if (cardinal?.units === true && Number.isInteger(cardinal.value)) return { digits: String(cardinal.value), end: cardinal.end }
  const digit = oneDigit(text, at)
  return digit === undefined ? undefined : { digits: digit, end: at + 1 }
}

function runAt(text: string, start: number): { digits: string; end: number } | undefined {
  let digits = ''
  let end = start
  for (let at = start; at < text.length; ) {
    const piece = pieceAt(text, at)
    joint.lastIndex = at
    if (piece) {
      digits += piece.digits
      at = piece.end
      end = at
    } else if (digits !== '' && joint.test(text)) at = joint.lastIndex
    else break
  }
  return digits === '' ? undefined : { digits, end }
}

function runsOf(text: string): Run[] {
  const runs: Run[] = []
  for (let at = 0; at < text.length; ) {
    const run = runAt(text, at)
    if (run) runs.push({ ...run, start: at, corrected: correction.test(text.slice(runs.at(-1)?.end ?? 0, at)) })
    at = run?.end ?? at + 1
  }
  return runs
}

/** 最后一位是, 后四位: speak of digits and are none. */
const aboutDigits = /(?:最后|后|前|第|中间)[一二两三四五六七八九十0-9]+[位个]数?字?/gu
const withoutCounts = (text: string): string => text.replace(aboutDigits, (words) => '，'.repeat(words.length))

/** A correction that is shorter than what it corrects, and begins like a piece of it, replaces that piece. */
function isPatch(runs: readonly Run[], last: Run): boolean {
  const before = runs[runs.indexOf(last) - 1]?.digits ?? ''
  return last.corrected && last.digits.length > 1 && last.digits.length < before.length && before.includes(last.digits.slice(0, 2))
}

/** A string of digits as people say it in Chinese: 四三二一, 幺三八, 三个八, 四十三二十一. The last run that fits wins, corrections in their places. */
export function readChineseDigits(text: string, { minCount = 1, maxCount = 40, accept = () => true }: DigitsOptions = {}): Reading<string> | undefined {
  const folded = withoutCounts(chineseText(text))
  const runs = runsOf(folded)
  const fits = (said: string): boolean => said.length >= minCount && said.length <= maxCount && accept(said)
  const [first, newest] = [runs[0], runs.at(-1)]
  const last = runs.findLast(({ digits }) => fits(digits))
  const isWhole = last !== undefined && !(last === newest ? isPatch(runs, last) : newest?.corrected === true)
  const pieces = runs.map(({ digits, corrected }, index) => ({ text: digits, corrected: index > 0 && corrected }))
  const merged = isWhole || runs.length < 2 ? undefined : mergedPieces(pieces, fits)
  if (first && merged !== undefined) {
    const matched = folded.slice(first.start, newest?.end)
    return { value: merged, matched, confidence: chineseConfidence(folded, matched) - 0.1 }
  }
  if (!last) return undefined
  const matched = folded.slice(last.start, last.end)
  return { value: last.digits, matched, confidence: chineseConfidence(folded, matched) }
}
