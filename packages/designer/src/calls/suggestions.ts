import type { UnrecognisedGroup } from '@callchart/protocol'

export interface Suggestion {
  readonly intent: string
  readonly name: string
  /** How near it came; absent where it was not among those that lost. */
  readonly confidence?: number
}

/** Keys 1 to 9. */
const mostSuggested = 9

/** Intents that a group may be added to: those that nearly had it first, best first, then the others as the flow has them. */
export function suggestionsFor({ losing }: Pick<UnrecognisedGroup, 'losing'>, intents: readonly { readonly id: string; readonly name: string }[]): readonly Suggestion[] {
  const names = new Map(intents.map(({ id, name }) => [id, name]))
  // What every flow understands has no phrases of the flow's own.
  const near = losing.flatMap(({ intent, confidence }): Suggestion[] => {
    const name = names.get(intent)
    return name === undefined ? [] : [{ intent, name, confidence }]
  })
  const found = new Set(near.map(({ intent }) => intent))
  return [...near, ...intents.filter(({ id }) => !found.has(id)).map(({ id, name }) => ({ intent: id, name }))]
}

export const keyed = (suggestions: readonly Suggestion[]): readonly Suggestion[] => suggestions.slice(0, mostSuggested)
