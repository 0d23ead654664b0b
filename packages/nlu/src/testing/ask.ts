import type { Alternative, Expectation, Interpretation, UnderstandingSource } from '@callchart/protocol'
import { createInterpreter, trainUnderstanding } from '../index.js'

/** A Wednesday morning in New York. */
export const atNoon = { now: new Date('2026-03-04T17:00:00Z'), timeZone: 'America/New_York' }

export function heard(text: string, confidence = 1): Alternative {
  return { text, confidence, words: [] }
}

/** A source with only what a test is about. */
export function sourceOf(
  intents: Readonly<Record<string, Partial<UnderstandingSource['intents'][number]>>>,
  rest: Partial<UnderstandingSource> = {},
): UnderstandingSource {
  const full = Object.entries(intents).map(([id, intent]) => ({ id, keywords: [], patterns: [], phrases: [], ...intent }))
  return { language: 'en-US', intents: full, keyIntents: {}, ...rest }
}

export interface Asker {
  (text: string, expectation?: Partial<Expectation>): Interpretation
}

/** Asks an interpreter of a source about one text; all its intents are enabled unless the test says which. */
export function askerOf(source: UnderstandingSource): Asker {
  const interpreter = createInterpreter(trainUnderstanding(source))
  return (text, expectation = {}) =>
    interpreter.interpret([heard(text)], { intents: source.intents.map(({ id }) => id), keyIntents: [], ...expectation }, atNoon)
}

/** The branch an interpretation takes, in one word. */
export function branchOf(interpretation: Interpretation): string {
  switch (interpretation.type) {
    case 'intent':
      return interpretation.intent
    case 'key-intent':
      return `key:${interpretation.keyIntent}`
    case 'auxiliary':
      return `aux:${interpretation.intent}`
    case 'value':
      return `value:${JSON.stringify(interpretation.value)}`
    case 'ambiguous':
      return interpretation.intents.join(' or ')
    case 'no-match':
      return 'no-match'
  }
}

export const pizza = sourceOf({
  order: {
    phrases: [
      'I want to order a pizza',
      'place a new order',
      'can I get a large pepperoni',
      'order food for delivery',
      "I'd like a margherita pizza",
    ],
  },
  status: {
    phrases: [
      'where is my order',
      'how long until my pizza arrives',
      'track my delivery',
      'is my food on the way',
      'check the status of an order',
    ],
  },
  cancel: { phrases: ['cancel my order', "I don't want my pizza anymore", 'stop the delivery'], keywords: ['cancel'] },
  hours: { phrases: ['what time do you close', 'when do you open', 'are you open on sundays', 'opening hours'] },
  vegan: { patterns: ['\\b(vegan|plant[- ]based)\\b', '\\bgluten[- ]?free\\b'] },
})

export const travel = sourceOf(
  {
    book: {
      phrases: ['book a flight', 'I need a ticket to Lisbon', 'reserve two seats on a plane', 'talk to an agent about a group booking'],
    },
    change: { phrases: ['change my flight', 'move my booking to another day', 'I want to fly later'] },
    baggage: { phrases: ['my suitcase is missing', 'how many bags can I take', 'lost luggage'], keywords: ['luggage', 'hand baggage'] },
  },
  { keyIntents: { human: ['get me a travel consultant'], complaint: ['your airline ruined my holiday'] } },
)
