import type { CallEvent, VariableValue } from '../contract/events.js'
import type { FlowContext, IntentName, OpenChoice, VariableSpec } from './model.js'
import { toVariable } from './values.js'

interface ChoiceArgs {
  readonly context: FlowContext
  readonly event: CallEvent
}

/** An intent as it is named to the caller. */
export const nameIn = (name: IntentName, language: string): string =>
  typeof name === 'string' ? name : (Object.hasOwn(name, language) ? name[language] : Object.values(name)[0]) ?? ''

/** What the question back knows beside the variables: the two intents as they are named in the language that is spoken. */
export const choiceScope = ({ choice, language }: FlowContext): { readonly first?: string; readonly second?: string } =>
  choice == null ? {} : { first: nameIn(choice.names[0], language), second: nameIn(choice.names[1], language) }

/** The caller is asked which of two intents is meant: a question of its own, with attempts of its own. */
export const takeChoice = ({ context, event }: ChoiceArgs, { names }: { names: Readonly<Record<string, IntentName>> }): Partial<FlowContext> => {
  if (event.type !== 'utterance.ambiguous') return {}
  const { intents, text, slotsByIntent } = event
  const named = (intent: string): IntentName => (Object.hasOwn(names, intent) ? (names[intent] ?? intent) : intent)
  const choice: OpenChoice = { intents, names: [named(intents[0]), named(intents[1])], text, slotsByIntent }
  return { choice, again: null, attempts: { ...context.attempts, choice: 0 } }
}

interface SaveRule {
  readonly words: VariableSpec | null
  readonly slots: Readonly<Record<string, VariableSpec>>
}

/** Words and slots in the variables that keep them; what does not fit its variable is left out. */
export const keptWords = (text: string | undefined, heard: Readonly<Record<string, unknown>>, { words, slots }: SaveRule): Record<string, VariableValue> => {
  const said = words === null || text === undefined ? [] : [[words, text] as const]
  const slotted = Object.entries(slots).flatMap(([slot, variable]) => (Object.hasOwn(heard, slot) ? [[variable, heard[slot]] as const] : []))
  const fitting = [...said, ...slotted].flatMap(([{ name, kind }, given]) => {
    const value = toVariable(kind, isAmount(given) ? given.amount : given)
    return value === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(fitting)
}

const isAmount = (given: unknown): given is { readonly amount: unknown } => typeof given === 'object' && given !== null && 'amount' in given

/** The words that were ambiguous are those of the caller; the answer only says which intent they meant, and may name more. */
export const saveChosen = ({ context, event }: ChoiceArgs, rule: SaveRule): Partial<FlowContext> => {
  const { choice, variables } = context
  if (choice == null || event.type !== 'utterance.understood') return {}
  const earlier = Object.hasOwn(choice.slotsByIntent, event.intent) ? choice.slotsByIntent[event.intent] : {}
  return { variables: { ...variables, ...keptWords(choice.text, { ...earlier, ...event.slots }, rule) } }
}
