import { nodeState, speakingState, type NodeBuild } from '../../compile/build.js'
import { assignment, guard, perform, targetOf, type StateConfig, type TransitionConfig } from '../../compile/chart.js'
import type { TransferNode } from './schema.js'

const over = (target: string): TransitionConfig => ({ guard: guard('transfer'), target, actions: [assignment('endTransfer')] })
const stillThere = (target: string): TransitionConfig => ({ guard: guard('transfer'), target })
/** Whoever leaves while the transfer is under way ends it: no human stays behind on a dead line. */
const callerGone: TransitionConfig = {
  guard: guard('transferring'),
  target: targetOf('ended'),
  actions: [perform({ type: 'transfer.cancel' }), assignment('endTransfer')],
}
const endedOutside: TransitionConfig = { ...callerGone, actions: [...(callerGone.actions ?? []), perform({ type: 'call.hang-up' })] }

const start = (node: TransferNode, build: NodeBuild) => [
  assignment('beginTransfer'),
  perform({
    type: 'transfer.start',
    queue: node.queue,
    maxWaitMs: node.maxWaitMs,
    ringMs: node.ringMs,
    ...(node.whisper === undefined ? {} : { whisper: build.prompt(node.whisper, false) }),
    summary: build.text(node.summary),
    music: node.music,
  }),
]

export const compileTransfer = (node: TransferNode, build: NodeBuild): StateConfig => {
  const begin = start(node, build)
  const prompt = node.announcement === undefined ? undefined : build.prompt(node.announcement, node.interruptible)
  return nodeState(node, {
    initial: prompt === undefined ? 'entering' : 'announcing',
    states: {
      ...(prompt === undefined
        ? {
            entering: {
              always: [
                { guard: guard('queued'), target: 'announcing' },
                { target: 'dialling', actions: begin },
              ],
            },
          }
        : {}),
      announcing: speakingState(node.id, { prompt }, 'dialling', begin, true),
      dialling: {},
      queued: {},
      ringing: {},
      connected: {},
    },
    on: {
      'transfer.queued': [stillThere('.queued')],
      'transfer.ringing': [stillThere('.ringing')],
      'transfer.connected': [stillThere('.connected')],
      'transfer.busy': [over(build.target('busy', node.busy))],
      'transfer.no-answer': [over(build.target('noAnswer', node.noAnswer))],
      'transfer.failed': [over(build.target('failed', node.failed))],
      'transfer.ended': [over(build.target('next', node.next))],
      'caller.hung-up': [callerGone],
      'call.ended': [endedOutside],
    },
  })
}
