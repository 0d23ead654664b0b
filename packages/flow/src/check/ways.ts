import type { FlowProblem } from '../contract/compiled.js'
import type { Way } from '../document/ways.js'
import { flowProblem, nodeProblem, quoted } from './problem.js'
import { leadingKeyIntents } from '../compile/router.js'
import type { FlowView, NodeView } from './view.js'

interface Missing {
  readonly code: string
  readonly what: string
  readonly wayOut: string
}

/** What it means that a way is not connected, by the name of the way. */
const missingByWay: Readonly<Record<string, Missing>> = {
  else: { code: 'FLOW_ELSE_MISSING', what: 'has no way for the case that no condition holds', wayOut: 'Connect "else".' },
  noInput: { code: 'FLOW_NO_INPUT_WAY_MISSING', what: 'has no way out for a caller who stays silent', wayOut: 'Connect "no input".' },
  noMatch: { code: 'FLOW_NO_MATCH_WAY_MISSING', what: 'has no way out for a caller who is not understood', wayOut: 'Connect "no match".' },
  fallback: { code: 'FLOW_FALLBACK_WAY_MISSING', what: 'has no way out for a question that nobody answers', wayOut: 'Connect "fallback".' },
  failure: { code: 'FLOW_FAILURE_WAY_MISSING', what: 'has no way out for a failure', wayOut: 'Connect "failure".' },
  failed: { code: 'FLOW_FAILURE_WAY_MISSING', what: 'has no way out where it fails', wayOut: 'Connect "failed".' },
  busy: { code: 'FLOW_FAILURE_WAY_MISSING', what: 'has no way out where everybody is busy', wayOut: 'Connect "busy".' },
  closed: { code: 'FLOW_FAILURE_WAY_MISSING', what: 'has no way out for the time when nobody is there', wayOut: 'Connect "closed", or remove the calendar.' },
  overflow: { code: 'FLOW_FAILURE_WAY_MISSING', what: 'has no way out where too many wait', wayOut: 'Connect "overflow", or let any number of callers wait.' },
  noAnswer: { code: 'FLOW_FAILURE_WAY_MISSING', what: 'has no way out where nobody answers', wayOut: 'Connect "no answer".' },
}

const unconnected = ({ node }: NodeView, { way, path }: Way): FlowProblem => {
  const { code, what, wayOut } = missingByWay[way] ?? { code: 'FLOW_TARGET_MISSING', what: `has no target for "${way}"`, wayOut: 'Connect it, or remove it.' }
  return nodeProblem(code, node, path.join('.'), `${quoted(node)} ${what}.`, wayOut)
}

const checkWay = (view: FlowView, from: NodeView, way: Way): FlowProblem[] => {
  if (way.to === undefined) return way.required ? [unconnected(from, way)] : []
  if (view.byId.has(way.to)) return []
  return [nodeProblem('FLOW_TARGET_UNKNOWN', from.node, way.path.join('.'), `${quoted(from.node)} leads to "${way.to}" by "${way.way}", and there is no such node.`, 'Connect it to a node that exists.')]
}

/** Every way that a call may need is connected, and to a node that exists. */
export const checkWays = (view: FlowView): FlowProblem[] => view.nodes.flatMap((from) => from.ways.flatMap((way) => checkWay(view, from, way)))

const checkTarget = (view: FlowView, path: string, what: string, to: string | undefined): FlowProblem[] => {
  if (to !== undefined && view.byId.has(to)) return []
  return [{
    path,
    ...(to === undefined
      ? flowProblem('FLOW_TARGET_MISSING', `${what} leads nowhere.`, 'Connect it to a node, or remove it.')
      : flowProblem('FLOW_TARGET_UNKNOWN', `${what} leads to "${to}", and there is no such node.`, 'Connect it to a node that exists, or remove it.')),
  }]
}

/** Key intents that are enabled, global questions and the branch after the call lead to nodes that exist. */
export const checkGlobalWays = (view: FlowView): FlowProblem[] => {
  const { keyIntents, auxiliary, onHangup } = view.document
  return [
    ...leadingKeyIntents.flatMap((name) => (keyIntents[name]?.enabled === true ? checkTarget(view, `keyIntents.${name}.to`, `Key intent "${name}"`, keyIntents[name].to) : [])),
    ...auxiliary.flatMap(({ intent, to }, index) => checkTarget(view, `auxiliary.${index}.to`, `The global question "${intent}"`, to)),
    ...(onHangup === undefined ? [] : checkTarget(view, 'onHangup', 'The branch after the call', onHangup)),
  ]
}
