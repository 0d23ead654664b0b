import type { Behaviour } from '../behaviour.js'

/** Says much that was not asked for, asks in between, corrects, and stays on the line. */
export const talkative: Behaviour = {
  name: 'talkative',
  weights: { answers: 55, misses: 18, 'stays-silent': 1, 'is-ambiguous': 8, 'uses-key-intent': 6, 'asks-elsewhere': 12, 'leaves-message': 10, 'hangs-up': 1, listens: 98 },
  patience: 0.7,
}
