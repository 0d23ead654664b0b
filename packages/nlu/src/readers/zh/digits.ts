import type { DigitsOptions } from '../digits.js'
import type { Reading } from '../reading.js'
import { chineseConfidence } from './around.js'
import { chineseText, digitAt, readChineseCardinal } from './numerals.js'

/** Said for a digit so that it is not misheard on a bad line. */
const spokenDigits: ReadonlyMap<string, string> = new Map(Object.entries({ 幺: '1', 洞: '0', 拐: '7', 勾: '9' }))
const repeat = /([两二三四五六七八2-8])个([0-9零〇一二两三四五六七八九幺])/y
/** Stand between digits without ending them. */
const joint = /[,、\-\s/.的嗯呃啊杠横]|然后|再是?|接着|后面是?|逗号/y
/** Say that what came before was wrong. */
const correction = /不对|不是|错了|更正|应该是|哦不/

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

/** A string of digits as people say it in Chinese: 四三二一, 幺三八, 三个八, 四十三二十一. The last run that fits wins. */
export function readChineseDigits(text: string, { minCount = 1, maxCount = 40, accept = () => true }: DigitsOptions = {}): Reading<string> | undefined {
  const folded = chineseText(text)
  const runs = runsOf(folded)
  const fits = (said: string): boolean => said.length >= minCount && said.length <= maxCount && accept(said)
  const last = runs.findLast(({ digits }) => fits(digits))
  if (last) {
    const matched = folded.slice(last.start, last.end)
    return { value: last.digits, matched, confidence: chineseConfidence(folded, matched) }
  }
  const [first] = runs
  const together = runs.map(({ digits }) => digits).join('')
  if (!first || !fits(together) || runs.some(({ corrected }, index) => index > 0 && corrected)) return undefined
  const matched = folded.slice(first.start, runs.at(-1)?.end)
  return { value: together, matched, confidence: chineseConfidence(folded, matched) - 0.1 }
}
