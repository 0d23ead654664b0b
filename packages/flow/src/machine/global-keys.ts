import type { ExpectTemplate, FlowContext } from './model.js'

/** Key intents that may be pressed at a question, by key: all of the flow's but those whose key is an answer to the question itself. */
export const keysHeard = (expect: Pick<ExpectTemplate, 'ownKeys'> | undefined, { keys }: FlowContext['globals']): Readonly<Record<string, string>> => {
  if (expect === undefined || keys === undefined) return {}
  const { ownKeys = '' } = expect
  return Object.fromEntries(Object.entries(keys).filter(([key]) => !ownKeys.includes(key)))
}
