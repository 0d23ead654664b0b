import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import type { NodeKind } from '../nodes/kinds.js'
import { reachedFrom } from './graph.js'
import { nodeProblem, quoted, quotedZh } from './problem.js'
import type { FlowView, NodeView } from './view.js'

/** Kinds that do their work without anybody on the line. */
const withoutCaller: Record<NodeKind, boolean> = {
  start: false,
  say: false,
  ask: false,
  menu: false,
  collect: false,
  decide: true,
  set: true,
  request: true,
  knowledge: false,
  transfer: false,
  hours: true,
  subflow: false,
  voicemail: false,
  record: true,
  tag: true,
  jump: true,
  hangup: true,
}

/** A hang-up says nothing any more: it only ends the branch. */
const needsCaller = ({ node, parts }: NodeView): boolean =>
  !withoutCaller[node.kind] ||
  (parts.prompts.length > 0 && node.kind !== 'hangup') ||
  (node.kind === 'jump' && (node.flow !== undefined || node.back === true))

/** The branch after the call neither speaks nor listens, and hands the call to nobody. */
export const checkAfterCall = (view: FlowView): FlowProblem[] => {
  const { onHangup } = view.document
  if (onHangup === undefined) return []
  return [...reachedFrom(view, [onHangup])]
    .flatMap((id) => view.byId.get(id) ?? [])
    .filter(needsCaller)
    .map(({ node }) =>
      nodeProblem(
        'FLOW_AFTER_CALL',
        node,
        'id',
        said(
          `${quoted(node)} is part of the branch after the call, where nobody is on the line any more.`,
          `${quotedZh(node)}位于挂机后分支，此时线路上已经没有人。`,
        ),
        said(
          'Lead the branch elsewhere: after the call it may only set variables, decide, call interfaces, tag and hang up.',
          '请将该分支改接到其他节点：挂机后只能设置变量、判断条件、调用接口、打标签和挂机。',
        ),
      ),
    )
}
