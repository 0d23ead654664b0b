import { nodeState, type NodeBuild } from '../../compile/build.js'
import { assignment, type StateConfig } from '../../compile/chart.js'
import type { SubflowNode } from './schema.js'

/**
 * The nodes of the sub-flow within the state of the site. What happens once for each run stands in `idle`, never on the entry of the
 * site: whoever is brought back to a question of the sub-flow enters the site anew, and finds its variables as they were.
 */
export const compileSubflow = (node: SubflowNode, build: NodeBuild): StateConfig => {
  const run = build.subflow(node)
  const { meta, entry = [] } = nodeState(node, {})
  const outputs = run.outputs.length === 0 ? {} : { actions: [assignment('setVariables', { assign: run.outputs })] }
  return {
    ...(meta === undefined ? {} : { meta }),
    initial: 'idle',
    states: {
      idle: {
        entry: [...entry, assignment('enterSubflow', { initial: run.initial, inputs: run.inputs })],
        always: [{ target: run.start }],
      },
      ...run.states,
      ...(run.returns ? { ended: { always: [{ target: build.target('next', node.next), ...outputs }] } } : {}),
    },
  }
}
