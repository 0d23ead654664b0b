import { expect, it } from 'vitest'
import { heardOf } from './transcript.js'

const words = (tokens: string[], text: string) =>
  heardOf({ text, tokens, timestamps: tokens.map((_, index) => index / 10) }, 2_000).words.map(({ word, startMs, endMs }) => [word, startMs, endMs])

it('times every sign of Chinese, and every word of English, however its tokens are marked', () => {
  expect(words(['你', '好'], '你好')).toEqual([['你', 0, 100], ['好', 100, 2_000]])
  expect(words(['▁HE', 'LLO', '▁YOU'], ' HELLO YOU')).toEqual([['hello', 0, 200], ['you', 200, 2_000]])
  expect(words([' he', 'llo', ' you'], 'hello you')).toEqual([['hello', 0, 200], ['you', 200, 2_000]])
  expect(words(['he@@', 'llo', 'you'], 'hello you')).toEqual([['hello', 0, 200], ['you', 200, 2_000]])
  expect(words(['我', '是', '▁MON', 'DAY', '的'], '我是 MONDAY 的')).toEqual([['我', 0, 100], ['是', 100, 200], ['monday', 200, 400], ['的', 400, 2_000]])
})

it('gives the text alone where the tokens are not its words, or have no times', () => {
  expect(heardOf({ text: '你好', tokens: ['<0xE4>', '<0xBD>'], timestamps: [0, 0.1] }, 500)).toEqual({ text: '你好', words: [], confidence: 0 })
  expect(heardOf({ text: '你好', tokens: ['你', '好'], timestamps: [] }, 500)).toEqual({ text: '你好', words: [], confidence: 0 })
  expect(heardOf({ text: '' }, 500)).toEqual({ text: '', words: [], confidence: 0 })
})

it('is as sure as the model was of its tokens', () => {
  expect(heardOf({ text: '你好', tokens: ['你', '好'], timestamps: [0, 0.1], ys_probs: [Math.log(0.5), Math.log(0.5)] }, 500)).toMatchObject({ confidence: 0.5, words: [{ confidence: 0.5 }, {}] })
  expect(heardOf({ text: 'a', ys_probs: [0.2] }, 500).confidence).toBe(1)
})

it('keeps the case of a text that has one', () => {
  expect(heardOf({ text: 'Call Anna' }, 500).text).toBe('Call Anna')
  expect(heardOf({ text: 'CALL ANNA' }, 500).text).toBe('call anna')
})
