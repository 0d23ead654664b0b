import { nodeState, speakingState, type NodeBuild } from '../../compile/build.js'
import { guard, perform, type StateConfig } from '../../compile/chart.js'
import type { HangupNode } from './schema.js'

/** The closing prompt is heard in full, then we hang up; the chart is over when the call is. */
export const compileHangup = (node: HangupNode, build: NodeBuild): StateConfig => {
  const prompt = node.prompt === undefined ? undefined : build.prompt(node.prompt, false)
  return nodeState(node, {
    initial: prompt === undefined ? 'entering' : 'speaking',
    states: {
      ...(prompt === undefined ? { entering: { always: [{ guard: guard('queued'), target: 'speaking' }, { target: 'hangingUp' }] } } : {}),
      speaking: speakingState(node.id, { prompt }, 'hangingUp', [], true),
      hangingUp: { entry: [perform({ type: 'call.hang-up', cause: node.cause })] },
    },
  })
}
