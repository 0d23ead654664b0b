import type { FlowProblem } from '../contract/compiled.js'
import type { FactsOf } from '../contract/problem-facts.js'
import { said, type Said } from '../contract/said.js'
import { field } from './field-labels.js'
import { typesNamed } from './names.js'
import { flowProblem, named, nodeProblem } from './problem.js'
import type { FlowView } from './view.js'

type Report = <Code extends string>(code: Code, message: Said, wayOut: Said, ...facts: FactsOf<Code>) => FlowProblem

const yesNo = typesNamed('boolean')

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
        said(`Declare "${variable}" as a variable of the type "${yesNo.en}".`, `请声明“${yesNo.zh}”类型的变量“${variable}”。`),
        { variable },
      ),
    ]
  if (declared.type !== 'boolean')
    return [
      report(
        'FLOW_VARIABLE_TYPE',
        said(
          `${asks.en} looks for consent in "${variable}", which is of the type "${typesNamed(declared.type).en}".`,
          `${asks.zh}根据变量“${variable}”判断客户是否同意，但该变量是“${typesNamed(declared.type).zh}”类型。`,
        ),
        said(`Change the type of "${variable}" to ${yesNo.en}, or choose another variable.`, `请将“${variable}”的类型改为${yesNo.zh}，或改用其他变量。`),
        { variable, type: declared.type, fitting: ['boolean'] },
      ),
    ]
  const presumed = report(
    'FLOW_CONSENT_PRESUMED',
    said(
      `${asks.en} takes "${variable}" for consent, and it is "yes" before anybody was asked.`,
      `${asks.zh}根据变量“${variable}”判断客户是否同意，但在询问客户之前它就已经为“是”。`,
    ),
    said(`Let "${variable}" start as "no".`, `请将“${variable}”的初始值设为“否”。`),
    { variable },
  )
  return declared.initial ? [presumed] : []
}

/** A recording, and the keeping of what was said, begin by a yes of the caller. */
export const checkConsents = (view: FlowView): FlowProblem[] => {
  const { analysisConsent } = view.document.settings
  const ofFlow: Report = (code, message, wayOut, ...facts) => ({ ...flowProblem(code, message, wayOut, ...facts), path: 'settings.analysisConsent' })
  return [
    ...(analysisConsent === undefined ? [] : consentProblems(view, analysisConsent, said(`The setting ${field('flow.settings.analysisConsent').en}`, `流程设置${field('flow.settings.analysisConsent').zh}`), ofFlow)),
    ...view.nodes.flatMap(({ node, parts }) =>
      parts.consents.flatMap(({ path, variable }) =>
        consentProblems(view, variable, named(node), (code, message, wayOut, ...facts) => nodeProblem(code, node, path, message, wayOut, ...facts)),
      ),
    ),
  ]
}
