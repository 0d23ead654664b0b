import type { Alternative, Expectation, Interpretation } from '@callchart/protocol'
import { expect, it } from 'vitest'
import { compileFlow } from '../compile/compile-flow.js'
import { createFlowMachine } from '../step/machine.js'
import { everyKind, everyKindResources } from '../fixtures/every-kind.js'
import { SimulatedCall } from './simulated-call.js'

/** Scripted understanding: "order or pay" may mean either where the question can ask back; a single word is the intent. */
const interpret = ([best]: readonly Alternative[], expectation: Expectation): Interpretation => {
  const text = best?.text ?? ''
  const base = { text, confidence: 0.4, slots: {}, why: { by: 'classifier', losing: [] } } as const
  const [first = '', second] = text.split(' or ')
  if (second !== undefined && expectation.disambiguates) return { ...base, type: 'ambiguous', intents: [first, second], slotsByIntent: { [first]: { size: 3 } } }
  return expectation.intents.includes(text) ? { ...base, type: 'intent', intent: text } : { ...base, type: 'no-match' }
}

it('asks which of two intents is meant, and goes on with the one that is chosen', () => {
  const call = new SimulatedCall(createFlowMachine(compileFlow(everyKind(), everyKindResources())), { interpret })

  call.says('order or pay')
  expect(call.statePath).toEqual(['main', 'choosing'])
  expect(call.lines.at(-1)).toEqual({ who: 'bot', text: 'ordering or Pay?' })
  expect(call.lines.at(-2)?.interpretation).toMatchObject({ type: 'ambiguous', intents: ['order', 'pay'] })

  call.says('order or pay')
  expect(call.statePath).toEqual(['main', 'choosing'])

  call.says('order')
  expect(call.path.at(-1)).toBe('menu')
  expect(call.variables).toMatchObject({ size: 3, words: 'order or pay' })
})
