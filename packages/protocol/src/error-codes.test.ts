import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { errorCodes } from './error-codes.js'

const rows = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8')
  .split('\n')
  .map((line) => /^\| `([A-Z0-9_]+)` \| (.+?) \| (.+?) \|$/.exec(line))
  .filter((match) => match !== null)

it('documents every code once, with its meaning and a way out, and no other code', () => {
  expect(rows.map(([, code, meaning]) => [code, meaning]).sort()).toEqual(Object.entries(errorCodes).sort())
  for (const [, code, , wayOut] of rows) expect(wayOut?.length, code).toBeGreaterThan(10)
})
