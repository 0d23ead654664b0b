import type { CallEvent } from '@callchart/flow'
import { maskNumbers } from '../call/mask-numbers.js'
import { masked } from '../call/transcript.js'
import { chartTurnId, type CallState } from '../call/state.js'

/**
 * What was said, typed and dialled, for a log whose operator has asked for it. Asked before the state has the event and the fact that brought it,
 * which ends its turn. What a flow marks as sensitive is not told even then.
 */
export function personalFields(state: CallState, event: CallEvent): Readonly<Record<string, unknown>> {
  if (event.type === 'call.started') return { ani: event.call.ani, dnis: event.call.dnis }
  if (!('turnId' in event) || isSensitive(state, event.turnId)) return {}
  if (event.type === 'digits.entered') return { digits: masked(event.digits, state.shown.secrets) }
  return 'text' in event ? { text: masked(event.text, state.shown.secrets) } : {}
}

/** A turn that is not known any more may have been. */
const isSensitive = (state: CallState, turnId: string): boolean => (state.turns.get(turnId) ?? state.turns.get(chartTurnId(state, turnId) ?? ''))?.effect.sensitive ?? true

/** What went wrong, for the log: a value of the call that an expression names in its failure is masked. */
export const shownProblem = ({ shown }: CallState, problem: string): string => maskNumbers(masked(problem, shown.secrets))
