import { dayIn, formatDay, hasOwnReaders, type InterpretOptions, type Interpreter } from '@callchart/nlu'
import type { Alternative, Expectation, IntentSource, Interpretation, ValueType } from '@callchart/protocol'
import type { Recognizers } from './recognizers.js'

export const slotTypesOf = (intents: readonly IntentSource[]): ValueType[] => intents.flatMap(({ slots = {} }) => Object.values(slots).map(({ type }) => type))

/** Types of values that our readers may have missed in an utterance. */
function missedTypes({ type }: Interpretation, { value, intents, auxiliary = [] }: Expectation, language: string, sources: readonly IntentSource[]): ValueType[] {
  if (type === 'key-intent' || hasOwnReaders(language)) return []
  const heard = sources.filter(({ id }) => intents.includes(id) || auxiliary.includes(id))
  return [...(value === undefined ? [] : [value.type]), ...(type === 'intent' || type === 'auxiliary' ? slotTypesOf(heard) : [])]
}

/** The meaning of an utterance by our own readers; once more with the library's, only where those may have missed a value. */
export async function interpretWith(
  recognizers: Recognizers,
  interpreter: Interpreter,
  alternatives: readonly Alternative[],
  expect: Expectation,
  options: InterpretOptions & { readonly language: string; readonly intents: readonly IntentSource[] },
): Promise<Interpretation> {
  const own = interpreter.interpret(alternatives, expect, options)
  const types = missedTypes(own, expect, options.language, options.intents)
  if (types.length === 0) return own
  const today = formatDay(dayIn(options.now, options.timeZone))
  const further = await recognizers.read(alternatives.map(({ text }) => text), options.language, types, today)
  return further === undefined ? own : interpreter.interpret(alternatives, expect, { ...options, further })
}
