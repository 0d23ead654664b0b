import type { DigitsEnd, Expectation, Interpretation } from '@callchart/protocol'
import type { TurnEvent } from './events.js'

/** What the meaning of an utterance is to the chart; the same in a real call and in a simulated one. */
export const understoodEvent = (turnId: string, heard: Interpretation): TurnEvent => {
  const { text, confidence } = heard
  switch (heard.type) {
    case 'intent':
      return { type: 'utterance.understood', turnId, text, intent: heard.intent, confidence, slots: heard.slots }
    case 'value':
      return { type: 'value.understood', turnId, text, value: heard.value, confidence }
    case 'key-intent':
      return { type: 'key-intent.heard', turnId, text, keyIntent: heard.keyIntent, confidence }
    case 'auxiliary':
      return { type: 'auxiliary.heard', turnId, text, intent: heard.intent, confidence }
    case 'ambiguous':
      return { type: 'utterance.ambiguous', turnId, text, intents: heard.intents, confidence, slotsByIntent: heard.slotsByIntent }
    case 'no-match':
      return { type: 'utterance.not-understood', turnId, text }
  }
}

/** What keys are to the chart: those of a key intent mean what its words mean; the same in a real call and in a simulated one. */
export const enteredEvent = (turnId: string, digits: string, endedBy: DigitsEnd, { keys = {} }: Pick<Expectation, 'keys'> = {}): TurnEvent => {
  const keyIntent = Object.hasOwn(keys, digits) ? keys[digits] : undefined
  if (keyIntent === undefined) return { type: 'digits.entered', turnId, digits, endedBy }
  return { type: 'key-intent.heard', turnId, text: '', keyIntent, confidence: 1, key: digits }
}
