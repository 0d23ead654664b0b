import { noParts, promptPart, type NodeParts } from '../../check/parts.js'
import { nodeProblem, quoted, warning } from '../../check/problem.js'
import type { FlowProblem } from '../../contract/compiled.js'
import type { TransferNode } from './schema.js'

const queueKnown = { queue: 'any' } as const

const ringProblems = (node: TransferNode): FlowProblem[] =>
  node.ringMs > node.maxWaitMs
    ? [
        nodeProblem(
          'FLOW_COUNT_RANGE',
          node,
          'ringMs',
          `Transfer ${quoted(node)} rings longer (${node.ringMs} ms) than it waits (${node.maxWaitMs} ms).`,
          'Make the wait at least as long as the ringing.',
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
            `Transfer ${quoted(node)} has the key "${digit}" twice.`,
            'Give each way its own key.',
          ),
        ],
  )

/** Prompts that no caller and no human will hear. */
const unheardProblems = (node: TransferNode): FlowProblem[] => {
  const unheard = (path: string, what: string, wayOut: string): FlowProblem =>
    warning(nodeProblem('FLOW_PROMPT_UNHEARD', node, path, `Transfer ${quoted(node)} ${what}.`, wayOut))
  return [
    ...(node.mode === 'blind' && node.whisper !== undefined
      ? [unheard('whisper', 'is blind: its whisper is heard by nobody', 'Make it attended, or remove the whisper.')]
      : []),
    ...(node.offer !== undefined && node.offerAfterMs >= node.maxWaitMs
      ? [
          unheard(
            'offerAfterMs',
            `gives up waiting (${node.maxWaitMs} ms) before its offer is said (${node.offerAfterMs} ms)`,
            'Make the offer earlier than the end of the wait.',
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
