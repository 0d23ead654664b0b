import { keyIntents, type Interpretation, type UnderstandingSource } from '@callchart/protocol'
import type { SimulationOptions } from '../simulate/simulation.js'

type Interpret = SimulationOptions['interpret']

const plain = (words: string): string => words.trim().toLowerCase()

/** Names of a key intent beside the phrases of the flow: `human`, `doNotCall` or `do not call`. */
const namesOf = (keyIntent: string): string[] => [keyIntent.toLowerCase(), keyIntent.replace(/[A-Z]/g, (letter) => ` ${letter}`).toLowerCase()]

const builtIn: Readonly<Record<string, string>> = { yes: 'affirm', no: 'deny' }

/**
 * Understands words that are those of the flow, and guesses nothing: the id, a phrase or a keyword of an intent, `yes` and `no`, the name or a phrase
 * of a key intent. Where a value is asked for, any other words are the value.
 */
export const plainInterpreter = (sources: readonly UnderstandingSource[]): Interpret => (alternatives, expectation, language) => {
  const text = alternatives[0]?.text ?? ''
  const words = plain(text)
  const source = sources.find((each) => each.language === language)
  const base = { text, confidence: 1, slots: {}, why: { by: 'phrase', losing: [] } } as const
  const named = (intent: string): boolean => {
    const { phrases = [], keywords = [] } = source?.intents.find(({ id }) => id === intent) ?? {}
    return builtIn[words] === intent || [intent, ...phrases, ...keywords].some((phrase) => plain(phrase) === words)
  }

  const intent = expectation.intents.find(named)
  if (intent !== undefined) return { ...base, type: 'intent', intent }
  const keyIntent = keyIntents.find((each) => expectation.keyIntents.includes(each) && [...namesOf(each), ...(source?.keyIntents[each] ?? []).map(plain)].includes(words))
  if (keyIntent !== undefined) return { ...base, type: 'key-intent', keyIntent }
  const auxiliary = expectation.auxiliary?.find(named)
  if (auxiliary !== undefined) return { ...base, type: 'auxiliary', intent: auxiliary }
  return restOf(text, expectation.value, base)
}

const restOf = (text: string, value: Parameters<Interpret>[1]['value'], base: Omit<Interpretation & { type: 'no-match' }, 'type'>): Interpretation => {
  if (value === undefined) return { ...base, type: 'no-match', confidence: 0, why: { by: 'nothing', losing: [] } }
  if (value.type !== 'number') return { ...base, type: 'value', value: text }
  const number = Number(text)
  return Number.isNaN(number) ? { ...base, type: 'no-match', confidence: 0, why: { by: 'nothing', losing: [] } } : { ...base, type: 'value', value: number }
}
