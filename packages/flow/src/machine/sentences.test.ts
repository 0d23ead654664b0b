import { describe, expect, it } from 'vitest'
import { takeSentences } from './sentences.js'

const split = (text: string): readonly string[] => takeSentences(text, true).sentences

describe('sentences', () => {
  it.each([
    ['We are open from nine. Come in! Any time?', ['We are open from nine.', 'Come in!', 'Any time?']],
    ['It costs 3.50 dollars. That is all.', ['It costs 3.50 dollars.', 'That is all.']],
    ['Ask Dr. Smith or Mr. J. Brown. They know.', ['Ask Dr. Smith or Mr. J. Brown.', 'They know.']],
    ['Take papers, e.g. A passport. Then go.', ['Take papers, e.g. A passport.', 'Then go.']],
    ['Open until 5 p.m. on Monday. Closed on Sunday.', ['Open until 5 p.m. on Monday.', 'Closed on Sunday.']],
    ['He said "Stop." Then he left.', ['He said "Stop."', 'Then he left.']],
    ['1. Open the lid. 2. Close it.', ['1. Open the lid.', '2. Close it.']],
    ['Wait... What? Yes.', ['Wait...', 'What?', 'Yes.']],
    ['See example.com for more. Bye.', ['See example.com for more.', 'Bye.']],
    ['我们九点开门。请带身份证！“好的。”还有问题吗？', ['我们九点开门。', '请带身份证！', '“好的。”', '还有问题吗？']],
    ['价格是3.5元。谢谢', ['价格是3.5元。', '谢谢']],
    ['First line\nSecond line', ['First line', 'Second line']],
    ['no stop at all', ['no stop at all']],
    ['', []],
    [' ... !? ', []],
  ])('of %j are %j', (text, sentences) => {
    expect(split(text)).toEqual(sentences)
  })

  it('of a text that grows are taken as soon as they are whole, and are those of the whole text', () => {
    const text = 'It costs 3.50 dollars, e.g. for Dr. No. Pay in 2 days! 我们九点开门。谢谢。 "Fine." Bye'
    for (const size of [1, 2, 3, 7, 50]) {
      const sentences: string[] = []
      let rest = ''
      for (let at = 0; at < text.length; at += size) {
        const taken = takeSentences(rest + text.slice(at, at + size), false)
        sentences.push(...taken.sentences)
        rest = taken.rest
      }
      sentences.push(...takeSentences(rest, true).sentences)
      expect(sentences).toEqual(split(text))
    }
    expect(takeSentences('One is here. Two', false)).toEqual({ sentences: ['One is here.'], rest: 'Two' })
    expect(takeSentences('One is here.', false)).toEqual({ sentences: [], rest: 'One is here.' })
  })

  it('that never end are cut at a pause', () => {
    const long = `${'word '.repeat(40)}, ${'word '.repeat(100)}`
    const [first = '', ...others] = split(long)

    expect(first.endsWith(',')).toBe(true)
    expect(others.every((sentence) => sentence.length <= 400)).toBe(true)
    expect(split('x'.repeat(1_000)).join('')).toHaveLength(1_000)
  })
})
