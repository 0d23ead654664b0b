import { expect, it } from 'vitest'
import { digitGrammar, streamingConfig } from './recognition-config.js'

it('expects digits in the words of the language', () => {
  expect(digitGrammar('en-US', { minCount: 4, maxCount: 4 })[0]).toContain('$digit = zero | oh | one |')
  expect(digitGrammar('zh-CN', { minCount: 2, maxCount: 6 })[0]).toMatch(/language zh-CN;[^]*零 \| 一 \| 幺[^]*\$digit<2-6>;/)
  expect(digitGrammar('cmn-Hans-CN', { minCount: 4, maxCount: 4 })).toHaveLength(1)
})

it('sends no grammar in a language whose digits it does not know', () => {
  expect(digitGrammar('fr-FR', { minCount: 4, maxCount: 4 })).toEqual([])
  expect(JSON.stringify(streamingConfig({ language: 'fr-FR', phrases: [], spokenDigits: { minCount: 4, maxCount: 4 }, startMs: 0 }))).not.toContain('adaptation')
})
