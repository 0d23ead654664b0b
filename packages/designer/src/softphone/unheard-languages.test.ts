import { expect, it } from 'vitest'
import { unheardOf } from './unheard-languages.js'

it('names the languages of a flow that nothing hears, by their primary part', () => {
  expect(unheardOf(['en-US', 'zh-CN'], [{ language: 'en', freely: false }])).toEqual(['zh-CN'])
})

it('names none where nobody knows', () => {
  expect(unheardOf(['zh-CN'], undefined)).toEqual([])
})
