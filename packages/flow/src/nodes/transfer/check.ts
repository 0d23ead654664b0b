import { field } from '../../check/field-labels.js'
import { noParts, promptPart, type NodeParts } from '../../check/parts.js'
import { nodeProblem, quoted, quotedZh, warning } from '../../check/problem.js'
import type { FlowProblem } from '../../contract/compiled.js'
import { said, type Said } from '../../contract/said.js'
import { targetProblems } from './check-place.js'
import { sortOf } from './place.js'
import type { TransferNode } from './schema.js'

const inSeconds = (ms: number): number => Math.round(ms / 100) / 10

const queueKnown = { queue: 'any' } as const

const ringProblems = (node: TransferNode): FlowProblem[] =>
  sortOf(node) === 'queue' && node.ringMs > node.maxWaitMs
    ? [
        nodeProblem(
          'FLOW_COUNT_RANGE',
          node,
          'ringMs',
          said(
            `The transfer ${quoted(node)} rings an agent for ${inSeconds(node.ringMs)} s, longer than the caller waits at most (${inSeconds(node.maxWaitMs)} s).`,
            `转人工${quotedZh(node)}的振铃时长（${inSeconds(node.ringMs)} 秒）超过客户的最长等待（${inSeconds(node.maxWaitMs)} 秒）。`,
          ),
          said(`Let ${field('transfer.maxWaitMs').en} be at least as long as ${field('transfer.ringMs').en}.`, `请让${field('transfer.maxWaitMs').zh}不短于${field('transfer.ringMs').zh}。`),
          { least: node.ringMs, most: node.maxWaitMs },
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
            said(`The transfer ${quoted(node)} has the key ${digit} twice.`, `转人工${quotedZh(node)}两次使用按键 ${digit}。`),
            said('Give each way a key of its own.', '请为每个出口设置不同的按键。'),
            { digit },
          ),
        ],
  )

/** Prompts that no caller and no human will hear. */
const unheardProblems = (node: TransferNode): FlowProblem[] => {
  const unheard = (path: string, what: Said, wayOut: Said): FlowProblem =>
    warning(nodeProblem('FLOW_PROMPT_UNHEARD', node, path, said(`The transfer ${quoted(node)} ${what.en}.`, `转人工${quotedZh(node)}${what.zh}。`), wayOut))
  return [
    ...(node.mode !== 'attended' && node.whisper !== undefined
      ? [
          unheard(
            'whisper',
            said('does not consult the human first: its whisper is heard by nobody', '不是咨询转：没有人会听到接通前提示音'),
            said(`Choose "Attended" in ${field('transfer.mode').en}, or remove the whisper.`, `请将${field('transfer.mode').zh}改为咨询转，或删除接通前提示音。`),
          ),
        ]
      : []),
    ...(node.offer !== undefined && node.queue !== undefined && node.offerAfterMs >= node.maxWaitMs
      ? [
          unheard(
            'offerAfterMs',
            said(
              `gives up waiting after ${inSeconds(node.maxWaitMs)} s, before its offer is said (${inSeconds(node.offerAfterMs)} s)`,
              `在播放久等后的建议（${inSeconds(node.offerAfterMs)} 秒）之前就已结束等待（${inSeconds(node.maxWaitMs)} 秒）`,
            ),
            said(`Let ${field('transfer.offerAfterMs').en} be shorter than ${field('transfer.maxWaitMs').en}.`, `请让${field('transfer.offerAfterMs').zh}短于${field('transfer.maxWaitMs').zh}。`),
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
  templates: [
    { path: 'summary', text: node.summary, sees: {} },
    ...(['extension', 'sip', 'number', 'shows'] as const).flatMap((path) => (node[path] === undefined ? [] : [{ path, text: node[path], sees: {} }])),
  ],
  problems: [...targetProblems(node), ...ringProblems(node), ...keyProblems(node), ...unheardProblems(node)],
})
