import { nodeState, speakingState, type NodeBuild } from '../../compile/build.js'
import { assignment, guard, type StateConfig } from '../../compile/chart.js'
import type { SayNode } from './schema.js'

const spoken = (node: SayNode, build: NodeBuild): StateConfig => {
  const prompt = build.prompt(node.prompt, false)
  const next = build.target('next', node.next)
  return nodeState(node, {
    initial: 'speaking',
    states: { speaking: speakingState({ prompt, dropDigits: node.dropDigits }, next) },
  })
}

/** Waits in the queue for the next turn; a very long queue is spoken at once. */
const queued = (node: SayNode, build: NodeBuild): StateConfig => {
  const prompt = build.prompt(node.prompt, true)
  const next = build.target('next', node.next)
  return nodeState(
    node,
    {
      initial: 'queueing',
      states: {
        queueing: { always: [{ guard: guard('queueFull'), target: 'speaking' }, { target: next }] },
        speaking: speakingState({}, next),
      },
    },
    [assignment('queuePrompt', { prompt, ...(node.bargeInDelayMs === 0 ? {} : { bargeInDelayMs: node.bargeInDelayMs }) })],
  )
}

export const compileSay = (node: SayNode, build: NodeBuild): StateConfig => (node.interruptible ? queued(node, build) : spoken(node, build))
