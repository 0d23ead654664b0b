import { expressionFault, type ExpressionType } from '../cel/check-expression.js'
import { ExpressionProblem, namesIn } from '../cel/normalise.js'
import type { FlowProblem } from '../contract/compiled.js'
import { said, type Said } from '../contract/said.js'
import type { FlowDocument } from '../document/schema.js'
import { findSubflow } from '../identity/version.js'
import { siteProblem } from '../library/subflows.js'
import type { NodeOf } from '../nodes/schemas.js'
import type { FlowResources } from '../resources.js'
import { brokenExpression } from './expressions.js'
import { named, nodeProblem, quoted, quotedZh, warning } from './problem.js'
import { checkSubflowLanguages } from './subflow-languages.js'
import type { FlowView } from './view.js'

type Site = NodeOf<'subflow'>

interface Pair {
  readonly site: Site
  readonly caller: FlowDocument
  readonly subflow: FlowDocument
  readonly resources: FlowResources
}

const variablesOf = ({ variables }: FlowDocument): Record<string, ExpressionType> =>
  Object.fromEntries(Object.entries(variables).map(([name, { type }]) => [name, type]))

const variableIn = ({ variables }: FlowDocument, name: string) => (Object.hasOwn(variables, name) ? variables[name] : undefined)

const ignoredIn = ({ keyIntents, auxiliary, onHangup, dnis }: FlowDocument): Said[] => [
  ...(Object.values(keyIntents).some((key) => key?.enabled === true) ? [said('key intents', '关键意图')] : []),
  ...(auxiliary.length > 0 ? [said('global questions', '全局问题')] : []),
  ...(onHangup === undefined ? [] : [said('a branch after the call', '挂机后分支')]),
  ...(dnis.length > 0 ? [said('dialled numbers', '被叫号码')] : []),
]

/** Everything global is the main flow's. */
const checkIgnored = ({ site, subflow }: Pair): FlowProblem[] => {
  const ignored = ignoredIn(subflow)
  if (ignored.length === 0) return []
  const message = said(
    `The sub-flow "${subflow.id}" has ${ignored.map(({ en }) => en).join(' and ')} of its own, which do not hold where ${quoted(site)} runs it.`,
    `子流程“${subflow.id}”自带${ignored.map(({ zh }) => zh).join('、')}，由${quotedZh(site)}运行时不会生效。`,
  )
  return [warning(nodeProblem('FLOW_SUBFLOW_IGNORED', site, 'flow', message, said('Put them into the main flow.', '请在主流程中设置。'), { flow: subflow.id }))]
}

const mistyped = (site: Site, path: string, source: string, reason: Said): FlowProblem =>
  nodeProblem('FLOW_EXPRESSION_INVALID', site, path, ...brokenExpression(source, named(site), reason), { expression: source, reason: said(reason.en, reason.zh) })

const checkInputs = ({ site, caller, subflow }: Pair): FlowProblem[] => {
  const seen = variablesOf(caller)
  return Object.entries(site.inputs).flatMap(([name, source]) => {
    const variable = variableIn(subflow, name)
    const path = `inputs.${name}`
    if (variable === undefined)
      return [
        nodeProblem(
          'FLOW_VARIABLE_UNKNOWN',
          site,
          path,
          said(
            `${quoted(site)} fills "${name}" of the sub-flow "${subflow.id}", which declares no such variable.`,
            `${quotedZh(site)}为子流程“${subflow.id}”的变量“${name}”赋值，但该子流程没有声明该变量。`,
          ),
          said(`Declare "${name}" in the sub-flow, or fill a variable that exists.`, `请在子流程中声明“${name}”，或改为给已有的变量赋值。`),
          { variable: name, flow: subflow.id },
        ),
      ]
    // What cannot be read at all is found among the expressions of all nodes.
    const reason = expressionFault(source, seen) === undefined ? expressionFault(source, seen, variable.type) : undefined
    return reason === undefined ? [] : [mistyped(site, path, source, reason)]
  })
}

const checkOutputs = ({ site, caller, subflow }: Pair): FlowProblem[] => {
  const seen = variablesOf(subflow)
  return Object.entries(site.outputs).flatMap(([name, source]) => {
    const reason = expressionFault(source, seen, variableIn(caller, name)?.type ?? 'any')
    return reason === undefined ? [] : [mistyped(site, `outputs.${name}`, source, reason)]
  })
}

const namesOf = (source: string): readonly string[] => {
  try {
    return [...namesIn(source)]
  } catch (error) {
    if (error instanceof ExpressionProblem) return []
    throw error
  }
}

/** What is hidden in one flow stays hidden in the other. */
const exposed = (site: Site, part: 'inputs' | 'outputs', from: FlowDocument, to: FlowDocument): FlowProblem[] =>
  Object.entries(site[part]).flatMap(([name, source]) => {
    const secret = namesOf(source).find((used) => variableIn(from, used)?.sensitive === true)
    const target = variableIn(to, name)
    if (secret === undefined || target === undefined || target.sensitive) return []
    const message = said(
      `${quoted(site)} puts the sensitive "${secret}" of "${from.id}" into "${name}" of "${to.id}", which is shown to everybody.`,
      `${quotedZh(site)}将“${from.id}”的敏感变量“${secret}”传给“${to.id}”的“${name}”，后者对所有人可见。`,
    )
    return [warning(nodeProblem('FLOW_SENSITIVE_EXPOSED', site, `${part}.${name}`, message, said(`Mark "${name}" as sensitive.`, `请将“${name}”设为敏感变量。`), { variable: name, flow: to.id, secret }))]
  })

const checkPair = (pair: Pair): FlowProblem[] => [
  ...checkSubflowLanguages(pair.site, pair.caller, pair.subflow, pair.resources),
  ...checkIgnored(pair),
  ...checkInputs(pair),
  ...checkOutputs(pair),
  ...exposed(pair.site, 'inputs', pair.caller, pair.subflow),
  ...exposed(pair.site, 'outputs', pair.subflow, pair.caller),
]

/** Errors of the sub-flow itself, told by its first. */
const checkItself = (site: Site, subflow: FlowDocument, problemsOf: (document: FlowDocument) => readonly FlowProblem[]): FlowProblem[] => {
  const errors = problemsOf(subflow).filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (first === undefined) return []
  const message = said(
    `The sub-flow "${subflow.id}" that ${quoted(site)} runs has ${errors.length} error${errors.length === 1 ? '' : 's'}: ${first.message}`,
    `${quotedZh(site)}运行的子流程“${subflow.id}”有 ${errors.length} 个错误：${first.zh.message}`,
  )
  return [nodeProblem('FLOW_SUBFLOW_INVALID', site, 'flow', message, said('Correct the sub-flow first.', '请先修正该子流程。'), { flow: subflow.id, errorCount: errors.length })]
}

/**
 * Every sub-flow is there, good in itself, and fits where it is run.
 * @param problemsOf checks a document as a flow of its own
 */
export const checkSubflows = (view: FlowView, problemsOf: (document: FlowDocument) => readonly FlowProblem[]): FlowProblem[] =>
  view.nodes.flatMap(({ node }) => {
    if (node.kind !== 'subflow') return []
    const problem = siteProblem(view.document, node, view.resources)
    if (problem !== undefined) {
      const { message, zh } = problem
      return [{ ...problem, nodeId: node.id, path: problem.code === 'FLOW_SUBFLOW_VERSION' ? 'version' : 'flow', message: `${quoted(node)}: ${message}`, zh: { ...zh, message: `${quotedZh(node)}：${zh.message}` } }]
    }
    const subflow = findSubflow(node, view.resources)
    if (subflow === undefined) return []
    return [...checkItself(node, subflow, problemsOf), ...checkPair({ site: node, caller: view.document, subflow, resources: view.resources })]
  })
