import { nodeState, type NodeBuild } from '../../compile/build.js'
import { assignment, guard, type StateConfig } from '../../compile/chart.js'
import type { DecideNode } from './schema.js'

/** Conditions are evaluated on entry, so that a failing one stops the step with its own code; the guards only compare. */
export const compileDecide = (node: DecideNode, build: NodeBuild): StateConfig =>
  nodeState(
    node,
    {
      always: [
        ...node.branches.map((branch, index) => ({
          guard: guard('outcome', { outcome: String(index) }),
          target: build.target(`branches.${index}`, branch.to),
        })),
        { target: build.target('else', node.else) },
      ],
    },
    [assignment('decide', { branches: node.branches.map(({ when }) => build.expression(when)) })],
  )
