import type { CallState, HungUpBy } from './state.js'

/** How a call ended, in one word for reports. */
export type Disposition =
  /** Created, and no media ever came. */
  | 'never-connected'
  /** The chart or the store failed: the caller heard an apology. */
  | 'failed'
  /** A human talked to the caller. */
  | 'transferred'
  /** The flow came to its hang-up. */
  | 'completed'
  | 'caller-hung-up'
  /** The API or an operator ended it. */
  | 'ended'
  | 'max-duration'
  /** The caller's audio or the bridge was lost. */
  | 'media-lost'

const hadHuman = (state: CallState): boolean => [...state.legs.values()].some((leg) => leg.joinedAt !== undefined)

export function dispositionOf(state: CallState): Disposition {
  if (state.failure !== undefined) return 'failed'
  if (state.answeredAt === undefined) return 'never-connected'
  if (hadHuman(state)) return 'transferred'
  if (state.callerCause === 'max-duration' || state.hangUp?.cause === 'max-duration') return 'max-duration'
  if (state.hangUp?.by === 'bot') return 'completed'
  if (state.hangUp?.by === 'system') return 'ended'
  return state.callerCause === undefined || state.callerCause === 'normal' ? 'caller-hung-up' : 'media-lost'
}

/** With which cause the human at a seat ends a call for both. */
const bySeat = 'agent'

/** Who ends a call from outside: the human who has the caller, or whoever else asks for it. */
export const endedFromOutsideBy = (state: CallState, cause: string): HungUpBy => (cause === bySeat && hadHuman(state) ? 'agent' : 'system')

/** Who ended the caller's leg. */
export function hungUpByOf(state: CallState): HungUpBy {
  if (state.failure !== undefined) return 'system'
  if (state.hangUp !== undefined) return state.hangUp.by
  return state.callerCause === undefined || state.callerCause === 'normal' ? 'caller' : 'system'
}

/** Why the caller's leg ended: what went wrong with it, else what was given by whoever ended the call. */
export const hangUpCauseOf = ({ callerCause = 'normal', hangUp }: CallState): string =>
  callerCause === 'normal' ? (hangUp?.cause ?? callerCause) : callerCause
