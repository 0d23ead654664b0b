import type { FlowProblem } from '../contract/compiled.js'
import { nodeProblem, quoted } from './problem.js'
import type { FlowView } from './view.js'

/** Every variable that a node fills is declared, with a type that can hold what it gets. */
export const checkAssigned = (view: FlowView): FlowProblem[] =>
  view.nodes.flatMap(({ node, parts }) =>
    parts.assigned.flatMap(({ path, variable, types }) => {
      const declared = Object.hasOwn(view.document.variables, variable) ? view.document.variables[variable] : undefined
      if (declared === undefined) {
        return [nodeProblem('FLOW_VARIABLE_UNKNOWN', node, path, `${quoted(node)} fills "${variable}", and the flow declares no such variable.`, `Declare "${variable}", or fill a variable that exists.`)]
      }
      if (types.includes(declared.type)) return []
      return [nodeProblem('FLOW_VARIABLE_TYPE', node, path, `${quoted(node)} fills "${variable}", which is a ${declared.type} and cannot hold it.`, `Make "${variable}" a ${types.join(' or ')}, or fill another variable.`)]
    }),
  )
