import { contextOf, type ExploredCall, type TurnEffect } from './explored-call.js'
import type { ExploredFlow } from './explored-flow.js'
import { bodiesFor } from './answer-bodies.js'
import type { Move, UntimedEvent, TransferOutcome } from './move.js'
import { turnMoves } from './turn-moves.js'

const hangUp: Move = { deed: { type: 'hangs-up' }, event: { type: 'caller.hung-up', cause: 'normal' } }
const lineCloses: Move = { deed: { type: 'line-closes' }, event: { type: 'caller.hung-up', cause: 'normal' }, quiet: true }
const operatorEnds: Move = { deed: { type: 'operator-ends' }, event: { type: 'call.ended', cause: 'operator' } }

const requestMoves = (flow: ExploredFlow, call: ExploredCall): Move[] =>
  Object.entries(contextOf(call).requests).flatMap(([requestId, node]) => {
    const rule = flow.rules.answers.get(node) ?? { save: [] }
    const succeeded = bodiesFor(rule, flow.rules.values).map((body): Move => ({
      deed: { type: 'request', outcome: 'succeeded', node, body },
      event: { type: 'request.succeeded', requestId, status: 200, body },
    }))
    return [
      ...succeeded,
      { deed: { type: 'request', outcome: 'failed', node }, event: { type: 'request.failed', requestId, cause: 'status', status: 500 } },
      { deed: { type: 'request', outcome: 'outcome-unknown', node }, event: { type: 'request.outcome-unknown', requestId } },
    ]
  })

const hoursMoves = ({ checkId }: ExploredCall): Move[] =>
  checkId === undefined
    ? []
    : [
        { deed: { type: 'hours', outcome: 'open' }, event: { type: 'hours.open', checkId } },
        { deed: { type: 'hours', outcome: 'closed' }, event: { type: 'hours.closed', checkId, reason: 'hours' } },
        { deed: { type: 'hours', outcome: 'failed' }, event: { type: 'hours.failed', checkId, cause: 'the calendar cannot be asked' } },
      ]

const knowledgeMoves = ({ compiled }: ExploredFlow, call: ExploredCall): Move[] => {
  const { question } = call
  if (question === undefined || contextOf(call).questionId !== question.questionId) return []
  const { questionId, nodeId, source } = question
  const { sentenceCount } = contextOf(call)
  const entry = compiled.manifest.knowledge.find(({ node }) => node === nodeId)?.entries[0]
  const failed = (cause: string, outcome: 'no-answer' | 'failed'): Move => ({ deed: { type: 'knowledge', outcome }, event: { type: 'knowledge.failed', questionId, cause } })
  const whole: UntimedEvent =
    source === 'faq'
      ? { type: 'knowledge.answered', questionId, source, confidence: 0.9, ...(entry === undefined ? {} : { entryId: entry.id }) }
      : { type: 'knowledge.answered', questionId, source }
  return [
    ...(source === 'llm' && sentenceCount < 2
      ? [{ deed: { type: 'knowledge', outcome: 'sentence' }, event: { type: 'knowledge.sentence', questionId, index: sentenceCount, text: entry?.answer ?? 'An answer.' } } satisfies Move]
      : []),
    { deed: { type: 'knowledge', outcome: 'answered' }, event: whole },
    failed('no-answer', 'no-answer'),
    failed('unreachable', 'failed'),
  ]
}

const transferMoves = ({ transfer, connected }: ExploredCall): Move[] => {
  if (transfer === undefined) return []
  const { transferId } = transfer
  const move = (outcome: TransferOutcome, event: UntimedEvent): Move => ({ deed: { type: 'transfer', outcome }, event })
  if (connected) return [move('ended', { type: 'transfer.ended', transferId }), move('failed', { type: 'transfer.failed', transferId, cause: 'agent-gone' })]
  return [
    move('queued', { type: 'transfer.queued', transferId, position: 2, estimatedWaitMs: 90_000 }),
    move('ringing', { type: 'transfer.ringing', transferId }),
    move('connected', { type: 'transfer.connected', transferId, agentId: 'agent' }),
    move('busy', { type: 'transfer.busy', transferId }),
    move('no-answer', { type: 'transfer.no-answer', transferId }),
    move('declined', { type: 'transfer.declined', transferId }),
    move('failed', { type: 'transfer.failed', transferId, cause: 'unreachable' }),
    move('overflow', { type: 'transfer.overflow', transferId }),
    move('closed', { type: 'transfer.closed', transferId }),
  ]
}

const timerMoves = (call: ExploredCall): Move[] => {
  const ofCall = contextOf(call).callTimer.timerId
  return Object.keys(call.timers).map((timerId) => ({
    deed: { type: 'time-passes', of: timerId === ofCall ? 'call' : 'node' },
    event: { type: 'timer.elapsed', timerId },
  }))
}

/** The caller may go at any time, and so may the call be ended from outside. */
const endMoves = ({ gone, closing }: ExploredCall): Move[] => (closing ? [lineCloses] : gone ? [operatorEnds] : [hangUp, operatorEnds])

/**
 * Everything that can happen to a call now, with the values that make a difference to its flow; nothing where it is over.
 * Where a move is quiet it is what happens if nobody does anything else.
 */
export const movesOf = (flow: ExploredFlow, call: ExploredCall): Move[] => {
  if (call.over) return []
  const turn: TurnEffect | undefined = call.turn
  return [
    ...(turn === undefined || call.gone ? [] : turnMoves(flow, call, turn)),
    ...requestMoves(flow, call), ...hoursMoves(call), ...knowledgeMoves(flow, call), ...transferMoves(call), ...timerMoves(call), ...endMoves(call),
  ]
}
