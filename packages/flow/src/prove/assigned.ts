import type { ChartAction } from './chart-states.js'
import { isRecord } from './is-record.js'

const nameOf = (spec: unknown): string[] => (isRecord(spec) && typeof spec.name === 'string' ? [spec.name] : [])
const named = (list: unknown): string[] => (Array.isArray(list) ? list.flatMap((each: unknown) => (isRecord(each) ? nameOf(each.variable) : [])) : [])

/** Variables of a sub-flow that it is given. */
export const inputsOf = ({ params }: ChartAction): string[] => (isRecord(params) ? named(params.inputs) : [])

/** Variables that an action may fill, whatever happens. */
export const assignedBy = ({ type, params }: ChartAction): string[] => {
  if (!isRecord(params)) return []
  switch (type) {
    case 'setVariables':
      return named(params.assign)
    case 'enterSubflow':
      return [...Object.keys(isRecord(params.initial) ? params.initial : {}), ...named(params.inputs)]
    case 'keepValue':
      return nameOf(params.variable)
    case 'saveWords':
    case 'saveChosen':
      return [...nameOf(params.words), ...Object.values(isRecord(params.slots) ? params.slots : {}).flatMap(nameOf)]
    case 'takeAnswer':
      return [...named(params.save), ...nameOf(params.saveStatus), ...Object.keys(isRecord(params.defaults) ? params.defaults : {})]
    default:
      return []
  }
}
