import { describe, expect, it } from 'vitest'
import type { SlotValue, ValueType } from '@callchart/protocol'
import { askerOf, branchOf, sourceOf } from './testing/ask.js'

const confirming = (type: ValueType, current: SlotValue) => ({ intents: ['affirm', 'deny'], value: { type, current } })

describe('while a value is being confirmed', () => {
  const ask = askerOf(sourceOf({}))

  it.each([
    ['date', '2026-05-12', 'no, the fifteenth', 'value:"2026-05-15"'],
    ['date', '2026-05-12', 'no fifteen', 'value:"2026-05-15"'],
    ['date', '2026-05-12', 'no, in june', 'value:"2026-06-12"'],
    ['date', '2026-05-12', 'no, thursday', 'value:"2026-05-14"'],
    ['date', '2026-05-12', 'no, next thursday', 'value:"2026-03-12"'],
    ['date', '2026-05-12', 'yes, the twelfth', 'affirm'],
    ['date', '2026-05-12', 'no, not the twelfth', 'deny'],
    ['date', '2026-05-12', 'not the twelfth, the thirteenth', 'value:"2026-05-13"'],
    ['date', '2026-05-12', 'no', 'deny'],
    ['date', '2026-05-12', 'yes that is right', 'affirm'],
    ['time', '15:00', 'no, at four', 'value:"16:00"'],
    ['time', '08:30', 'no, in the evening', 'value:"20:30"'],
    ['time', '15:00', 'yes at three', 'affirm'],
    ['number', 6, 'no, five', 'value:5'],
    ['money', 12.5, 'no, twelve fifty five', 'value:{"amount":12.55,"currency":"USD"}'],
    ['money', { amount: 12.5, currency: 'USD' }, 'yes twelve fifty', 'affirm'],
    ['digits', '4321', 'no it is four three two two', 'value:"4322"'],
    ['digits', '4321', 'yes four three two one', 'affirm'],
    ['phone', '4155552671', 'no four one five five five five two six seven two', 'value:"4155552672"'],
  ] as const)('%s %j: %j is %s', (type, current, text, branch) => {
    expect(branchOf(ask(text, confirming(type, current)))).toBe(branch)
  })

  it('a correction without the value being confirmed is read as any other', () => {
    expect(branchOf(ask('no, the fifteenth', { intents: ['affirm', 'deny'], value: { type: 'date' } }))).toBe('value:"2026-03-15"')
  })

  const chinese = askerOf(sourceOf({}, { language: 'zh-CN' }))

  it.each([
    ['date', '2026-05-12', '不，十五号', 'value:"2026-05-15"'],
    ['date', '2026-05-12', '不对，是十五', 'value:"2026-05-15"'],
    ['date', '2026-05-12', '对，十二号', 'affirm'],
    ['date', '2026-05-12', '不是', 'deny'],
    ['time', '15:00', '不，四点', 'value:"16:00"'],
    ['time', '08:30', '不，晚上', 'value:"20:30"'],
    ['number', 3, '不是，四个', 'value:4'],
    ['digits', '4321', '不对，四三二二', 'value:"4322"'],
    ['phone', '13800138000', '不对，幺三八零零一三八零零一', 'value:"13800138001"'],
  ] as const)('%s %j: %j is %s', (type, current, text, branch) => {
    expect(branchOf(chinese(text, confirming(type, current)))).toBe(branch)
  })
})

it.each([
  ['en-US', 'time', 'half past three', 'value:"15:30"'],
  ['en-US', 'phone', 'plus one four one five five five five two six seven one', 'value:"+14155552671"'],
  ['en-US', 'idNumber', 'a b one two three four', 'value:"AB1234"'],
  ['zh-CN', 'idNumber', '幺幺零幺零五幺九四九幺二三幺零零二X', 'value:"11010519491231002X"'],
  ['zh-CN', 'idNumber', '幺幺零幺零五幺九四九幺二三幺零零二幺', 'no-match'],
  ['zh-CN', 'money', '十二块五', 'value:{"amount":12.5,"currency":"CNY"}'],
  ['zh-CN', 'number', 'three', 'value:3'],
  ['zh-CN', 'date', '明天', 'value:"2026-03-05"'],
  ['zh-CN', 'text', '我的自行车坏了', 'value:"我的自行车坏了"'],
] as const)('in %s reads a %s from %j as %s', (language, type, text, branch) => {
  expect(branchOf(askerOf(sourceOf({}, { language }))(text, { value: { type } }))).toBe(branch)
})
