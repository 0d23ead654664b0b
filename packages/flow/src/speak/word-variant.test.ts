import { expect, it } from 'vitest'
import { wordVariant, type SampleCall } from './word-variant.js'

const sample = (over: Partial<SampleCall> = {}): SampleCall => ({ language: 'en-US', scope: { balance: 12.5, name: 'Li & Co' }, pronunciations: [], ...over })

it('words a text as a call says it', () => {
  const pronunciations = [{ text: 'Nguyen', say: 'win' }]

  expect(wordVariant('You owe {{ money(balance, "USD") }}, Nguyen.', sample({ pronunciations }))).toEqual({
    type: 'text',
    text: 'You owe 12 dollars and 50 cents, Nguyen.',
    spoken: 'You owe 12 dollars and 50 cents, win.',
  })
  expect(wordVariant('您的余额是{{ money(balance, "CNY") }}。', sample({ language: 'zh-CN' }))).toMatchObject({ text: '您的余额是十二元五角。' })
})

it('keeps values from being markup', () => {
  expect(wordVariant({ ssml: '<speak>Hello {{ name }}</speak>', text: 'Hello {{ name }}' }, sample())).toEqual({
    type: 'ssml',
    text: 'Hello Li & Co',
    ssml: '<speak>Hello Li &amp; Co</speak>',
  })
})

it('says what is in uploaded audio', () => {
  expect(wordVariant({ audio: `sha256:${'0'.repeat(64)}`, text: 'Hello' }, sample())).toEqual({ type: 'audio', text: 'Hello', audio: `sha256:${'0'.repeat(64)}` })
})

it('knows the language and the place', () => {
  expect(wordVariant('{{ call.language }} {{ queue.position }}', sample({ scope: { queue: { position: 2 } } }))).toMatchObject({ text: 'en-US 2' })
})

it.each(['{{ balance + }}', '{{ missing }}', '{{ money(name, "USD") }}', '{{ open'])('tells what is wrong with %s', (text) => {
  const worded = wordVariant(text, sample())

  expect(worded.type).toBe('fault')
  expect(worded.type === 'fault' && worded.fault.zh).toMatch(/\p{Script=Han}/u)
})
