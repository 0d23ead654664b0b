/**
 * How many of the spoken values of packages/nlu/spec are read right, each as the answer to a question that asks for its type, with every
 * key intent on.
 *
 *   node bench/spoken-values.mjs [FILE] [--json]
 *
 * Names and addresses are compared without regard to case and to signs, everything else to the letter.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createInterpreter, trainUnderstanding } from '@callchart/nlu'
import { keyIntents } from '@callchart/protocol'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false } } })
const [file = new URL('../packages/nlu/spec/spoken-values.jsonl', import.meta.url)] = positionals
const lines = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line))
const interpreters = new Map([...new Set(lines.map(({ lang }) => lang))].map((language) => [language, createInterpreter(trainUnderstanding({ language, intents: [], keyIntents: {} }))]))

/** A moment at which it is that time there. */
function momentOf(local, timeZone) {
  const utc = new Date(`${local.slice(0, 19)}Z`)
  const there = new Date(`${utc.toLocaleString('sv-SE', { timeZone }).replace(' ', 'T')}Z`)
  return new Date(2 * utc.getTime() - there.getTime())
}

const folded = (text) => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
const isSame = (type, read, right) => {
  if (read === undefined) return false
  if (type === 'money') return read.amount === right.amount && read.currency === right.currency
  return type === 'name' || type === 'address' ? folded(String(read)) === folded(right) : read === right
}

const scored = lines.map(({ lang, type, text, value: right, now, timeZone, minCount, maxCount, choices }) => {
  const spec = { type, ...(minCount === undefined ? {} : { minCount }), ...(maxCount === undefined ? {} : { maxCount }), ...(choices === undefined ? {} : { choices }) }
  const heard = interpreters.get(lang).interpret([{ text, confidence: 1, words: [] }], { intents: [], keyIntents, value: spec }, { now: momentOf(now, timeZone), timeZone })
  const read = heard.type === 'value' ? heard.value : undefined
  return { lang, type, text, right, read, understood: heard.type, isRight: isSame(type, read, right) }
})

const share = (list) => ({ right: list.filter(({ isRight }) => isRight).length, total: list.length })
const groups = (key) => Object.fromEntries([...new Set(scored.map((each) => each[key]))].map((name) => [name, share(scored.filter((each) => each[key] === name))]))
const misses = scored.filter(({ isRight }) => !isRight)
if (values.json) console.log(JSON.stringify({ overall: share(scored), languages: groups('lang'), types: groups('type'), misses }))
else {
  for (const [name, { right, total }] of [...Object.entries(groups('type')), ...Object.entries(groups('lang')), ['overall', share(scored)]])
    console.log(`${name.padEnd(12)}${String(right).padStart(4)} of ${total} (${((100 * right) / total).toFixed(1)} %)`)
  for (const { lang, type, text, right, read, understood } of misses) console.log(`${lang} ${type}: ${text}\n    right ${JSON.stringify(right)}, read ${JSON.stringify(read)} (${understood})`)
}
