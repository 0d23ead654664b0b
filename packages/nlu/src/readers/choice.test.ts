import { describe, expect, it } from 'vitest'
import { readChoice } from './choice.js'

const sizes = [
  { id: 'small', words: ['little', 'kids size'] },
  { id: 'large', words: ['big', 'family size'] },
  { id: 'extraLarge', words: ['the biggest'] },
]
const accounts = [
  { id: 'checking', words: ['checking account', 'current account'] },
  { id: 'savings', words: ['savings account'] },
  { id: 'creditCard', words: ['visa', 'mastercard'] },
]

describe('a choice', () => {
  it.each([
    ['large', 'large'],
    ['I would like the big one please', 'large'],
    ['a family size', 'large'],
    ['extra large', 'extraLarge'],
    ['the biggest you have', 'extraLarge'],
    ['small no wait large', 'large'],
    ['not the large one, the small one', 'small'],
    ['the small one, not the large one', 'small'],
    ['the second one', 'large'],
    ['option three', 'extraLarge'],
    ['the last one', 'extraLarge'],
    ['number 2', 'large'],
    ['banana', undefined],
    ['', undefined],
    ['i do not know', undefined],
  ])('%j is %s', (text, id) => {
    expect(readChoice(text, sizes)?.value).toBe(id)
  })

  it.each([
    ['checking account', 'checking'],
    ['check in account', 'checking'],
    ['chequing', 'checking'],
    ['savings a count', 'savings'],
    ['my saving account', 'savings'],
    ['credit card', 'creditCard'],
    ['the master card', 'creditCard'],
    ['nothing', undefined],
  ])('%j is %s, whatever the recogniser made of it', (text, id) => {
    expect(readChoice(text, accounts)?.value).toBe(id)
  })

  it('is surer of the very words', () => {
    expect(readChoice('checking account', accounts)?.confidence).toBeGreaterThan(readChoice('check in account', accounts)?.confidence ?? 1)
  })

  const chinese = [
    { id: '大份', words: ['大的'] },
    { id: '小份', words: ['小的', '儿童套餐'] },
    { id: 'credit', words: ['信用卡'] },
    { id: 'debit', words: ['储蓄卡', '借记卡'] },
  ]

  it.each([
    ['大份', '大份'],
    ['我要大的那个', '大份'],
    ['打份', '大份'],
    ['嗯，要小份的吧', '小份'],
    ['信用卡', 'credit'],
    ['新用卡', 'credit'],
    ['心用咖', 'credit'],
    ['借机卡', 'debit'],
    ['不要大份，要小份', '小份'],
    ['是信用卡不是储蓄卡', 'credit'],
    ['儿童逃餐', '小份'],
    ['第二个', '小份'],
    ['最后一个', 'debit'],
    ['不知道', undefined],
    ['。', undefined],
  ])('%j is %s', (text, id) => {
    expect(readChoice(text, chinese)?.value).toBe(id)
  })

  it('has nothing to read without options', () => {
    expect(readChoice('large', [])).toBeUndefined()
  })
})
