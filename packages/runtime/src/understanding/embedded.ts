import type { Interpreter } from '@callchart/nlu'
import type { Understander } from './understander.js'

/** The version's own model: it needs nobody, and answers at once. */
export const createEmbeddedUnderstander = (interpreter: Interpreter): Understander => ({
  name: 'embedded',
  understand: async (alternatives, expectation, { now, timeZone }) => interpreter.interpret(alternatives, expectation, { now, timeZone }),
})
