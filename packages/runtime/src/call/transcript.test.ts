import { expect, it } from 'vitest'
import { masked } from './transcript.js'

it.each([
  ['You said 4321.', '4321', 'You said ••••.'],
  ['You said 4, 3, 2, 1.', '4321', 'You said ••••.'],
  ['You said 4 3 2 1 and 4321', '4321', 'You said •••• and ••••'],
  ['Press 1 to go on', '1', 'Press 1 to go on'],
  ['Is it Rose Street?', 'rose street', 'Is it ••••?'],
])('%s hides %s', (text, secret, shown) => {
  expect(masked(text, new Set([secret]))).toBe(shown)
})
