import type { MediaFact } from '@callchart/protocol'

const outcomes = ['utterance', 'digits', 'no-input', 'turn.finished', 'turn.recorded', 'turn.failed', 'turn.cancelled'] as const

/** What a turn ends with, exactly once. */
export type TurnOutcome = Extract<MediaFact, { type: (typeof outcomes)[number] }>

const known: ReadonlySet<string> = new Set(outcomes)
export const isOutcome = (fact: MediaFact): fact is TurnOutcome => known.has(fact.type)
