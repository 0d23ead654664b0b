import { builtInIntents } from '@callchart/protocol'
import type { FlowProblem } from '../contract/compiled.js'
import { nodeProblem, quoted, warning } from './problem.js'
import type { FlowView, NodeView } from './view.js'

/** Intents of the flow that a question may ask back about. */
const askedAbout = ({ document }: FlowView, { parts }: NodeView): string[] => [
  ...new Set([...parts.intents.map(({ intent }) => intent).filter((intent) => !(builtInIntents as readonly string[]).includes(intent)), ...document.auxiliary.map(({ intent }) => intent)]),
]

const takenNames = ({ document }: FlowView, { node }: NodeView): FlowProblem[] =>
  ['first', 'second']
    .filter((name) => Object.hasOwn(document.variables, name))
    .map((name) => nodeProblem('FLOW_CHOICE_NAME_TAKEN', node, 'disambiguation.prompt', `${quoted(node)} asks back, where {{ ${name} }} is the name of an intent, and the flow has a variable "${name}".`, `Rename the variable "${name}".`))

/** In a flow of several languages the name that people see is in one of them at most. */
const foreignNames = ({ document }: FlowView, { node }: NodeView, intents: readonly string[]): FlowProblem[] =>
  document.languages.length < 2 ? [] : intents.flatMap((id) => {
    const intent = Object.hasOwn(document.intents, id) ? document.intents[id] : undefined
    const missing = document.languages.filter((language) => !Object.hasOwn(intent?.spokenName ?? {}, language))
    if (intent === undefined || missing.length === 0) return []
    return [warning(nodeProblem('FLOW_CHOICE_NAME_FOREIGN', node, 'disambiguation', `${quoted(node)} asks back about "${intent.name}" (${id}), which has no name to be said in ${missing.join(', ')}.`, 'Give the intent a spokenName in that language.'))]
  })

const checkNode = (view: FlowView, each: NodeView): FlowProblem[] => {
  const { node } = each
  if (node.kind !== 'ask' || node.disambiguation === undefined) return []
  const intents = askedAbout(view, each)
  const pointless = intents.length < 2
    ? [warning(nodeProblem('FLOW_CHOICE_POINTLESS', node, 'disambiguation', `${quoted(node)} asks back, and there are no two intents that it could ask about.`, 'Add a branch for an intent, or remove the disambiguation.'))]
    : []
  return [...pointless, ...takenNames(view, each), ...foreignNames(view, each, intents)]
}

/** A question that asks back has two intents to ask about, and can name them. */
export const checkDisambiguation = (view: FlowView): FlowProblem[] => view.nodes.flatMap((node) => checkNode(view, node))
