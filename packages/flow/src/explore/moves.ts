import { contextOf, type ExploredCall, type TurnEffect } from './explored-call.js'
import type { ExploredFlow } from './explored-flow.js'
import { bodiesFor } from './answer-bodies.js'
import type { Move, UntimedEvent, TransferOutcome } from './move.js'
import { turnMoves } from './turn-moves.js'

const hangUp: Move = { deed: { type: 'hangs-up' }, event: { type: 'caller.hung-up', cause: 'normal' } }
const lineCloses: Move = { deed: { type: 'line-closes' }, event: { type: 'caller.hung-up', cause: 'normal' }, quiet: true }
const operatorEnds: Move = { deed: { type: 'operator-ends' }, event: { type: 'call.ended', cause: 'operator' } }

/** Statuses that the flow tells from others, and one of any other failure. */
const statusesOf = ({ rules }: ExploredFlow, node: string): number[] => {
  const kept = rules.answers.get(node)?.saveStatus?.name
  const compared = kept === undefined ? [] : (rules.values.get(kept) ?? [])
  return [...new Set([500, ...compared.filter((status): status is number => typeof status === 'number' && Number.isInteger(status) && status >= 100 && status < 600)])]
}

const requestMoves = (flow: ExploredFlow, call: ExploredCall): Move[] =>
  Object.entries(contextOf(call).requests).flatMap(([requestId, node]) => {
    const rule = flow.rules.answers.get(node) ?? { save: [] }
    const statuses = statusesOf(flow, node)
    const succeeding = [200, ...statuses.filter((status) => status < 400 && status !== 200)]
    const bodies = bodiesFor(rule, flow.rules)
    const succeeded = succeeding.flatMap((status, index) =>
      (index === 0 ? bodies : bodies.slice(0, 1)).map((body): Move => ({
        deed: { type: 'request', outcome: 'succeeded', node, body },
        event: { type: 'request.succeeded', requestId, status, body },
      })),
    )
    const failed = statuses.filter((status) => status >= 400).map((status): Move => ({
      deed: { type: 'request', outcome: 'failed', node },
      event: { type: 'request.failed', requestId, cause: 'status', status },
    }))
    return [
      ...succeeded,
      ...failed,
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

/** Longer than a caller who waits must wait to be told of a new position. */
const newsAfterMs = 20_000

/** The caller stands second, then first; a later place is told only after a while, where nothing else falls due before. */
const queueMoves = (call: ExploredCall, transferId: string): Move[] => {
  const { position = 0 } = contextOf(call).queue ?? {}
  const queued = (place: number, afterMs?: number): Move => ({
    deed: { type: 'transfer', outcome: 'queued' },
    event: { type: 'transfer.queued', transferId, position: place, estimatedWaitMs: place * 45_000 },
    ...(afterMs === undefined ? {} : { afterMs }),
  })
  if (position === 0) return [queued(2)]
  const isFree = Object.values(call.timers).every((due) => due > call.at + newsAfterMs)
  return [queued(position), ...(isFree ? [queued(position === 1 ? 2 : 1, newsAfterMs)] : [])]
}

const transferMoves = (call: ExploredCall): Move[] => {
  const { transfer, connected } = call
  if (transfer === undefined) return []
  const { transferId, target, mode } = transfer
  const called = target.type === 'queue' ? {} : ({ called: true } as const)
  const move = (outcome: TransferOutcome, event: UntimedEvent): Move => ({ deed: { type: 'transfer', outcome, ...called }, event })
  if (connected) return [move('ended', { type: 'transfer.ended', transferId }), move('failed', { type: 'transfer.failed', transferId, cause: 'agent-gone' })]
  if (mode === 'refer')
    return [
      move('referred', { type: 'caller.hung-up', cause: 'normal' }),
      move('declined', { type: 'transfer.declined', transferId }),
      move('failed', { type: 'transfer.failed', transferId, cause: 'refused' }),
    ]
  return [
    ...(target.type === 'queue' ? queueMoves(call, transferId) : []),
    move('ringing', { type: 'transfer.ringing', transferId }),
    move('connected', { type: 'transfer.connected', transferId, agentId: 'agent' }),
    move('busy', { type: 'transfer.busy', transferId }),
    move('no-answer', { type: 'transfer.no-answer', transferId }),
    move('declined', { type: 'transfer.declined', transferId }),
    move('failed', { type: 'transfer.failed', transferId, cause: 'unreachable' }),
    ...(target.type === 'queue' ? [move('overflow', { type: 'transfer.overflow', transferId }), move('closed', { type: 'transfer.closed', transferId })] : []),
  ]
}

/** The switch tells it once, of a call that we placed. */
const machineMoves = (call: ExploredCall): Move[] => {
  const { mayBeMachine, call: attributes, transferId } = contextOf(call)
  if (mayBeMachine !== true || attributes.direction !== 'outbound' || transferId !== null || call.gone || call.closing) return []
  return [{ deed: { type: 'machine-answers' }, event: { type: 'call.answered-by', who: 'machine' } }]
}

/** Of several timers the one that falls due first elapses first. */
const timerMoves = (call: ExploredCall): Move[] => {
  const [first] = Object.entries(call.timers).sort(([, left], [, right]) => left - right)
  if (first === undefined) return []
  const [timerId] = first
  return [{ deed: { type: 'time-passes', of: timerId === contextOf(call).callTimer.timerId ? 'call' : 'node' }, event: { type: 'timer.elapsed', timerId } }]
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
    ...requestMoves(flow, call), ...hoursMoves(call), ...knowledgeMoves(flow, call), ...transferMoves(call), ...machineMoves(call), ...timerMoves(call), ...endMoves(call),
  ]
}
