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

const phrasesTold = (phrases: readonly string[], phraseLimit?: number): unknown =>
  (streamingConfig({ language: 'en-US', phrases, startMs: 0 }, phraseLimit) as { streamingConfig: { config: { speechContexts: { phrases: string[] }[] } } }).streamingConfig.config
    .speechContexts[0]?.phrases

it('tells an engine no more phrases than it takes, the first of them', () => {
  const phrases = Array.from({ length: 600 }, (_, index) => `phrase ${index}`)

  expect(phrasesTold(phrases)).toEqual(phrases.slice(0, 500))
  expect(phrasesTold(phrases, 24)).toEqual(phrases.slice(0, 24))
  expect(phrasesTold(phrases.slice(0, 3), 24)).toEqual(phrases.slice(0, 3))
})

it('leaves out a phrase that is too long for a hint', () => {
  expect(phrasesTold(['yes', 'a'.repeat(101), 'no'])).toEqual(['yes', 'no'])
})
