import { describe, expect, it } from 'vitest'
import { storableText, toJsonb } from './json.js'

describe('JSON for PostgreSQL', () => {
  it('leaves what PostgreSQL takes as it is', () => {
    const value = { text: 'Zürich 😀 \\u0000', list: [1, null, true], nested: { '': 'x' } }

    expect(toJsonb(value)).toBe(JSON.stringify(value))
  })

  it('drops NUL from texts and keys, however deep', () => {
    const stored = JSON.parse(toJsonb({ 'a\u0000': ['b\u0000c', { d: '\u0000' }] })) as unknown

    expect(stored).toEqual({ a: ['bc', { d: '' }] })
  })

  it('replaces half a surrogate pair and keeps whole ones', () => {
    expect(storableText('\ud83d\ude00 \ud83d \ude00')).toBe('\ud83d\ude00 \ufffd \ufffd')
  })

  it('writes undefined as null', () => {
    expect(toJsonb(undefined)).toBe('null')
  })
})
