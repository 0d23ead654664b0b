import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { createMetrics } from './metrics.js'

it('are all in docs/operations.md, each with its labels, and no other is', async () => {
  const page = await readFile(new URL('../../../docs/operations.md', import.meta.url), 'utf8')
  const section = page.split('### Bridge')[1]?.split('\n### ')[0] ?? ''
  const listed = [...section.matchAll(/^\| `(callchart_\w+)` \|/gm)].map(([, name]) => name)

  const known = (await createMetrics().registry.getMetricsAsJSON()).map(({ name }) => name)

  expect(listed.sort()).toEqual(known.sort())
})
