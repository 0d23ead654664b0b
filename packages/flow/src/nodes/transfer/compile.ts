import { nodeState, speakingState, type NodeBuild } from '../../compile/build.js'
import { assignment, guard, perform, type StateConfig, type TransitionConfig } from '../../compile/chart.js'
import type { TransferNode } from './schema.js'

const over = (target: string): TransitionConfig => ({ guard: guard('transfer'), target, actions: [assignment('endTransfer')] })
const backFrom = (target: string, build: NodeBuild): TransitionConfig => ({
  ...over(target),
  actions: [assignment('endTransfer'), ...build.chart.resumeCallTimer],
})
const stillThere = (target: string): TransitionConfig => ({ guard: guard('transfer'), target })

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
      announcing: speakingState({ prompt }, 'dialling', begin, true),
      dialling: {},
      queued: {},
      ringing: {},
      // While a human talks the longest time of the call stands still.
      connected: {
        entry: build.chart.pauseCallTimer,
        on: {
          'transfer.ended': [backFrom(build.target('next', node.next), build)],
          'transfer.failed': [backFrom(build.target('failed', node.failed), build)],
        },
      },
    },
    on: {
      'transfer.queued': [stillThere('.queued')],
      'transfer.ringing': [stillThere('.ringing')],
      'transfer.connected': [stillThere('.connected')],
      'transfer.busy': [over(build.target('busy', node.busy))],
      'transfer.no-answer': [over(build.target('noAnswer', node.noAnswer))],
      'transfer.failed': [over(build.target('failed', node.failed))],
      'transfer.ended': [over(build.target('next', node.next))],
    },
  })
}
