import type { AnyStateNode } from 'xstate'
import type { FlowSnapshot } from '../contract/compiled.js'
import type { ValueRule } from '../machine/collected.js'

/** The innermost state that the call is in. */
export const leafOfCall = (snapshot: FlowSnapshot): AnyStateNode | undefined => {
  let leaf: AnyStateNode | undefined
  for (const state of (snapshot as unknown as { _nodes: readonly AnyStateNode[] })._nodes) if (leaf === undefined || state.path.length > leaf.path.length) leaf = state
  return leaf
}

/** The state and those around it, the innermost first. */
const statesAround = (leaf: AnyStateNode): AnyStateNode[] => [leaf, ...(leaf.parent === undefined ? [] : statesAround(leaf.parent))]

/** What is read off the chart where a call is; read once for each state. */
const ofState = <Found>(read: (states: readonly AnyStateNode[]) => Found): ((snapshot: FlowSnapshot) => Found) => {
  const known = new WeakMap<AnyStateNode, { readonly found: Found }>()
  return (snapshot) => {
    const leaf = leafOfCall(snapshot)
    const before = leaf === undefined ? undefined : known.get(leaf)
    if (before !== undefined) return before.found
    const found = read(leaf === undefined ? [] : statesAround(leaf))
    if (leaf !== undefined) known.set(leaf, { found })
    return found
  }
}

interface Named {
  readonly type: string
  readonly params?: unknown
}
const isNamed = (part: unknown): part is Named => part !== null && typeof part === 'object' && 'type' in part

/** Parameters of the guards of this name, on these events. */
const guardedBy = (states: readonly AnyStateNode[], event: string, guard: string): unknown[] =>
  states.flatMap(({ transitions }) =>
    (transitions.get(event) ?? []).flatMap(({ guard: found }) => (isNamed(found) && found.type === guard ? [found.params] : [])),
  )

/** Intents that a branch takes here. */
export const intentsTaken = ofState((states): readonly string[] =>
  guardedBy(states, 'utterance.understood', 'intent').filter((intent): intent is string => typeof intent === 'string'),
)

/** Keys that lead on here, one by one. */
export const digitsTaken = ofState((states): readonly string[] => guardedBy(states, 'digits.entered', 'digit').flatMap((params) => (isDigit(params) ? [params.digit] : [])))

const isDigit = (params: unknown): params is { readonly digit: string } => params !== null && typeof params === 'object' && 'digit' in params && typeof params.digit === 'string'

/** How the value that is collected here is read. */
export const ruleOfValue = ofState((states): ValueRule | undefined => {
  const entry = states.flatMap((state) => state.states.checking?.entry ?? []) as readonly unknown[]
  return entry.find((action): action is Named & { params: ValueRule } => isNamed(action) && action.type === 'takeValue')?.params
})

/** The variable that keeps it. */
export const variableOfValue = ofState((states): string | undefined => {
  const actions = states.flatMap((outer) =>
    [outer.states.checking, outer.states.confirming].flatMap((state) => [...(state?.always ?? []), ...[...(state?.transitions.values() ?? [])].flat()].flatMap((transition) => transition.actions as readonly unknown[])),
  )
  const keep = actions.find((action): action is Named & { params: { variable: { name: string } } } => isNamed(action) && action.type === 'keepValue')
  return keep?.params.variable.name
})
