import { expect, it } from 'vitest'
import { soundingExample } from './example-words.js'

it('gives texts of an example values that sound like what they stand for', () => {
  const example = { balance: 5, currency: 'something', doctor: { zh: 'something' }, cards: [{ cardId: 'something' }], note: 'something', answer: 'yes' }

  expect(soundingExample(example, 'zh-CN')).toEqual({ balance: 5, currency: 'CNY', doctor: { zh: '王女士' }, cards: [{ cardId: 'A-1042' }], note: 'something', answer: 'yes' })
  expect(soundingExample(example, 'en-US')).toMatchObject({ currency: 'USD' })
})
