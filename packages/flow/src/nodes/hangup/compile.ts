import { nodeState, speakingState, type NodeBuild } from '../../compile/build.js'
import { guard, perform, targetOf, type StateConfig } from '../../compile/chart.js'
import type { HangupNode } from './schema.js'

/** The number goes on the list before anything is said; a number that nobody knows cannot. */
const noting: StateConfig = {
  always: [
    { guard: guard('numberKnown'), target: 'entering', actions: [perform({ type: 'do-not-call.add', reason: 'flow' })] },
    { target: 'entering' },
  ],
}

/** The closing prompt is heard in full, then we hang up; the chart is over when the call is. After the call it is over at once. */
export const compileHangup = (node: HangupNode, build: NodeBuild): StateConfig => {
  const prompt = node.prompt === undefined ? undefined : build.prompt(node.prompt, false)
  return nodeState(node, {
    initial: node.doNotCall ? 'noting' : 'entering',
    states: {
      ...(node.doNotCall ? { noting } : {}),
      entering: {
        always: [
          { guard: guard('gone'), target: targetOf('ended') },
          ...(prompt === undefined ? [{ guard: guard('queued'), target: 'speaking' }, { target: 'hangingUp' }] : [{ target: 'speaking' }]),
        ],
      },
      speaking: speakingState({ prompt }, 'hangingUp', [], true),
      hangingUp: { entry: [perform({ type: 'call.hang-up', cause: node.cause })] },
    },
  })
}
