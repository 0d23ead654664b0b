/** Keys under which XState takes one thing as well as a list of them. */
const listKeys = new Set(['entry', 'exit', 'actions', 'always'])

const compactList = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value)

/**
 * Writes a state as short as XState reads it: a list of one is that one. What actions and guards are given stays as it is.
 * A large flow is thousands of such lists.
 */
export const compactState = (state: unknown): unknown => {
  if (Array.isArray(state)) return state.map(compactState)
  if (state === null || typeof state !== 'object') return state
  return Object.fromEntries(
    Object.entries(state).map(([key, value]) => {
      if (key === 'params' || key === 'meta') return [key, value]
      if (key === 'on') return [key, Object.fromEntries(Object.entries(value as object).map(([type, list]) => [type, compactList(compactState(list))]))]
      return [key, listKeys.has(key) ? compactList(compactState(value)) : compactState(value)]
    }),
  )
}
