import { checkExpression, type ExpressionType } from '../cel/check-expression.js'
import { ExpressionProblem, namesIn } from '../cel/normalise.js'
import type { FlowProblem } from '../contract/compiled.js'
import type { FlowDocument } from '../document/schema.js'
import { findSubflow } from '../identity/version.js'
import { siteProblem } from '../library/subflows.js'
import type { NodeOf } from '../nodes/schemas.js'
import type { FlowResources } from '../resources.js'
import { nodeProblem, quoted, warning } from './problem.js'
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

const ignoredIn = ({ keyIntents, auxiliary, onHangup, dnis }: FlowDocument): string[] => [
  ...(Object.values(keyIntents).some((key) => key?.enabled === true) ? ['key intents'] : []),
  ...(auxiliary.length > 0 ? ['global questions'] : []),
  ...(onHangup === undefined ? [] : ['a branch after the call']),
  ...(dnis.length > 0 ? ['dialled numbers'] : []),
]

/** Everything global is the main flow's. */
const checkIgnored = ({ site, subflow }: Pair): FlowProblem[] => {
  const ignored = ignoredIn(subflow)
  if (ignored.length === 0) return []
  const message = `The sub-flow "${subflow.id}" has ${ignored.join(' and ')} of its own, which do not hold where ${quoted(site)} runs it.`
  return [warning(nodeProblem('FLOW_SUBFLOW_IGNORED', site, 'flow', message, 'Put them into the main flow.'))]
}

const mistyped = (site: Site, path: string, source: string, reason: string): FlowProblem =>
  nodeProblem('FLOW_EXPRESSION_INVALID', site, path, `The expression {{ ${source} }} of ${quoted(site)} does not work: ${reason}.`, 'Correct the expression.')

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
          `${quoted(site)} fills "${name}" of the sub-flow "${subflow.id}", which declares no such variable.`,
          `Declare "${name}" in the sub-flow, or fill a variable that exists.`,
        ),
      ]
    // What cannot be read at all is found among the expressions of all nodes.
    const reason = checkExpression(source, seen) === undefined ? checkExpression(source, seen, variable.type) : undefined
    return reason === undefined ? [] : [mistyped(site, path, source, reason)]
  })
}

const checkOutputs = ({ site, caller, subflow }: Pair): FlowProblem[] => {
  const seen = variablesOf(subflow)
  return Object.entries(site.outputs).flatMap(([name, source]) => {
    const reason = checkExpression(source, seen, variableIn(caller, name)?.type ?? 'any')
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
    const message = `${quoted(site)} puts the sensitive "${secret}" of "${from.id}" into "${name}" of "${to.id}", which is shown to everybody.`
    return [warning(nodeProblem('FLOW_SENSITIVE_EXPOSED', site, `${part}.${name}`, message, `Make "${name}" sensitive.`))]
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
  const message = `The sub-flow "${subflow.id}" that ${quoted(site)} runs has ${errors.length} error${errors.length === 1 ? '' : 's'}: ${first.message}`
  return [nodeProblem('FLOW_SUBFLOW_INVALID', site, 'flow', message, 'Correct the sub-flow first.')]
}

/**
 * Every sub-flow is there, good in itself, and fits where it is run.
 * @param problemsOf checks a document as a flow of its own
 */
export const checkSubflows = (view: FlowView, problemsOf: (document: FlowDocument) => readonly FlowProblem[]): FlowProblem[] =>
  view.nodes.flatMap(({ node }) => {
    if (node.kind !== 'subflow') return []
    const problem = siteProblem(view.document, node, view.resources)
    if (problem !== undefined) return [nodeProblem(problem.code, node, 'flow', `${quoted(node)}: ${problem.message}`, problem.wayOut)]
    const subflow = findSubflow(node, view.resources)
    if (subflow === undefined) return []
    return [...checkItself(node, subflow, problemsOf), ...checkPair({ site: node, caller: view.document, subflow, resources: view.resources })]
  })
