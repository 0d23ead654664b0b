import { describe, expect, it } from 'vitest'
import { english } from '../lexicon/en.js'
import type { Lexicon } from '../lexicon/lexicon.js'
import { joinLists } from '../text/list.js'
import { normaliserOf } from '../text/normalise.js'
import { compileTemplate, findTemplate } from './template.js'

const lexicon: Lexicon = {
  ...english,
  lists: { ...english.lists, take: ['take', 'carry off'], what: ['box', 'big box'], from: ['from', 'out of'], bad: ['rotten'] },
}
const { normalise } = normaliserOf(lexicon)
const found = (template: string, text: string): string | undefined =>
  findTemplate(compileTemplate(template.split(' '), lexicon), normalise(text))

describe('a template', () => {
  it.each([
    ['take what', 'please take big box now', 'take big box'],
    ['take what', 'take the box', undefined],
    ['take ~1 what', 'take the box', 'take the box'],
    ['take ~2 what', 'take the very old box', undefined],
    ['take ~1 what', 'take my box', 'take my box'],
    ['take *1 what', 'take my box', undefined],
    ['take *1 what', 'take that box', 'take that box'],
    ['take what?', 'take it', 'take'],
    ['^ take', 'okay take', 'take'],
    ['^ take', 'they take', undefined],
    ['take $', 'take please', 'take'],
    ['take $', 'take dinner', undefined],
    ['!from take', 'out of take', undefined],
    ['take !bad', 'take rotten', undefined],
    ['take !bad what', 'take box', 'take box'],
    ['take what', 'carry off box', 'carry off box'],
  ])('%j finds in %j %j', (template, text, said) => {
    expect(found(template, text)).toBe(said)
  })
})

describe('joined lists', () => {
  it('refuse two of one name', () => {
    expect(joinLists({ a: ['x'] }, { b: ['y'] })).toEqual({ a: ['x'], b: ['y'] })
    expect(() => joinLists({ a: ['x'] }, { a: ['y'] })).toThrow('"a"')
  })
})
