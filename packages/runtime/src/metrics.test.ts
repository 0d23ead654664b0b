import { expect, it } from 'vitest'
import type { Interpretation } from '@callchart/protocol'
import { createMetrics } from './metrics.js'

it('counts utterances that were not understood, and those that might mean either of two intents', async () => {
  const metrics = createMetrics({ activeCalls: () => 0, queueLengths: () => new Map(), journal: () => ({ waitingCount: 0, lagSeconds: 0 }) })
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
