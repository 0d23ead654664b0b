import { nodeState, speakingState, type NodeBuild } from '../../compile/build.js'
import { guard, perform, targetOf, type StateConfig } from '../../compile/chart.js'
import { pullBackState } from '../../compile/router.js'
import type { JumpNode } from './schema.js'

/** Another main flow takes the call over: what is queued is said first, then this chart only waits for its end. */
const toFlow = (node: JumpNode, flow: string): StateConfig =>
  nodeState(node, {
    initial: 'entering',
    states: {
      entering: { always: [{ guard: guard('queued'), target: 'speaking' }, { target: 'leaving' }] },
      speaking: speakingState({}, 'leaving'),
      leaving: { entry: [perform({ type: 'call.continue-with', flow })] },
    },
  })

const toNode = (node: JumpNode, build: NodeBuild): StateConfig => nodeState(node, { always: [{ target: build.target('to', node.to) }] })

/** A sub-flow comes to its end; in a main flow the way back is the router's, which knows where the caller was. */
const back = (node: JumpNode, build: NodeBuild): StateConfig =>
  nodeState(node, { always: [{ target: build.end ?? targetOf(pullBackState) }] })

export const compileJump = (node: JumpNode, build: NodeBuild): StateConfig => {
  if (node.back === true) return back(node, build)
  return node.flow === undefined ? toNode(node, build) : toFlow(node, node.flow)
}
