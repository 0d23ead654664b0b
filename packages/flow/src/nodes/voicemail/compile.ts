import { nodeState, onTurn, turnEntry, type NodeBuild } from '../../compile/build.js'
import { assignment, guard, perform, type StateConfig } from '../../compile/chart.js'
import type { VoicemailNode } from './schema.js'

/** Keys typed earlier would end the message before it begins: they are forgotten. */
export const compileVoicemail = (node: VoicemailNode, build: NodeBuild): StateConfig => {
  const { maxMs, endSilenceMs, endKey, beep, mailbox } = node
  const turn = { prompt: build.prompt(node.prompt, false), record: { maxMs, endSilenceMs, endKey, beep }, clearTypeAhead: true }
  const failed = { guard: guard('turnOver'), target: build.target('failed', node.failed) }
  return nodeState(node, {
    initial: 'recording',
    states: {
      recording: {
        entry: turnEntry(turn),
        exit: [assignment('endTurn')],
        on: {
          'turn.recorded': [
            { guard: guard('recorded'), target: build.target('next', node.next), actions: [perform({ type: 'voicemail.keep', mailbox })] },
            onTurn(build.target('empty', node.empty)),
          ],
          'turn.*': [failed],
        },
      },
    },
  })
}
