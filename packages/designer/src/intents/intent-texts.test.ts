import { expect, it } from 'vitest'
import { addLines, freshIntentId, idFault, textsIn } from './intent-texts.js'

const limits = { mostCount: 4, mostLength: 20 }

it('adds a pasted list, one a line, and tells what was there already', () => {
  const { texts, added, duplicates, leftOut } = addLines(['check my balance'], '- Check my balance!\n2. how much do I owe\r\n\n•  balance\nHow much do I owe?\nthis line is much too long for it\nx\ny', limits)

  expect(texts).toEqual(['check my balance', 'how much do I owe', 'balance', 'x'])
  expect([added, duplicates, leftOut]).toEqual([3, ['Check my balance!', 'How much do I owe?'], ['this line is much too long for it', 'y']])
})

it('tells patterns apart by every sign', () => {
  expect(addLines(['a+'], 'a*\na+\n- b', { ...limits, isExact: true })).toMatchObject({ texts: ['a+', 'a*', '- b'], duplicates: ['a+'] })
})

it('keeps punctuation-only phrases apart, and numbers that are no bullets', () => {
  expect(addLines([], '?\n!\n3 tickets\n3.5 stars', limits).texts).toEqual(['?', '!', '3 tickets', '3.5 stars'])
})

it('makes an id of a name, whatever its language', () => {
  expect(freshIntentId('Lost or stolen card', new Set())).toBe('lostOrStolenCard')
  expect(freshIntentId('balance', new Set(['balance']))).toBe('balance2')
  expect(freshIntentId('查询余额', new Set(['intent1']))).toBe('intent2')
  expect(freshIntentId('24 hours', new Set())).toBe('intent1')
  expect([idFault('Balance', new Set()), idFault('a b', new Set()), idFault('balance', new Set(['balance'])), idFault('balance', new Set())]).toEqual(['form', 'form', 'taken', undefined])
})

it('reads what a draft holds, however unfinished', () => {
  expect(textsIn({ 'en-US': ['a', 7] }, 'en-US')).toEqual(['a'])
  expect(textsIn(undefined, 'en-US')).toEqual([])
})
