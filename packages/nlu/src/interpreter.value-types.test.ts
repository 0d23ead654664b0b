import { describe, expect, it } from 'vitest'
import type { ValueSpec } from '@callchart/protocol'
import { askerOf, branchOf, sourceOf } from './testing/ask.js'

const english = askerOf(sourceOf({}))
const chinese = askerOf(sourceOf({}, { language: 'zh-CN' }))
const value = (language: 'en' | 'zh', type: ValueSpec['type'], text: string, rest: Partial<ValueSpec> = {}): string =>
  branchOf((language === 'en' ? english : chinese)(text, { intents: ['affirm', 'deny'], keyIntents: ['human'], value: { type, ...rest } })).replace(/^value:/, '')

describe('the type that is asked for decides what the same words are', () => {
  it.each([
    ['twenty five', 'number', '25'],
    ['twenty five', 'digits', '"25"'],
    ['twenty five', 'money', '{"amount":25,"currency":"USD"}'],
    ['twenty five', 'time', 'no-match'],
    ['twenty five', 'date', 'no-match'],
    ['twenty five', 'phone', 'no-match'],
    ['three', 'number', '3'],
    ['three', 'time', '"15:00"'],
    ['three', 'digits', '"3"'],
    ['three', 'date', 'no-match'],
    ['three', 'dateRange', 'no-match'],
    ['three thirty', 'time', '"15:30"'],
    ['three thirty', 'digits', '"330"'],
    ['three thirty', 'money', '{"amount":3.3,"currency":"USD"}'],
    ['the third', 'date', '"2026-04-03"'],
    ['the third', 'dateRange', '"2026-04-03/2026-04-03"'],
    ['next week', 'date', '"2026-03-11"'],
    ['next week', 'dateRange', '"2026-03-09/2026-03-15"'],
    ['in march', 'dateRange', '"2026-03-01/2026-03-31"'],
    ['in march', 'date', 'no-match'],
    ['three days from monday', 'date', '"2026-03-12"'],
    ['three days from monday', 'dateRange', '"2026-03-09/2026-03-11"'],
    ['nineteen eighty four', 'number', '84'],
    ['nineteen eighty four', 'digits', '"1984"'],
    ['twelve fifty', 'money', '{"amount":12.5,"currency":"USD"}'],
    ['twelve fifty', 'time', '"12:50"'],
    ['twelve fifty', 'digits', '"1250"'],
    ['one two three', 'digits', '"123"'],
    ['a b one two three', 'plate', '"AB123"'],
    ['a b one two three', 'idNumber', '"AB123"'],
    ['a b one two three', 'digits', '"123"'],
    ['may', 'name', '"May"'],
    ['may', 'date', 'no-match'],
    ['may', 'dateRange', '"2026-05-01/2026-05-31"'],
    ['will', 'name', '"Will"'],
    ['no', 'name', 'deny'],
    ['no', 'plate', 'deny'],
    ['agent please', 'name', 'key:human'],
    ['i want to speak to a human', 'address', 'key:human'],
    ['four mill lane', 'address', '"four mill lane"'],
  ] as const)('%j for a %s is %s', (text, type, expected) => {
    expect(value('en', type, text)).toBe(expected)
  })

  it.each([
    ['三', 'number', '3'],
    ['三', 'time', '"15:00"'],
    ['三', 'digits', '"3"'],
    ['三', 'date', 'no-match'],
    ['三点', 'time', '"15:00"'],
    ['三点五', 'number', '3.5'],
    ['三点五', 'time', '"15:05"'],
    ['十五', 'number', '15'],
    ['十五', 'digits', '"15"'],
    ['十五号', 'date', '"2026-03-15"'],
    ['十五号', 'dateRange', '"2026-03-15/2026-03-15"'],
    ['三百五', 'number', '350'],
    ['三百五', 'money', '{"amount":350,"currency":"CNY"}'],
    ['两千零二十六', 'number', '2026'],
    ['二零二六', 'digits', '"2026"'],
    ['幺三八', 'digits', '"138"'],
    ['下周', 'date', '"2026-03-11"'],
    ['下周', 'dateRange', '"2026-03-09/2026-03-15"'],
    ['三月', 'dateRange', '"2026-03-01/2026-03-31"'],
    ['三月', 'date', 'no-match'],
    ['京A幺二三四五', 'plate', '"京A12345"'],
    ['王三', 'name', '"王三"'],
    ['不是', 'name', 'deny'],
    ['转人工', 'name', 'key:human'],
    ['人民路三号', 'address', '"人民路三号"'],
    ['十二块五', 'money', '{"amount":12.5,"currency":"CNY"}'],
    ['四十三二十一', 'digits', '"4321"'],
  ] as const)('%j for a %s is %s', (text, type, expected) => {
    expect(value('zh', type, text)).toBe(expected)
  })
})

describe('a choice', () => {
  const choices = [
    { id: 'window', words: ['by the window', '靠窗'] },
    { id: 'aisle', words: ['the aisle seat', '过道', '靠走道'] },
  ]

  it('gives the id of what was named', () => {
    expect(value('en', 'choice', 'by the window please', { choices })).toBe('"window"')
    expect(value('zh', 'choice', '我要靠窗的', { choices })).toBe('"window"')
    expect(value('zh', 'choice', '靠床的', { choices })).toBe('"window"')
  })

  it('that is being confirmed may be corrected', () => {
    expect(value('en', 'choice', 'no, the aisle', { choices, current: 'window' })).toBe('"aisle"')
    expect(value('en', 'choice', 'yes the window', { choices, current: 'window' })).toBe('affirm')
  })

  it('is none of what was not offered', () => {
    expect(value('en', 'choice', 'i want to speak to a human', { choices })).toBe('key:human')
    expect(value('en', 'choice', 'first class', { choices })).toBe('no-match')
  })
})

describe('what nobody would say', () => {
  const types = ['digits', 'number', 'date', 'dateRange', 'time', 'money', 'phone', 'idNumber', 'plate', 'name', 'address', 'choice', 'text'] as const
  const odd: readonly (readonly [string, string])[] = [
    ['nothing', ''],
    ['blanks', ' \t\n '],
    ['one letter', 'a'],
    ['one character', '的'],
    ['one sign', '?'],
    ['control characters', '\u0000\u0001\u0007\u001b[31m\u202e'],
    ['half a character', '\ud83d'],
    ['ten thousand letters', 'a'.repeat(10_000)],
    ['ten thousand digits', '7'.repeat(10_000)],
    ['ten thousand words', 'three to '.repeat(1_200)],
    ['ten thousand Chinese numerals', '三十到'.repeat(3_400)],
    ['mixed scripts', '三 three ثلاثة три 3️⃣ ३'],
    ['a sign run', '+'.repeat(2_000)],
  ]

  it.each(types.flatMap((type) => odd.map(([name, text]) => [type, name, text] as const)))('at a question for a %s: %s is understood or not, and never fails', (type, _name, text) => {
    for (const language of ['en', 'zh'] as const) {
      const read = value(language, type, text, { choices: [{ id: 'three', words: ['三个', '\u0000', ''] }] })
      expect(read.length).toBeLessThanOrEqual(type === 'text' ? 11_000 : 1_100)
    }
  })

  it('keeps the text around a control character', () => {
    expect(value('en', 'address', 'my address is 4\u0000 Mill\u0007 Lane')).toBe('"4 Mill Lane"')
    expect(value('zh', 'plate', '京\u0000A一二三四五')).toBe('"京A12345"')
  })
})
