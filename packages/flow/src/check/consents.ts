import type { FlowProblem } from '../contract/compiled.js'
import { said, type Said } from '../contract/said.js'
import { typeZh } from './names-zh.js'
import { flowProblem, named, nodeProblem } from './problem.js'
import type { FlowView } from './view.js'

type Report = (code: string, message: Said, wayOut: Said) => FlowProblem

/** A yes that the call has brought: a boolean variable that is false until then. @param asks whoever looks for it */
function consentProblems({ document }: FlowView, variable: string, asks: Said, report: Report): FlowProblem[] {
  const declared = Object.hasOwn(document.variables, variable) ? document.variables[variable] : undefined
  if (declared === undefined)
    return [
      report(
        'FLOW_VARIABLE_UNKNOWN',
        said(
          `${asks.en} looks for consent in "${variable}", and the flow declares no such variable.`,
          `${asks.zh}根据变量“${variable}”判断客户是否同意，但流程中没有声明该变量。`,
        ),
        said(`Declare "${variable}" as a boolean.`, `请将“${variable}”声明为布尔变量。`),
      ),
    ]
  if (declared.type !== 'boolean')
    return [
      report(
        'FLOW_VARIABLE_TYPE',
        said(
          `${asks.en} looks for consent in "${variable}", which is a ${declared.type}.`,
          `${asks.zh}根据变量“${variable}”判断客户是否同意，但该变量是${typeZh[declared.type]}类型。`,
        ),
        said(`Make "${variable}" a boolean, or name another variable.`, `请将“${variable}”改为布尔类型，或改用其他变量。`),
      ),
    ]
  const presumed = report(
    'FLOW_CONSENT_PRESUMED',
    said(
      `${asks.en} takes "${variable}" for consent, and it is true before anybody was asked.`,
      `${asks.zh}根据变量“${variable}”判断客户是否同意，但在询问客户之前它就已经为 true。`,
    ),
    said(`Let "${variable}" begin as false.`, `请将“${variable}”的初始值设为 false。`),
  )
  return declared.initial ? [presumed] : []
}

/** A recording, and the keeping of what was said, begin by a yes of the caller. */
export const checkConsents = (view: FlowView): FlowProblem[] => {
  const { analysisConsent } = view.document.settings
  const ofFlow: Report = (code, message, wayOut) => ({ ...flowProblem(code, message, wayOut), path: 'settings.analysisConsent' })
  return [
    ...(analysisConsent === undefined ? [] : consentProblems(view, analysisConsent, said('The setting "analysisConsent"', '设置项“分析同意”（analysisConsent）'), ofFlow)),
    ...view.nodes.flatMap(({ node, parts }) =>
      parts.consents.flatMap(({ path, variable }) =>
        consentProblems(view, variable, named(node), (code, message, wayOut) => nodeProblem(code, node, path, message, wayOut)),
      ),
    ),
  ]
}
