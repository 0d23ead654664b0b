import { expect, it } from 'vitest'
import { parseConduct } from './agent-conduct.js'

it.each([
  ['answer', { does: 'answer' }],
  ['busy', { does: 'busy' }],
  ['decline', { does: 'decline' }],
  ['no-answer', { does: 'no-answer' }],
  ['leave@1500', { does: 'leave', afterMs: 1_500 }],
  ['leave@2s', { does: 'leave', afterMs: 2_000 }],
])('reads what an agent does: %s', (text, conduct) => {
  expect(parseConduct(text)).toEqual(conduct)
})

it.each(['dance', 'leave', 'leave@soon', 'vanish'])('refuses %s and names what there is', (text) => {
  expect(() => parseConduct(text)).toThrow(/leave@|no length of time/)
})
