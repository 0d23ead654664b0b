/**
 * What is known of a call at a place of its chart without running it: enough to tell most guards. Where something is not known, whatever
 * depends on it may be so or not.
 */
export interface Facts {
  /** The turn that runs, as a place among the turns of the chart. */
  readonly turn: number | null
  /** The running turn takes no further prompts: it listens on, or only speaks on. */
  readonly closed: 'listen' | 'finish' | null
  readonly timer: boolean
  /** `rung`: the switch rings somebody; `referred`: it was asked to have the caller taken elsewhere. */
  readonly transfer: 'waiting' | 'rung' | 'referred' | 'connected' | null
  readonly check: boolean
  readonly question: 'faq' | 'llm' | null
  /** The node whose answer is waited for. */
  readonly request: string | null
  readonly outcome: string | null
  readonly again: boolean
  readonly gone: boolean
  /** A question was asked, so that there is one to come back to. */
  readonly asked: boolean
  /** The caller may be within the answer to a global question. */
  readonly away: boolean
  /** The way back is known. */
  readonly route: boolean
  /** Variables that guards ask for, by name: whether they are true. */
  readonly truths: Readonly<Record<string, boolean>>
  /** So many prompts may be queued at most. */
  readonly queued: number
}

export const factsAtStart: Facts = {
  turn: null, closed: null, timer: false, transfer: null, check: false, question: null, request: null, outcome: null, again: false, gone: false,
  asked: false, away: false, route: false, truths: {}, queued: 0,
}

/** The queue of prompts never gets longer. */
export const mostQueued = 20

/** Alike but for the length of the queue. */
export const keyOf = ({ queued: _queued, ...facts }: Facts): string => JSON.stringify(Object.values(facts))

export interface NamedPart {
  readonly type: string
  readonly params: unknown
}

/** A guard or an action as the chart has it. */
export const namedPart = (part: unknown): NamedPart => {
  if (typeof part === 'string') return { type: part, params: undefined }
  if (part === null || typeof part !== 'object' || !('type' in part) || typeof part.type !== 'string') return { type: '', params: undefined }
  return { type: part.type, params: 'params' in part ? part.params : undefined }
}

export type Json = Readonly<Record<string, unknown>>
export const fieldsOf = (params: unknown): Json => (params !== null && typeof params === 'object' && !Array.isArray(params) ? (params as Json) : {})
