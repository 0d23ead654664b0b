import { describe, expect, it } from 'vitest'
import { lexiconFor } from '../lexicon/lexicon-for.js'
import { normaliserOf } from '../text/normalise.js'
import { humanSignsOf } from './human-signs.js'

const lexicon = lexiconFor('en-US')
const { normalise } = normaliserOf(lexicon)
const findIn = (text: string): string | undefined => humanSignsOf(lexicon).find(normalise(text).tokens)

describe('signs of a wish for a human', () => {
  it.each([
    ['honestly this one needs a human', 'human'],
    ['surely there is some real person i might explain it to', 'person'],
    ['could an expert talk me through the form', 'expert'],
    ['we will hold until the next available operator is there', 'operator'],
    ['right representative', 'representative'],
    ['get me anyone who knows', 'anyone'],
    ['i need somebody to help', 'somebody'],
    ['is there a living soul to chat with', 'soul'],
  ])('are seen in %j', (text, word) => {
    expect(findIn(text)).toBe(word)
  })

  it.each([
    'are you human',
    'is this a real person',
    'my agent told me to call',
    'i spoke to a representative yesterday',
    'i am a manager at the shop',
    'human resources please',
    'book a table for two people',
    'i do not want to speak to an agent',
    'the person at the counter',
    'put some music on',
    '',
  ])('are not seen in %j', (text) => {
    expect(findIn(text)).toBeUndefined()
  })

  it('are known for English alone', () => {
    expect(humanSignsOf(lexiconFor('zh-CN')).find(['human'])).toBeUndefined()
    expect(humanSignsOf(lexiconFor('xx')).find(['human'])).toBeUndefined()
  })
})
