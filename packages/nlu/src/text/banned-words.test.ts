import { describe, expect, it } from 'vitest'
import { createBannedWordCheck } from './banned-words.js'

const check = createBannedWordCheck({ words: ['refund', 'free of charge', '保证', '百分之百 赔付'], patterns: ['guarantee[ds]?', '\\b\\d{16}\\b'] })

describe('a check of banned words', () => {
  it.each([
    ['You get a Refund, today.', 'refund'],
    ['The REFUND’s on its way.', 'refund'],
    ['It is free – of charge!', 'free of charge'],
    ['ｒｅｆｕｎｄ', 'refund'],
    ['You get a re\u200bfund.', 'refund'],
    ['我们保证您满意。', '保证'],
    ['我们百分之百赔付', '百分之百 赔付'],
    ['That is GUARANTEED.', 'guarantee[ds]?'],
    ['Your card 4111111111111111 is fine.', '\\b\\d{16}\\b'],
    [`${'word '.repeat(2_000)}refund`, 'refund'],
  ])('finds what no text may hold: %s', (text, banned) => {
    expect(check(text)).toBe(banned)
  })

  it.each(['', 'Refunding takes a week.', 'It is free, of a charge.', '保 管 证 明', 'Your card 4111 is fine.'])('lets the rest through: %s', (text) => {
    expect(check(text)).toBeUndefined()
  })

  it('takes linear time, whatever the pattern', () => {
    const hostile = createBannedWordCheck({ words: [], patterns: ['(a+)+$'] })

    expect(hostile(`${'a'.repeat(5_000)}!`)).toBeUndefined()
  })

  it('refuses a pattern that RE2 does not know, and names it', () => {
    expect(() => createBannedWordCheck({ words: [], patterns: ['(?=x)'] })).toThrow(expect.objectContaining({ code: 'NLU_BAD_PATTERN', message: expect.stringContaining('(?=x)') as string }))
  })

  it('bans nothing where nothing is banned', () => {
    expect(createBannedWordCheck({ words: ['…'], patterns: [] })('anything … at all')).toBeUndefined()
  })
})
