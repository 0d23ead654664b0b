import { noParts, promptPart, type NodeParts } from '../../check/parts.js'
import { nodeProblem, quoted, quotedZh, warning } from '../../check/problem.js'
import type { FlowProblem } from '../../contract/compiled.js'
import { said, type Said } from '../../contract/said.js'
import type { TransferNode } from './schema.js'

const queueKnown = { queue: 'any' } as const

const ringProblems = (node: TransferNode): FlowProblem[] =>
  node.ringMs > node.maxWaitMs
    ? [
        nodeProblem(
          'FLOW_COUNT_RANGE',
          node,
          'ringMs',
          said(
            `Transfer ${quoted(node)} rings longer (${node.ringMs} ms) than it waits (${node.maxWaitMs} ms).`,
            `转人工节点${quotedZh(node)}的振铃时长（${node.ringMs} 毫秒）超过最长等待时长（${node.maxWaitMs} 毫秒）。`,
          ),
          said('Make the wait at least as long as the ringing.', '请让最长等待时长不短于振铃时长。'),
        ),
      ]
    : []

const keyProblems = (node: TransferNode): FlowProblem[] =>
  node.keys.flatMap(({ digit }, index) =>
    node.keys.findIndex((other) => other.digit === digit) === index
      ? []
      : [
          nodeProblem(
            'FLOW_DIGIT_DUPLICATE',
            node,
            `keys.${index}.digit`,
            said(`Transfer ${quoted(node)} has the key "${digit}" twice.`, `转人工节点${quotedZh(node)}两次使用按键“${digit}”。`),
            said('Give each way its own key.', '请为每个出口设置不同的按键。'),
          ),
        ],
  )

/** Prompts that no caller and no human will hear. */
const unheardProblems = (node: TransferNode): FlowProblem[] => {
  const unheard = (path: string, what: Said, wayOut: Said): FlowProblem =>
    warning(nodeProblem('FLOW_PROMPT_UNHEARD', node, path, said(`Transfer ${quoted(node)} ${what.en}.`, `转人工节点${quotedZh(node)}${what.zh}。`), wayOut))
  return [
    ...(node.mode === 'blind' && node.whisper !== undefined
      ? [
          unheard(
            'whisper',
            said('is blind: its whisper is heard by nobody', '为盲转：没有人会听到坐席提示音'),
            said('Make it attended, or remove the whisper.', '请改为咨询转接，或删除坐席提示音。'),
          ),
        ]
      : []),
    ...(node.offer !== undefined && node.offerAfterMs >= node.maxWaitMs
      ? [
          unheard(
            'offerAfterMs',
            said(
              `gives up waiting (${node.maxWaitMs} ms) before its offer is said (${node.offerAfterMs} ms)`,
              `在播放排队建议（${node.offerAfterMs} 毫秒）之前就已结束等待（${node.maxWaitMs} 毫秒）`,
            ),
            said('Make the offer earlier than the end of the wait.', '请在等待结束之前播放排队建议。'),
          ),
        ]
      : []),
  ]
}

export const transferParts = (node: TransferNode): NodeParts => ({
  ...noParts,
  waits: true,
  calendars: node.calendar === undefined ? [] : [{ path: 'calendar', calendar: node.calendar }],
  prompts: [
    ...promptPart('announcement', node.announcement),
    ...promptPart('whisper', node.whisper),
    ...promptPart('positionPrompt', node.positionPrompt, queueKnown),
    ...promptPart('offer', node.offer, queueKnown),
  ],
  templates: [{ path: 'summary', text: node.summary, sees: {} }],
  problems: [...ringProblems(node), ...keyProblems(node), ...unheardProblems(node)],
})
