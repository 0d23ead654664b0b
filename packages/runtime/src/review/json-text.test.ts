import { describe, expect, it } from 'vitest'
import { textWithPhrase } from './phrase-file.js'

const added = { intent: 'wish', language: 'en', phrase: 'say "no"' }
const wishOf = (text: string): unknown => (JSON.parse(text) as { intents: { wish: { phrases: unknown } } }).intents.wish.phrases

describe('a phrase put into the text of a flow file', () => {
  it.each<[string, string, string]>([
    ['behind others on one line', '{"intents":{"wish":{"phrases":{"en":["a", "b"]}}}}', '["a", "b", "say \\"no\\""]'],
    ['behind others without blanks', '{"intents":{"wish":{"phrases":{"en":["a","b"]}}}}', '["a","b","say \\"no\\""]'],
    ['behind others on lines of their own', '{"intents":{"wish":{"phrases":{"en":[\n  "a",\n  "b"\n]}}}}', '[\n  "a",\n  "b",\n  "say \\"no\\""\n]'],
    ['behind a single one on its own line', '{"intents":{"wish":{"phrases":{"en":[\n  "a"\n]}}}}', '[\n  "a",\n  "say \\"no\\""\n]'],
    ['into an empty list', '{"intents":{"wish":{"phrases":{"en":[]}}}}', '{"en":["say \\"no\\""]}'],
    ['in a language that has none', '{"intents":{"wish":{"phrases":{ "zh": ["一"] }}}}', '{ "zh": ["一"], "en": ["say \\"no\\""] }'],
    ['where no language has any', '{"intents":{"wish":{"phrases":{}}}}', '{ "en": ["say \\"no\\""] }'],
    ['where there is no list of them', '{"intents":{"wish":{\n  "name": "W",\n  "keywords": {}\n}}}', '"keywords": {},\n  "phrases": { "en": ["say \\"no\\""] }\n}'],
  ])('stands %s', (_, text, expected) => {
    const next = textWithPhrase(text, added)

    expect(next).toContain(expected)
    expect(wishOf(next)).toMatchObject({ en: expect.arrayContaining(['say "no"']) as unknown })
  })

  it('changes nothing else, whatever the text holds', () => {
    const text = `{ "a": "\\"intents\\": {]", "n": [-1.5e3, true, null, {}],\r\n\t"intents": { "other": {"phrases":{"en":["wish"]}}, "wish" : { "phrases" : {"en" : [ "a\\\\" , "ü" ] } } } }`

    const next = textWithPhrase(text, added)

    expect(next).toBe(text.replace('"ü" ]', '"ü" , "say \\"no\\"" ]'))
    expect(wishOf(next)).toEqual({ en: ['a\\', 'ü', 'say "no"'] })
  })

  it('leaves a text without the intent as it is', () => {
    expect(textWithPhrase('{"intents":{}}', added)).toBe('{"intents":{}}')
    expect(textWithPhrase('{}', added)).toBe('{}')
  })
})
