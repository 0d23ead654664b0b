import type { VariableValue } from '@callchart/flow'
import type { CallState } from '../call/state.js'
import { asText } from '../call/transcript.js'
import type { ReplayedStep } from './stepped-call.js'

/** What nobody may read of a call: what was heard in sensitive turns, and values of sensitive variables. */
export interface Secrets {
  readonly texts: ReadonlySet<string>
  readonly variables: ReadonlySet<string>
}

const isTelling = (value: VariableValue): boolean => value !== null && value !== '' && typeof value !== 'boolean'

/** Of a call that has run, with every value that a variable has had. */
export function secretsOf({ state, steps }: { readonly state: CallState; readonly steps: readonly ReplayedStep[] }): Secrets {
  const variables = new Set(steps.flatMap(({ ready }) => [...ready.sensitiveVariables]))
  const values = variables.size === 0 ? [] : steps.flatMap(({ ready, snapshot }) => Object.entries(ready.variablesOf(snapshot)).filter(([name]) => variables.has(name)))
  const texts = values.flatMap(([, value]) => (isTelling(value) ? [asText(value)] : []))
  return { texts: new Set([...state.shown.secrets, ...texts]), variables }
}
