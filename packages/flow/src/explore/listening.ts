import type { AnyStateNode } from 'xstate'
import type { FlowSnapshot } from '../contract/compiled.js'
import type { ValueRule } from '../machine/collected.js'

/** States that the call is in, the innermost first. */
export const statesOf = (snapshot: FlowSnapshot): AnyStateNode[] =>
  [...((snapshot as unknown as { _nodes: readonly AnyStateNode[] })._nodes)].sort((left, right) => right.path.length - left.path.length)

interface Named {
  readonly type: string
  readonly params?: unknown
}
const isNamed = (part: unknown): part is Named => part !== null && typeof part === 'object' && 'type' in part

/** Parameters of the guards of this name, on these events, wherever the call is. */
const guardedBy = (snapshot: FlowSnapshot, event: string, guard: string): unknown[] =>
  statesOf(snapshot).flatMap(({ transitions }) =>
    (transitions.get(event) ?? []).flatMap(({ guard: found }) => (isNamed(found) && found.type === guard ? [found.params] : [])),
  )

/** Intents that a branch takes here. */
export const intentsTaken = (snapshot: FlowSnapshot): string[] =>
  guardedBy(snapshot, 'utterance.understood', 'intent').filter((intent): intent is string => typeof intent === 'string')

/** Keys that lead on here, one by one. */
export const digitsTaken = (snapshot: FlowSnapshot): string[] =>
  guardedBy(snapshot, 'digits.entered', 'digit').flatMap((params) => (isDigit(params) ? [params.digit] : []))

const isDigit = (params: unknown): params is { readonly digit: string } => params !== null && typeof params === 'object' && 'digit' in params && typeof params.digit === 'string'

/** How the value that is collected here is read. */
export const ruleOfValue = (snapshot: FlowSnapshot): ValueRule | undefined => {
  const entry = statesOf(snapshot).flatMap(({ states }) => states.checking?.entry ?? []) as readonly unknown[]
  return entry.find((action): action is Named & { params: ValueRule } => isNamed(action) && action.type === 'takeValue')?.params
}

/** The variable that keeps it. */
export const variableOfValue = (snapshot: FlowSnapshot): string | undefined => {
  const actions = statesOf(snapshot).flatMap(({ states }) =>
    [states.checking, states.confirming].flatMap((state) => [...(state?.always ?? []), ...[...(state?.transitions.values() ?? [])].flat()].flatMap((transition) => transition.actions as readonly unknown[])),
  )
  const keep = actions.find((action): action is Named & { params: { variable: { name: string } } } => isNamed(action) && action.type === 'keepValue')
  return keep?.params.variable.name
}
