import { nodeState, type NodeBuild } from '../../compile/build.js'
import { assignment, guard, perform, type StateConfig, type TransitionConfig } from '../../compile/chart.js'
import type { HoursNode } from './schema.js'

const answered = (target: string): TransitionConfig[] => [{ guard: guard('hours'), target, actions: [assignment('endCheck')] }]

/** The chart has no clock: the time is looked at outside. Where that fails nobody is promised an open counter. */
export const compileHours = (node: HoursNode, build: NodeBuild): StateConfig => {
  const closed = build.target('closed', node.closed)
  return nodeState(
    node,
    {
      on: {
        'hours.open': answered(build.target('open', node.open)),
        'hours.closed': answered(closed),
        'hours.failed': answered(closed),
      },
    },
    [assignment('beginCheck'), perform({ type: 'hours.check', calendar: node.calendar })],
  )
}
