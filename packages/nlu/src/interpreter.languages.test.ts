import { describe, expect, it } from 'vitest'
import { askerOf, branchOf, sourceOf } from './testing/ask.js'

const both = ['human', 'complaint'] as const

describe('other languages', () => {
  const ask = askerOf(sourceOf({ balance: { phrases: ['查询余额', '我想查一下话费'], keywords: ['余额'] } }, { language: 'zh-CN' }))

  it.each([
    ['查询余额', 'balance'],
    ['帮我查一下话费', 'balance'],
    ['我的余额还有多少', 'balance'],
    ['转人工', 'key:human'],
    ['我要找人工客服', 'key:human'],
    ['我要投诉', 'key:complaint'],
    ['是的', 'affirm'],
    ['不对', 'deny'],
    ['没兴趣', 'refuse'],
    ['不要转人工', 'no-key'],
  ])('understands %j as %s', (text, branch) => {
    const understood = branchOf(ask(text, { intents: ['balance', 'affirm', 'deny', 'refuse'], keyIntents: both }))

    if (branch === 'no-key') expect(understood).not.toMatch(/^key:/)
    else expect(understood).toBe(branch)
  })

  it('works with the flow’s words alone where it has no lexicon', () => {
    const finnish = askerOf(sourceOf({ hours: { phrases: ['milloin olette auki'] } }, { language: 'fi-FI' }))

    expect(branchOf(finnish('Milloin olette auki?'))).toBe('hours')
    expect(branchOf(finnish('agent', { intents: ['affirm'], keyIntents: both }))).toBe('no-match')
  })
})
