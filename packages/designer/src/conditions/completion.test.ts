import { describe, expect, it } from 'vitest'
import { completed, completionsFor, placeAt } from './completion.js'

const names = { balance: 'number', bank: 'string', city: 'string' } as const

describe('a name that is being written', () => {
  it.each([
    ['ba', 2, { from: 0, word: 'ba' }],
    ['balance > ci', 12, { from: 10, word: 'ci' }],
    ['city == "ba', 11, undefined],
    ['city.si', 7, { from: 0, word: 'city.si' }],
    ['city ', 5, undefined],
  ])('is found in %s', (text, caret, place) => {
    expect(placeAt(text, caret, false)).toEqual(place)
  })

  it('stands in braces only where the text is a template', () => {
    expect(placeAt('Hello ba', 8, true)).toBeUndefined()
    expect(placeAt('Hello {{ ba', 11, true)).toEqual({ from: 9, word: 'ba' })
    expect(placeAt('Hello {{ city }} ba', 19, true)).toBeUndefined()
  })

  it('is completed by variables first, then by what is known of the call and functions', () => {
    expect(completionsFor('ba', names).map(({ text }) => text)).toEqual(['balance', 'bank'])
    expect(completionsFor('call', names).map(({ text }) => text)).toContain('call.ani')
    expect(completionsFor('mon', names)).toEqual([{ text: 'money', kind: 'function', detail: 'money' }])
  })

  it('closes the braces of a template that are still open', () => {
    const place = { from: 2, word: '' }

    expect(completed('{{', 2, place, { text: 'city', kind: 'variable', detail: 'string' }, true)).toEqual({ text: '{{ city }}', caret: 7 })
    expect(completed('{{ ci }}', 5, { from: 3, word: 'ci' }, { text: 'city', kind: 'variable', detail: 'string' }, true)).toEqual({ text: '{{ city }}', caret: 7 })
  })
})
