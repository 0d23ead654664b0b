/**
 * The recognizers' own spec files through our readers, beside the library alone in the same run.
 *
 *   node bench/slot-specs.mjs SPECS-FOLDER [--json] [--misses FILE-PART]
 *
 * SPECS-FOLDER is `Specs/` of github.com/microsoft/Recognizers-Text. Counted are the cases with exactly one result, of the kind that the file
 * is about, that has a value: our port answers one value a question. The expected type is given, the reference time of the case is the
 * time of the call. Right is:
 *   numbers   the same number
 *   currency  the same amount, and the same ISO code where the spec has one; our amounts are in major units, the spec's cents in cents
 *   dates     the future or the past day of the spec
 *   times     the same time, or the other half of the day where the spec calls it open ("ampm")
 *   periods   the future or the past days; the spec's end is the day after the last one, save where both days are said, so either is taken
 * `own`: our readers alone; `port`: ours, then the library for what they do not read; `library`: the library alone, any of its results of
 * that kind.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readValue } from '@callchart/nlu'
import { furtherReaderOf } from '../packages/runtime/dist/understanding/recognizers/readings.js'
import { cultureOf, kindsFor } from '../packages/runtime/dist/understanding/recognizers/results.js'
import { findIn } from '../packages/runtime/threads/recognizers.mjs'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false }, misses: { type: 'string' } } })
const [folder] = positionals
if (folder === undefined) {
  console.error('usage: node bench/slot-specs.mjs SPECS-FOLDER [--json] [--misses FILE-PART]')
  process.exit(2)
}

const dayBefore = (day) => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '')
const ranges = (start, end) => (isDay(start) && isDay(end) ? [`${start}/${end}`, `${start}/${dayBefore(end)}`] : [])
const both = ({ FutureResolution = {}, PastResolution = {} }) => [FutureResolution, PastResolution]
const otherHalf = (time) => `${String((Number(time.slice(0, 2)) + 12) % 24).padStart(2, '0')}${time.slice(2)}`
const numberOf = ({ value }) => (value === undefined || value === null || value === '' || !Number.isFinite(Number(value)) ? [] : [Number(value)])
const money = ({ value, isoCurrency, unit }) =>
  numberOf({ value }).flatMap((amount) => [{ amount, currency: isoCurrency }, ...(/^(?:cent|penny|pence)$/i.test(unit ?? '') ? [{ amount: amount / 100, currency: isoCurrency }] : [])])

/** What each kind of file asks for, what its one result accepts, and what the library's results say. */
const kinds = {
  number: {
    type: 'number',
    accepts: ({ Resolution }) => numberOf(Resolution ?? {}),
    library: ({ resolution }) => numberOf(resolution),
    same: (read, right) => Math.abs(read - right) <= 1e-6 * Math.max(1, Math.abs(right)),
  },
  money: {
    type: 'money',
    accepts: ({ Resolution }) => money(Resolution ?? {}),
    library: ({ resolution }) => money(resolution),
    same: (read, right) => Math.abs(read.amount - right.amount) <= 0.005 && (right.currency === undefined || read.currency === right.currency),
  },
  date: {
    type: 'date',
    accepts: ({ Value, Type }) => (Type === 'date' ? both(Value ?? {}).map(({ date }) => date).filter(isDay) : []),
    library: ({ typeName, resolution }) => (typeName.endsWith('.date') ? (resolution.values ?? []).map(({ value }) => value) : []),
    same: (read, right) => read === right,
  },
  time: {
    type: 'time',
    accepts: ({ Value, Type }) =>
      Type !== 'time' ? [] : both(Value ?? {}).flatMap(({ time }) => (time === undefined ? [] : [time.slice(0, 5), ...(Value.Comment === 'ampm' ? [otherHalf(time.slice(0, 5))] : [])])),
    library: ({ typeName, resolution }) => (typeName.endsWith('.time') ? (resolution.values ?? []).map(({ value }) => value?.slice(0, 5)) : []),
    same: (read, right) => read === right,
  },
  period: {
    type: 'dateRange',
    accepts: ({ Value, Type }) => (Type === 'daterange' ? both(Value ?? {}).flatMap(({ startDate, endDate }) => ranges(startDate, endDate)) : []),
    library: ({ typeName, resolution }) => (typeName.endsWith('.daterange') ? (resolution.values ?? []).flatMap(({ start, end }) => ranges(start, end)) : []),
    same: (read, right) => read === right,
  },
}

const files = [
  ['Number/English/NumberModel', 'en-US', 'number'],
  ['Number/Chinese/NumberModel', 'zh-CN', 'number'],
  ['NumberWithUnit/English/CurrencyModel', 'en-US', 'money'],
  ['NumberWithUnit/Chinese/CurrencyModel', 'zh-CN', 'money'],
  ['DateTime/English/DateParser', 'en-US', 'date'],
  ['DateTime/Chinese/DateParser', 'zh-CN', 'date'],
  ['DateTime/English/TimeParser', 'en-US', 'time'],
  ['DateTime/Chinese/TimeParser', 'zh-CN', 'time'],
  ['DateTime/English/DatePeriodParser', 'en-US', 'period'],
  ['DateTime/Chinese/DatePeriodParser', 'zh-CN', 'period'],
]

function scoreFile([name, language, kindName]) {
  const kind = kinds[kindName]
  const cases = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8').replace(/^\uFEFF/, ''))
  const score = { file: name, total: 0, own: 0, port: 0, library: 0 }
  for (const { Input: text, Results: results, Context: context } of cases) {
    const accepted = results.length === 1 ? kind.accepts(results[0]) : []
    if (accepted.length === 0) continue
    const reference = context?.ReferenceDateTime ?? '2017-03-22T00:00:00'
    const today = reference.slice(0, 10)
    const options = { now: new Date(`${reference.slice(0, 19)}Z`), timeZone: 'UTC', language, bare: true }
    const found = kindsFor[kind.type].map((each) => findIn({ kind: each, text, culture: cultureOf(language).culture, today }))
    const further = furtherReaderOf(found.flat(), language, today)
    const isRight = (value) => value !== undefined && accepted.some((right) => kind.same(value, right))
    const own = readValue(text, { type: kind.type }, options)?.value
    const port = own ?? further.read(text, { type: kind.type })?.value
    score.total += 1
    score.own += Number(isRight(own))
    score.port += Number(isRight(port))
    score.library += Number((found[0] ?? []).flatMap(kind.library).some(isRight))
    if (values.misses !== undefined && name.includes(values.misses) && !isRight(port)) console.error(`${text}\t${JSON.stringify(accepted)}\t${JSON.stringify(own)}\t${JSON.stringify(port)}`)
  }
  return score
}

const scores = files.map(scoreFile)
const sum = (key) => scores.reduce((total, each) => total + each[key], 0)
const overall = { file: 'overall', total: sum('total'), own: sum('own'), port: sum('port'), library: sum('library') }
if (values.json) console.log(JSON.stringify({ files: scores, overall }))
else {
  const percent = (part, total) => `${part} (${((100 * part) / Math.max(1, total)).toFixed(1)} %)`.padStart(14)
  console.log(`${'file'.padEnd(42)}${'cases'.padStart(6)}${'own'.padStart(14)}${'port'.padStart(14)}${'library'.padStart(14)}`)
  for (const each of [...scores, overall])
    console.log(`${each.file.padEnd(42)}${String(each.total).padStart(6)}${percent(each.own, each.total)}${percent(each.port, each.total)}${percent(each.library, each.total)}`)
}
