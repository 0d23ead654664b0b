import type { VariableSpec } from '../machine/model.js'

/** A variable that an action writes; `cel` is what it is set to, where an expression says it. */
export interface AssignedVariable {
  readonly variable: VariableSpec
  readonly cel?: string
}

interface Action {
  readonly type: string
  readonly params?: unknown
}

/** Actions that name variables and write none, and the one that takes what the call brings along. */
const writingNone = new Set(['startCall', 'takeKept'])

const isSpec = (value: object): value is VariableSpec => 'name' in value && 'kind' in value && typeof value.name === 'string' && typeof value.kind === 'string'

const specsIn = (value: unknown, cel: string | undefined): AssignedVariable[] => {
  if (value === null || typeof value !== 'object') return []
  if (isSpec(value)) return [{ variable: value, ...(cel === undefined ? {} : { cel }) }]
  const own: unknown = Reflect.get(value, 'cel')
  return Object.values(value).flatMap((inner) => specsIn(inner, typeof own === 'string' ? own : undefined))
}

/** Variables that an action of the chart may write. */
export const assignedVariables = ({ type, params }: Action): AssignedVariable[] =>
  type === 'perform' || writingNone.has(type) ? [] : specsIn(params, undefined)
