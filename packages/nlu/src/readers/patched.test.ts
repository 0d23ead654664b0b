import { describe, expect, it } from 'vitest'
import type { ValueSpec } from '@callchart/protocol'
import { mergedPieces, patchedWritings } from './patched.js'
import { readValue } from './value.js'

describe('a correction of the end', () => {
  it.each([
    ['4155550164', '0169', '4155550169'],
    ['4321', '4322', '4322'],
    ['A771P46', '492', 'A771P492'],
    ['4321', '2', '4322'],
    ['12345678', '99', '12345699'],
    ['', '12', '12'],
  ])('%s, no, %s is %s', (before, again, whole) => {
    expect(patchedWritings(before, again)[0]).toBe(whole)
  })

  it('stands in the middle of what is said', () => {
    const pieces = [{ text: '1101', corrected: false }, { text: '452', corrected: false }, { text: '456', corrected: true }, { text: '2', corrected: false }]

    expect(mergedPieces(pieces, (text) => text.length === 8)).toBe('11014562')
    expect(mergedPieces(pieces, () => false)).toBeUndefined()
  })
})

const base = { now: new Date('2026-03-04T03:00:00Z'), timeZone: 'Asia/Shanghai', bare: true }
const read = (language: string, type: ValueSpec['type'], text: string, spec: Partial<ValueSpec> = {}) => readValue(text, { type, ...spec }, { ...base, language })?.value

describe('what is said again takes the place of what was wrong, the rest stays', () => {
  it.each([
    ['en-US', 'phone', 'four one five five five five two six seven one no sorry two six seven two', '4155552672'],
    ['en-US', 'phone', 'my number is two one two five five five oh one double nine wait no oh one double eight', '2125550188'],
    ['en-US', 'idNumber', 'c d four four seven eight sorry four four seven nine', 'CD4479'],
    ['en-US', 'idNumber', 'that is G H, 20445, and then a K', 'GH20445K'],
    ['en-US', 'plate', 'a b c one two three no one two four', 'ABC124'],
    ['en-US', 'digits', 'four three two one no four three two two', '4322'],
    ['en-US', 'digits', 'nine nine no nine eight seven six', '9876'],
    ['en-US', 'date', 'the fifth of may no the sixth', '2026-05-06'],
    ['en-US', 'date', 'june third sorry the fourth', '2026-06-04'],
    ['en-US', 'dateRange', 'from may second to the fourth no to the fifth', '2026-05-02/2026-05-05'],
    ['zh-CN', 'phone', '幺三八零零幺三八零零零，不对，八零零幺', '13800138001'],
    ['zh-CN', 'digits', '四三二一，不对，四三二二', '4322'],
    ['zh-CN', 'idNumber', '幺幺零幺零五，一九四九幺二三一，零零三，不对，零零二，最后一位是X', '11010519491231002X'],
    ['zh-CN', 'plate', '京A一二三四五，不对，三四六', '京A12346'],
    ['zh-CN', 'date', '五月五号，不对，六号', '2026-05-06'],
    ['zh-CN', 'dateRange', '六月二号到四号，不对，到五号', '2026-06-02/2026-06-05'],
  ] as const)('%s: a %s in %j is %s', (language, type, text, value) => {
    expect(read(language, type, text)).toBe(value)
  })

  it.each([
    ['number', '两米五', 2.5],
    ['number', '四公斤半', 4.5],
    ['number', '三十九度二', 39.2],
    ['number', '两个半月', 2.5],
    ['number', '三天', 3],
  ] as const)('a %s behind its unit: %j', (type, text, value) => {
    expect(read('zh-CN', type, text)).toBe(value)
  })
})
