import { describe, expect, it } from 'vitest'
import { normaliserOf } from '../text/normalise.js'
import { listsOf } from '../match/template.js'
import { lexiconFor } from './lexicon-for.js'

describe.each(['en-US', 'zh-CN'])('the lexicon of %s', (language) => {
  const lexicon = lexiconFor(language)
  const { normalise } = normaliserOf(lexicon)

  it('has every list that its templates name, none of them empty', () => {
    const all = [...Object.values(lexicon.keyIntents), ...Object.values(lexicon.builtIns)]
    const names = all.flatMap(({ templates = [] }) => templates.flatMap(listsOf))

    for (const name of names) expect(lexicon.lists[name]?.length, name).toBeGreaterThan(0)
  })

  it('has no entry without a word', () => {
    const entries = [
      ...Object.values(lexicon.lists).flat(),
      ...Object.values(lexicon.builtIns).flatMap(({ strong, weak, recogniser }) => [...strong, ...weak, ...recogniser]),
      ...lexicon.neutral,
    ]

    for (const entry of entries) expect(normalise(entry).tokens, entry).not.toHaveLength(0)
  })

  it('says no word twice in one list of yes, no and refusal', () => {
    for (const { strong, weak } of Object.values(lexicon.builtIns)) {
      const all = [...strong, ...weak].map((entry) => normalise(entry).padded)
      expect(all.filter((entry, index) => all.indexOf(entry) !== index)).toEqual([])
    }
  })
})

describe('lexiconFor', () => {
  it('goes by the primary language, and gives an empty lexicon where there is none', () => {
    expect(lexiconFor('en_GB')).toBe(lexiconFor('EN'))
    expect(lexiconFor('zh-Hant-TW').language).toBe('zh')
    expect(lexiconFor('tlh').language).toBe('und')
    expect(lexiconFor('').language).toBe('und')
  })
})
