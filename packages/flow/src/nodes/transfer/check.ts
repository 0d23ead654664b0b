import { noParts, promptPart, type NodeParts } from '../../check/parts.js'
import { nodeProblem, quoted } from '../../check/problem.js'
import type { TransferNode } from './schema.js'

export const transferParts = (node: TransferNode): NodeParts => ({
  ...noParts,
  waits: true,
  prompts: [...promptPart('announcement', node.announcement), ...promptPart('whisper', node.whisper)],
  templates: [{ path: 'summary', text: node.summary, sees: {} }],
  problems: node.ringMs > node.maxWaitMs
    ? [nodeProblem('FLOW_COUNT_RANGE', node, 'ringMs', `Transfer ${quoted(node)} rings longer (${node.ringMs} ms) than it waits (${node.maxWaitMs} ms).`, 'Make the wait at least as long as the ringing.')]
    : [],
})
