import { describe, expect, it } from 'vitest'
import { keyed, suggestionsFor } from './suggestions.js'

const intents = [
  { id: 'hours', name: 'Opening hours' },
  { id: 'balance', name: 'Balance' },
  { id: 'lost', name: 'Lost card' },
]

describe('suggested intents', () => {
  it('begin with those that nearly had it, best first', () => {
    const losing = [
      { intent: 'balance', confidence: 0.4 },
      { intent: 'affirm', confidence: 0.3 },
      { intent: 'lost', confidence: 0.1 },
    ]

    expect(suggestionsFor({ losing }, intents)).toEqual([
      { intent: 'balance', name: 'Balance', confidence: 0.4 },
      { intent: 'lost', name: 'Lost card', confidence: 0.1 },
      { intent: 'hours', name: 'Opening hours' },
    ])
  })

  it('have keys up to nine', () => {
    const many = Array.from({ length: 12 }, (_, index) => ({ id: `i${index}`, name: `I${index}` }))

    expect(keyed(suggestionsFor({ losing: [] }, many))).toHaveLength(9)
  })
})
