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

const lines = readFileSync(new URL('../spec/spoken-values.jsonl', import.meta.url), 'utf8').trim().split('\n')
const spoken = lines.map((line) => JSON.parse(line) as SpokenValue)

/** All are said at nine in the morning: five hours on it is the same day in both zones. */
const dayOf = (now: string, timeZone: string): Date => new Date(`${now.slice(0, 10)}T${timeZone.startsWith('Asia') ? '01' : '14'}:00:00Z`)

/** Names and addresses are the same whatever their signs and capitals. */
const folded = (type: string, value: unknown): string =>
  type === 'name' || type === 'address' ? String(value).normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '') : JSON.stringify(value)

describe('values as callers say them, written apart from the readers', () => {
  it.each(['en-US', 'zh-CN'])('are read right in at least 95 of 100 cases in %s', (language) => {
    const interpreter = createInterpreter(trainUnderstanding({ language, intents: [], keyIntents: {} }))
    const own = spoken.filter(({ lang }) => lang === language)

    const wrong = own.filter(({ text, value, now, timeZone, lang: _lang, ...spec }) => {
      const meaning = interpreter.interpret([heard(text)], { intents: [], keyIntents, value: spec }, { now: dayOf(now, timeZone), timeZone })
      return meaning.type !== 'value' || folded(spec.type, meaning.value) !== folded(spec.type, value)
    })

    expect(own).toHaveLength(60)
    expect(wrong.map(({ text }) => text).slice(0, own.length * 0.05)).toEqual(wrong.map(({ text }) => text))
  })
})
