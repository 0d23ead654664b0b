import { expect, it } from 'vitest'
import { readJson } from './read-json.js'

it.each([
  ['half a character', '{"name":"Half \\ud83d a smile","list":["\\ude00"]}', { name: 'Half \ufffd a smile', list: ['\ufffd'] }],
  ['a whole one', '{"name":"\\ud83d\\ude00"}', { name: '\u{1f600}' }],
  ['what only looks like one', '"\\\\ud83d"', '\\ud83d'],
])('reads %s as text that can be stored', (_what, text, json) => {
  expect(readJson(text)).toEqual({ json })
})

it('says in both languages where it went wrong', () => {
  expect(readJson('{"a": 1,}')).toMatchObject({ fault: { zh: expect.stringContaining('第 1 行') as string } })
})
