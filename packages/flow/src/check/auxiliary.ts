import type { FlowProblem } from '../contract/compiled.js'
import { checkText, textsOf } from './expressions.js'
import { reachedFrom } from './graph.js'
import { sitesOf } from '../identity/version.js'
import { flowProblem, nodeProblem, quoted, warning } from './problem.js'
import type { FlowView, NodeView } from './view.js'

type Auxiliary = FlowView['document']['auxiliary'][number]

const isBack = ({ node }: NodeView): boolean => node.kind === 'jump' && node.back === true

const comesBack = (view: FlowView, to: string): boolean => [...reachedFrom(view, [to])].some((id) => isBack(view.byId.get(id) as NodeView))

const intentProblems = ({ document }: FlowView, { intent }: Auxiliary, index: number, path: string): FlowProblem[] => {
  const twice = document.auxiliary.findIndex((other) => other.intent === intent) < index
  return [
    ...(Object.hasOwn(document.intents, intent) ? [] : [{ ...flowProblem('FLOW_INTENT_UNKNOWN', `A global question names the intent "${intent}", and the flow has no such intent.`, 'Add the intent, or name one that exists.'), path: `${path}.intent` }]),
    ...(twice ? [{ ...flowProblem('FLOW_BRANCH_DUPLICATE', `The intent "${intent}" is a global question twice: the second is never answered.`, 'Remove one of the two.'), path: `${path}.intent` }] : []),
  ]
}

const pullBackProblems = (view: FlowView, { intent, pullBack }: Auxiliary, path: string): FlowProblem[] => {
  if (pullBack === undefined) return []
  const place = `The pull-back prompt of "${intent}"`
  const missing = view.document.languages
    .filter((language) => (pullBack[language] ?? []).length === 0)
    .map((language) => ({ ...flowProblem('FLOW_LANGUAGE_MISSING', `${place} is missing in ${language}.`, 'Add it, or remove the language from the flow.'), path: `${path}.pullBack.${language}` }))
  return [...missing, ...textsOf(`${path}.pullBack`, pullBack).flatMap((text) => checkText(view, place, text))]
}

const auxiliaryProblems = (view: FlowView, auxiliary: Auxiliary, index: number): FlowProblem[] => {
  const path = `auxiliary.${index}`
  const { intent, to } = auxiliary
  const stuck = to !== undefined && view.byId.has(to) && !comesBack(view, to)
    ? [{ ...flowProblem('FLOW_AUXILIARY_NO_RETURN', `The answer to the global question "${intent}" never leads back to where the caller was.`, 'End it with a jump back, or make it a branch of the questions.'), path: `${path}.to` }]
    : []
  return [...intentProblems(view, auxiliary, index, path), ...stuck, ...pullBackProblems(view, auxiliary, path)]
}

const isRunByOthers = ({ document, resources }: FlowView): boolean =>
  [...resources.flows.values()].some((other) => sitesOf(other).some(({ flow }) => flow === document.id))

/** Without a global question a jump back only asks the last question again; in a flow that others run it is the end. */
const backProblems = (view: FlowView): FlowProblem[] =>
  view.document.auxiliary.length > 0 || isRunByOthers(view) ? [] : view.nodes.filter(isBack).map(({ node }) =>
    warning(nodeProblem('FLOW_BACK_WITHOUT_AUXILIARY', node, 'back', `Jump ${quoted(node)} leads back, and the flow has no global question to come back from.`, 'Add the question to "auxiliary", or jump to a node; a sub-flow may end so.')))

/** Every global question can be heard and leads back. */
export const checkAuxiliary = (view: FlowView): FlowProblem[] => [
  ...view.document.auxiliary.flatMap((auxiliary, index) => auxiliaryProblems(view, auxiliary, index)),
  ...backProblems(view),
]
