import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { keyIntents, type SlotValue, type ValueSpec } from '@callchart/protocol'
import { createInterpreter, trainUnderstanding } from './index.js'
import { heard } from './testing/ask.js'

interface SpokenValue extends ValueSpec {
  readonly lang: string
  readonly text: string
  readonly value: SlotValue
  /** Local time in the zone. */
  readonly now: string
  readonly timeZone: string
}

const readSet = (file: string): SpokenValue[] =>
  readFileSync(new URL(`../spec/${file}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as SpokenValue)

/** All are said at nine in the morning: five hours on it is the same day in both zones. */
const dayOf = (now: string, timeZone: string): Date => new Date(`${now.slice(0, 10)}T${timeZone.startsWith('Asia') ? '01' : '14'}:00:00Z`)

/** Names and addresses are the same whatever their signs and capitals. */
const folded = (type: string, value: unknown): string =>
  type === 'name' || type === 'address' ? String(value).normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '') : JSON.stringify(value)

describe('values as callers say them, written apart from the readers', () => {
  it.each([
    ['spoken-values.jsonl', 'en-US'],
    ['spoken-values.jsonl', 'zh-CN'],
    ['spoken-values-2.jsonl', 'en-US'],
    ['spoken-values-2.jsonl', 'zh-CN'],
  ])('are read right in at least 95 of 100 cases of %s in %s', (file, language) => {
    const interpreter = createInterpreter(trainUnderstanding({ language, intents: [], keyIntents: {} }))
    const own = readSet(file).filter(({ lang }) => lang === language)

    const wrong = own.filter(({ text, value, now, timeZone, lang: _lang, ...spec }) => {
      const meaning = interpreter.interpret([heard(text)], { intents: [], keyIntents, value: spec }, { now: dayOf(now, timeZone), timeZone })
      return meaning.type !== 'value' || folded(spec.type, meaning.value) !== folded(spec.type, value)
    })

    expect(own).toHaveLength(60)
    expect(wrong.map(({ text }) => text).slice(0, own.length * 0.05)).toEqual(wrong.map(({ text }) => text))
  })
})
