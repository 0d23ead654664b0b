import type { FlowProblem } from '../contract/compiled.js'
import { nodeProblem, quoted } from './problem.js'
import type { FlowView } from './view.js'

/** A recording starts by a yes that the call has brought: by a boolean variable that is false until then. */
export const checkConsents = (view: FlowView): FlowProblem[] =>
  view.nodes.flatMap(({ node, parts }) =>
    parts.consents.flatMap(({ path, variable }) => {
      const declared = Object.hasOwn(view.document.variables, variable) ? view.document.variables[variable] : undefined
      if (declared === undefined)
        return [
          nodeProblem('FLOW_VARIABLE_UNKNOWN', node, path, `${quoted(node)} looks for consent in "${variable}", and the flow declares no such variable.`, `Declare "${variable}" as a boolean.`),
        ]
      if (declared.type !== 'boolean')
        return [
          nodeProblem('FLOW_VARIABLE_TYPE', node, path, `${quoted(node)} looks for consent in "${variable}", which is a ${declared.type}.`, `Make "${variable}" a boolean, or name another variable.`),
        ]
      return declared.initial
        ? [nodeProblem('FLOW_CONSENT_PRESUMED', node, path, `${quoted(node)} takes "${variable}" for consent, and it is true before anybody was asked.`, `Let "${variable}" begin as false.`)]
        : []
    }),
  )
