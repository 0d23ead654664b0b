import { expect, it } from 'vitest'
import { flowOf } from '../testing/driven-chart.js'
import { compileFlow } from './compile-flow.js'

it('tells the understanding which values an intent is heard with', () => {
  const { manifest } = compileFlow(
    flowOf([], {
      intents: {
        order: { name: 'Order', phrases: { 'en-US': ['order'] }, slots: { size: { type: 'number' }, code: { type: 'digits', minCount: 4, maxCount: 6 } } },
        track: { name: 'Track', phrases: { 'en-US': ['track'] } },
      },
    }),
  )

  expect(manifest.understanding[0]?.intents).toEqual([
    { id: 'order', keywords: [], patterns: [], phrases: ['order'], slots: { size: { type: 'number' }, code: { type: 'digits', minCount: 4, maxCount: 6 } } },
    { id: 'track', keywords: [], patterns: [], phrases: ['track'] },
  ])
})
