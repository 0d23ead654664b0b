import type { FlowProblem } from '../contract/compiled.js'
import { flowProblem, nodeProblem, quoted } from './problem.js'
import type { FlowView } from './view.js'

type Report = (code: string, message: string, wayOut: string) => FlowProblem

/** A yes that the call has brought: a boolean variable that is false until then. @param asks whoever looks for it */
function consentProblems({ document }: FlowView, variable: string, asks: string, report: Report): FlowProblem[] {
  const declared = Object.hasOwn(document.variables, variable) ? document.variables[variable] : undefined
  if (declared === undefined)
    return [report('FLOW_VARIABLE_UNKNOWN', `${asks} looks for consent in "${variable}", and the flow declares no such variable.`, `Declare "${variable}" as a boolean.`)]
  if (declared.type !== 'boolean')
    return [report('FLOW_VARIABLE_TYPE', `${asks} looks for consent in "${variable}", which is a ${declared.type}.`, `Make "${variable}" a boolean, or name another variable.`)]
  return declared.initial
    ? [report('FLOW_CONSENT_PRESUMED', `${asks} takes "${variable}" for consent, and it is true before anybody was asked.`, `Let "${variable}" begin as false.`)]
    : []
}

/** A recording, and the keeping of what was said, begin by a yes of the caller. */
export const checkConsents = (view: FlowView): FlowProblem[] => {
  const { analysisConsent } = view.document.settings
  const ofFlow: Report = (code, message, wayOut) => ({ ...flowProblem(code, message, wayOut), path: 'settings.analysisConsent' })
  return [
    ...(analysisConsent === undefined ? [] : consentProblems(view, analysisConsent, 'The setting "analysisConsent"', ofFlow)),
    ...view.nodes.flatMap(({ node, parts }) =>
      parts.consents.flatMap(({ path, variable }) =>
        consentProblems(view, variable, quoted(node), (code, message, wayOut) => nodeProblem(code, node, path, message, wayOut)),
      ),
    ),
  ]
}
