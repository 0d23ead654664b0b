import { nodeState, speakingState, type NodeBuild } from '../../compile/build.js'
import { guard, perform, type StateConfig } from '../../compile/chart.js'
import type { JumpNode } from './schema.js'

/** Another main flow takes the call over: what is queued is said first, then this chart only waits for its end. */
const toFlow = (node: JumpNode, flow: string): StateConfig =>
  nodeState(node, {
    initial: 'entering',
    states: {
      entering: { always: [{ guard: guard('queued'), target: 'speaking' }, { target: 'leaving' }] },
      speaking: speakingState(node.id, {}, 'leaving'),
      leaving: { entry: [perform({ type: 'call.continue-with', flow })] },
    },
  })

export const compileJump = (node: JumpNode, build: NodeBuild): StateConfig => {
  if (node.flow !== undefined) return toFlow(node, node.flow)
  const target = node.back === true && build.end !== undefined ? build.end : build.target('to', node.to)
  return nodeState(node, { always: [{ target }] })
}
