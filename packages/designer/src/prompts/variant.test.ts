import { expect, it } from 'vitest'
import { asType, plainTextOf, readVariant, ssmlOf, variantsIn, withVariants, writeVariant } from './variant.js'

it('reads what a draft holds, however unfinished, and writes it back', () => {
  for (const value of ['Hello', { ssml: '<speak>Hello</speak>', text: 'Hello' }, { audio: 'sha256:00', text: 'Hello' }]) expect(writeVariant(readVariant(value))).toEqual(value)
  expect(readVariant(null)).toEqual({ type: 'text', text: '' })
  expect(readVariant({ ssml: 7 })).toEqual({ type: 'ssml', ssml: '', text: '' })
  expect(variantsIn({ 'en-US': 'no list' }, 'en-US')).toEqual([])
  expect(variantsIn(undefined, 'en-US')).toEqual([])
})

it('changes one language alone, and takes a prompt away with its last', () => {
  const prompt = { 'en-US': ['Hello'], 'zh-CN': ['您好'] }

  expect(withVariants(prompt, 'zh-CN', [{ type: 'text', text: '早上好' }])).toEqual({ 'en-US': ['Hello'], 'zh-CN': ['早上好'] })
  expect(withVariants(prompt, 'zh-CN', [])).toEqual({ 'en-US': ['Hello'] })
  expect(withVariants({ 'en-US': ['Hello'] }, 'en-US', [])).toBeUndefined()
})

it('turns text into SSML and back, expressions as they are', () => {
  const text = 'Fish & chips < 5 {{ a < b && c ? "x" : "y" }}'

  expect(ssmlOf(text)).toBe('<speak>Fish &amp; chips &lt; 5 {{ a < b && c ? "x" : "y" }}</speak>')
  expect(plainTextOf(ssmlOf(text))).toBe(text)
  expect(plainTextOf('<speak>One<break time="1s"/> <say-as interpret-as="date">2026-01-02</say-as>.</speak>')).toBe('One 2026-01-02 .')
  expect(asType({ type: 'ssml', ssml: '<speak>Hi</speak>', text: '' }, 'text')).toEqual({ type: 'text', text: 'Hi' })
  expect(asType({ type: 'text', text: 'Hi' }, 'ssml')).toEqual({ type: 'ssml', ssml: '<speak>Hi</speak>', text: 'Hi' })
})
