import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import type { Interpretation } from '@callchart/protocol'
import { registerSpoolMetrics } from './store/spool/spool-metrics.js'
import { registerBridgeMetrics } from './watch/bridge-meters.js'
import { createMetrics, type MetricSources } from './metrics.js'

const reading = { bytes: 0, usedShare: 0, recordCount: 0, awayMs: 0, spooledTotal: 0, drainedTotal: 0, refusedTotal: 0 }
const idle: MetricSources = { activeCalls: () => 0, queueLengths: () => new Map(), journal: () => ({ waitingCount: 0, lagSeconds: 0 }) }

it('counts utterances that were not understood, and those that might mean either of two intents', async () => {
  const metrics = createMetrics(idle)
  const base = { text: 'my card', confidence: 0.4, slots: {}, why: { by: 'classifier', losing: [] } } as const
  const heard: Interpretation[] = [
    { ...base, type: 'intent', intent: 'block' },
    { ...base, type: 'ambiguous', intents: ['block', 'replace'], slotsByIntent: {} },
    { ...base, type: 'no-match' },
    { ...base, type: 'no-match' },
  ]

  for (const interpretation of heard) metrics.understood(interpretation)

  expect(await metrics.registry.getSingleMetricAsString('callchart_no_match_total')).toMatch(/ 2$/m)
  expect(await metrics.registry.getSingleMetricAsString('callchart_ambiguous_total')).toMatch(/ 1$/m)
})

it('are all in docs/operations.md, and no other is', async () => {
  const page = await readFile(new URL('../../../docs/operations.md', import.meta.url), 'utf8')
  const section = page.split('### App')[1]?.split('\n### ')[0] ?? ''
  const listed = [...section.matchAll(/^\| `(callchart_\w+)` \|/gm)].map(([, name]) => name)

  const { registry } = createMetrics(idle)
  registerSpoolMetrics(registry, { isAway: false, reading: () => reading })
  registerBridgeMetrics(registry, { census: { open: 0, late: 0, draining: 0, room: 0 } })

  const known = (await registry.getMetricsAsJSON()).map(({ name }) => name)

  // Of the process, by the library: the page names them by their beginning.
  expect(listed.sort()).toEqual(known.filter((name) => !/^callchart_(process|nodejs)_/.test(name)).sort())
})

it('tells the wait for a human by queue, and keeps callers out of its labels', async () => {
  const metrics = createMetrics(idle)

  metrics.transferSettled({ target: 'queue', queue: 'cards', outcome: 'connected', waitedMs: 12_000 })
  metrics.transferSettled({ target: 'number', queue: undefined, outcome: 'busy', waitedMs: 900 })
  metrics.callEnded('+15550001')

  expect(await metrics.registry.getSingleMetricAsString('callchart_queue_wait_seconds')).toContain('callchart_queue_wait_seconds_sum{queue="cards",outcome="connected"} 12')
  expect(await metrics.registry.getSingleMetricAsString('callchart_transfers_total')).toContain('{target="number",outcome="busy"} 1')
  expect(await metrics.registry.getSingleMetricAsString('callchart_calls_ended_total')).toContain('{disposition="other"} 1')
})
