import type { Behaviour } from '../behaviour.js'

/** Does anything: mostly what leads on, so that the whole flow is met. */
export const random: Behaviour = {
  name: 'random',
  weights: { answers: 60, misses: 12, 'stays-silent': 8, 'is-ambiguous': 4, 'uses-key-intent': 6, 'asks-elsewhere': 4, 'leaves-message': 8, 'hangs-up': 3, listens: 95 },
  patience: 0.6,
}
