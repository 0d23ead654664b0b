import type { Alternative, Expectation, Interpretation } from '@callchart/protocol'
import type { Calendar } from '../calendar/schema.js'
import type { CallEffect, HttpRequestEffect, KnowledgeQuestion } from '../contract/effects.js'
import type { CallAttributes, CallEvent, VariableValue } from '../contract/events.js'
import type { watchedStep } from '../step/step.js'

/** How the other side of a request behaves; `afterMs` of virtual time later. */
export type SimulatedAnswer =
  | { readonly status: number; readonly body: VariableValue; readonly afterMs?: number }
  | { readonly failure: string; readonly afterMs?: number }
  | { readonly outcomeUnknown: true; readonly afterMs?: number }

/** What comes of a question of the caller; `afterMs` of virtual time later. */
export type SimulatedKnowledge =
  | { readonly entryId: string; readonly confidence: number; readonly afterMs?: number }
  | { readonly sentences: readonly string[]; readonly afterMs?: number }
  | { readonly failure: string; readonly afterMs?: number }

export type SimulatedHours = 'open' | 'closed' | 'failed'

export type HoursCheck = Extract<CallEffect, { type: 'hours.check' }>
/** What somebody beside the caller answers. */
export type HeldEffect = HttpRequestEffect | KnowledgeQuestion | HoursCheck

export type WatchedStep = ReturnType<typeof watchedStep>

/** Who and what answers a simulated call beside its caller. */
export interface SimulatedOthers {
  /** Absent: every request fails. */
  readonly http?: (request: HttpRequestEffect) => SimulatedAnswer
  /** Absent: nobody knows anything. */
  readonly knowledge?: (question: KnowledgeQuestion) => SimulatedKnowledge
  /** Calendars by id, asked at virtual time; one that is absent cannot be asked. */
  readonly calendars?: ReadonlyMap<string, Calendar>
  /** What is not answered by itself: it waits in `held` until it is told. */
  readonly holds?: (effect: HeldEffect) => boolean
}

export interface SimulationOptions extends SimulatedOthers {
  readonly call?: Partial<CallAttributes>
  /** Milliseconds since the epoch at which the call begins. */
  readonly startsAt?: number
  /** `language` is that of the question: a flow may switch it in mid-call. */
  readonly interpret: (alternatives: readonly Alternative[], expectation: Expectation, language: string) => Interpretation
  /** Told of every step: the transitions that it took, objects of the machine itself, where it led, and the event that it took. */
  readonly watch?: (watched: WatchedStep, event: CallEvent) => void
}

export interface SimulatedLine {
  readonly who: 'bot' | 'caller'
  readonly text: string
  readonly interpretation?: Interpretation
}

/** An event before it has a time. */
export type Untimed<Event> = Event extends { readonly at: number } ? Omit<Event, 'at'> : never
export type UntimedEvent = Untimed<CallEvent>
