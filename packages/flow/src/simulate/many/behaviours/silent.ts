import type { Behaviour } from '../behaviour.js'

/** Says nothing more often than not, presses a key rather than to speak, and waits. */
export const silent: Behaviour = {
  name: 'silent',
  weights: { answers: 30, misses: 3, 'stays-silent': 60, 'is-ambiguous': 1, 'uses-key-intent': 1, 'leaves-message': 1, 'hangs-up': 3, listens: 97 },
  patience: 1,
}
