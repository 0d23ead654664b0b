import type { VariableValue } from '@callchart/flow'
import { hangUpCauseOf } from '../call/ending.js'
import type { CallState } from '../call/state.js'
import { asText } from '../call/transcript.js'

export const callEnds = ['human', 'voicemail', 'completed', 'ended', 'max-duration', 'caller-gone', 'media-lost', 'failed', 'unfinished'] as const
/**
 * How a call ended: with a human, with a message in a mailbox, by the flow's own hang-up (`completed`), from outside (`ended`), too long,
 * by the caller's hang-up, by a loss of the media, by a failure of the chart; `unfinished` where nothing ended it.
 */
export type CallEndKind = (typeof callEnds)[number]

/** What came of a call, without a value that nobody may see. */
export interface CallOutcome {
  /** Nodes in the order they were entered. */
  readonly path: readonly string[]
  readonly end: CallEndKind
  /** Of the hang-up, or the code of the failure. */
  readonly cause?: string
  readonly tags: readonly string[]
  /** The last one. */
  readonly transfer?: { readonly queue: string; readonly outcome: string }
  /** At the end; those that are sensitive are left out. */
  readonly variables: Readonly<Record<string, VariableValue>>
}

function endOf(state: CallState): CallEndKind {
  if (state.failure !== undefined) return 'failed'
  if ([...state.legs.values()].some(({ joinedAt }) => joinedAt !== undefined)) return 'human'
  if (state.shown.voicemails.length > 0) return 'voicemail'
  if (state.callerCause === 'max-duration' || state.hangUp?.cause === 'max-duration') return 'max-duration'
  if (state.hangUp?.by === 'bot') return 'completed'
  if (state.hangUp !== undefined) return 'ended'
  if (state.caller !== 'gone') return 'unfinished'
  return state.callerCause === undefined || state.callerCause === 'normal' ? 'caller-gone' : 'media-lost'
}

function causeOf(state: CallState, end: CallEndKind): { readonly cause?: string } {
  if (end === 'failed') return { cause: state.failure?.code ?? 'unknown' }
  return end === 'unfinished' ? {} : { cause: hangUpCauseOf(state) }
}

/** As views mask them: by name, and by value wherever the flow put it. */
function openVariables({ ready, snapshot, shown }: CallState): Record<string, VariableValue> {
  const isHidden = (name: string, value: VariableValue): boolean => ready.sensitiveVariables.has(name) || (value !== '' && shown.secrets.has(asText(value)))
  return Object.fromEntries(Object.entries(ready.variablesOf(snapshot)).filter(([name, value]) => !isHidden(name, value)))
}

export function outcomeOf(state: CallState): CallOutcome {
  const end = endOf(state)
  const { transfer, path, tags } = state.shown
  return {
    path: [...path],
    end,
    ...causeOf(state, end),
    tags: [...tags],
    ...(transfer !== null && { transfer: { queue: transfer.target, outcome: transfer.outcome } }),
    variables: openVariables(state),
  }
}

