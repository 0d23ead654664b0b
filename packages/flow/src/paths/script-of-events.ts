import type { CallEvent } from '../contract/events.js'
import { traceOf, type Trace } from '../explore/cover.js'
import { beginCall, contextOf, make, type ExploredCall } from '../explore/explored-call.js'
import type { ExploredFlow } from '../explore/explored-flow.js'
import { keyIntentTold } from '../explore/tell-move.js'
import type { Deed, Move, TransferOutcome } from '../explore/move.js'
import { scriptOf, type CallScript } from './call-script.js'

/** What somebody did so that this event came. */
const deedOf = (event: CallEvent, before: ExploredCall): Deed => {
  switch (event.type) {
    case 'utterance.understood':
      return { type: 'says', what: 'intent', name: event.intent, text: event.text }
    case 'value.understood':
      return { type: 'says', what: 'intent', name: '', text: event.text }
    case 'key-intent.heard':
      return event.key === undefined ? { type: 'says', what: 'keyIntent', name: event.keyIntent, text: event.text } : { type: 'presses', digits: event.key, means: keyIntentTold[event.keyIntent] }
    case 'auxiliary.heard':
      return { type: 'says', what: 'auxiliary', name: event.intent, text: event.text }
    case 'utterance.ambiguous':
      return { type: 'says-either', intents: event.intents, text: event.text }
    case 'utterance.not-understood':
      return { type: 'says-something-else', text: event.text }
    case 'digits.entered':
      return { type: 'presses', digits: event.endedBy === 'terminator' ? `${event.digits}${before.turn?.listen?.digits?.terminator ?? ''}` : event.digits }
    case 'no-input':
      return { type: 'stays-silent' }
    case 'turn.finished':
      return { type: 'hears-prompt' }
    case 'turn.recorded':
      return { type: event.durationMs > 0 ? 'leaves-message' : 'leaves-no-message' }
    case 'turn.failed':
    case 'turn.cancelled':
      return { type: 'sound-fails' }
    case 'request.succeeded':
      return { type: 'request', outcome: 'succeeded', node: contextOf(before).requests[event.requestId] ?? '', body: event.body }
    case 'request.failed':
      return { type: 'request', outcome: 'failed', node: contextOf(before).requests[event.requestId] ?? '' }
    case 'request.outcome-unknown':
      return { type: 'request', outcome: 'outcome-unknown', node: contextOf(before).requests[event.requestId] ?? '' }
    case 'hours.open':
    case 'hours.closed':
    case 'hours.failed':
      return { type: 'hours', outcome: event.type.slice('hours.'.length) as 'open' | 'closed' | 'failed' }
    case 'knowledge.sentence':
      return { type: 'knowledge', outcome: 'sentence' }
    case 'knowledge.answered':
      return { type: 'knowledge', outcome: 'answered' }
    case 'knowledge.failed':
      return { type: 'knowledge', outcome: event.cause === 'no-answer' ? 'no-answer' : 'failed' }
    case 'timer.elapsed':
      return { type: 'time-passes', of: event.timerId === contextOf(before).callTimer.timerId ? 'call' : 'node' }
    case 'call.answered-by':
      return { type: 'machine-answers' }
    case 'caller.hung-up':
      if (before.transfer?.mode === 'refer') return { type: 'transfer', outcome: 'referred', called: true }
      return { type: before.closing ? 'line-closes' : 'hangs-up' }
    case 'call.started':
    case 'call.ended':
      return { type: 'operator-ends' }
    default:
      return { type: 'transfer', outcome: event.type.slice('transfer.'.length) as TransferOutcome, ...(before.transfer?.target.type === 'queue' ? {} : { called: true }) }
  }
}

const moveOf = (event: CallEvent, before: ExploredCall, beganAt: number): Move => {
  const { at, ...untimed } = event
  const deed = deedOf(event, before)
  const afterMs = at - beganAt - before.at
  const isQuiet = deed.type === 'hears-prompt' || deed.type === 'line-closes'
  return { deed, event: untimed, ...(afterMs > 0 && event.type !== 'timer.elapsed' && { afterMs }), ...(isQuiet && { quiet: true as const }) }
}

/**
 * A call that was made, such as a simulated one, as a script: to be read, or to be played again as a test.
 * @param events of the call in their order, `call.started` first
 */
export const scriptOfEvents = (flow: ExploredFlow, events: readonly CallEvent[], index: number): CallScript => {
  const [first, ...rest] = events
  if (first?.type !== 'call.started') throw new Error('A call begins with call.started.')
  const { callId: _id, ...start } = first.call
  let trace: Trace = traceOf(start, beginCall(flow, start, true))
  const traces = [trace]
  for (const event of rest) {
    if (trace.call.over) break
    const move = moveOf(event, trace.call, first.at)
    trace = traceOf(start, make(flow, trace.call, move, true), move, trace)
    traces.push(trace)
  }
  return scriptOf(flow, { traces, covers: [...new Set(traces.flatMap(({ taken }) => taken))] }, index)
}
