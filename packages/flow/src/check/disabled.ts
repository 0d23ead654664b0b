import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import type { FlowDocument } from '../document/schema.js'
import { isDisabled, withoutDisabled } from '../nodes/without-disabled.js'
import { nodeProblem, quoted, quotedZh } from './problem.js'

const disabledStarts = ({ nodes }: FlowDocument): FlowProblem[] =>
  nodes
    .filter(({ kind, disabled }) => kind === 'start' && disabled === true)
    .map((node) =>
      nodeProblem(
        'FLOW_START_DISABLED',
        node,
        'disabled',
        said(`${quoted(node)} is switched off, and every call begins there.`, `${quotedZh(node)}已停用，但每通电话都从这里开始。`),
        said('Switch it on again.', '请重新启用。'),
      ),
    )

/** A call goes past a node that is switched off, by its main way. */
export const checkDisabled = (document: FlowDocument): FlowProblem[] => [
  ...disabledStarts(document),
  ...withoutDisabled(document)
    .nodes.filter(isDisabled)
    .map((node) =>
      nodeProblem(
        'FLOW_DISABLED_NO_WAY',
        node,
        'disabled',
        said(
          `${quoted(node)} is switched off, and a call that comes there does not know where to go on.`,
          `${quotedZh(node)}已停用，通话到达这里后不知道该往哪里走。`,
        ),
        said('Connect its main way, lead what comes there elsewhere, or switch it on again.', '请连接它的主出口，或让来路改接别的节点，或重新启用。'),
      ),
    ),
]
