import type { Behaviour } from '../behaviour.js'

/** Answers in the middle of the prompt, asks for a person, and is soon gone. */
export const impatient: Behaviour = {
  name: 'impatient',
  weights: { answers: 70, misses: 8, 'stays-silent': 2, 'is-ambiguous': 2, 'uses-key-intent': 12, 'asks-elsewhere': 1, 'leaves-message': 3, 'hangs-up': 9, listens: 90 },
  patience: 0.3,
}
