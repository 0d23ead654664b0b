import { readFile } from 'node:fs/promises'
import { Registry } from 'prom-client'
import { expect, it } from 'vitest'
import { registerSpoolMetrics } from './spool-metrics.js'

const reading = { bytes: 2_000, usedShare: 0.25, recordCount: 4, awayMs: 1_500, spooledTotal: 10, drainedTotal: 6, refusedTotal: 1 }

it('are all in docs/operations.md, each with what it says of itself', async () => {
  const registry = new Registry()
  registerSpoolMetrics(registry, { isAway: true, reading: () => reading })

  const known = (await registry.getMetricsAsJSON()).map(({ name, help, type }) => `| \`${name}\` |  | ${help} (${String(type)}) |`)
  const page = await readFile(new URL('../../../../../docs/operations.md', import.meta.url), 'utf8')
  const section = page.split('### Without PostgreSQL')[1]?.split('\n### ')[0] ?? ''

  expect(section.split('\n').filter((line) => line.startsWith('| `')).sort()).toEqual(known.sort())
})

it('tell what the spool says when somebody asks, however often', async () => {
  const registry = new Registry()
  registerSpoolMetrics(registry, { isAway: true, reading: () => reading })
  await registry.metrics()

  const text = await registry.metrics()

  for (const line of ['database_away 1', 'database_away_seconds_total 1.5', 'spool_bytes 2000', 'spool_used_ratio 0.25', 'spool_records 4', 'spool_written_total 10', 'spool_drained_total 6', 'spool_refused_total 1'])
    expect(text).toContain(`callchart_${line}\n`)
})
