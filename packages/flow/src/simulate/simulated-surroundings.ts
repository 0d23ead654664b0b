import type { CallEffect, HttpRequestEffect, KnowledgeQuestion } from '../contract/effects.js'
import { answerEvent, calendarEvent, hoursEvent, knowledgeEvents } from './simulated-answers.js'
import type { HeldEffect, HoursCheck, SimulatedAnswer, SimulatedHours, SimulatedKnowledge, SimulatedOthers, UntimedEvent } from './simulation.js'
import { Timetable } from './timetable.js'

const idOfHeld = (effect: HeldEffect): string => {
  switch (effect.type) {
    case 'request.send':
      return effect.requestId
    case 'hours.check':
      return effect.checkId
    case 'knowledge.ask':
      return effect.questionId
  }
}

/** What is not of the talk with the caller itself. */
export type OutsideEffect = Exclude<CallEffect, { type: 'node.entered' | `turn.${string}` | `transfer.${string}` }>

/** Our own hang-up closes the line. */
const hangUpId = 'hang-up'

/** Everybody beside the caller of a simulated call, and its clock: what the chart wants done is answered here, by itself or once it is told. */
export class SimulatedSurroundings {
  readonly timetable: Timetable<UntimedEvent>
  readonly #others: SimulatedOthers
  #held: readonly HeldEffect[] = []

  constructor(others: SimulatedOthers, startsAt: number) {
    this.#others = others
    this.timetable = new Timetable(startsAt)
  }

  /** What waits for an answer, in the order in which it was asked. */
  get held(): readonly HeldEffect[] {
    return this.#held
  }

  perform(effect: OutsideEffect): void {
    switch (effect.type) {
      case 'request.send':
        return this.#holds(effect) ? undefined : this.answerRequest(effect.requestId, this.#answerTo(effect))
      case 'request.cancel':
        this.#held = this.#held.filter((held) => idOfHeld(held) !== effect.requestId)
        return this.timetable.remove(effect.requestId)
      case 'knowledge.ask':
        return this.#holds(effect) ? undefined : this.answerQuestion(effect.questionId, this.#knownOf(effect))
      case 'hours.check':
        return this.#holds(effect) ? undefined : this.timetable.add(0, effect.checkId, this.#lookAt(effect))
      case 'timer.start':
        return this.timetable.add(effect.ms, effect.timerId, { type: 'timer.elapsed', timerId: effect.timerId })
      case 'timer.cancel':
        return this.timetable.remove(effect.timerId)
      case 'call.hang-up':
        return this.timetable.add(0, hangUpId, { type: 'caller.hung-up', cause: effect.cause === 'max-duration' ? effect.cause : 'normal' })
      case 'call.tag':
      case 'do-not-call.add':
      case 'recording.set':
      case 'voicemail.keep':
      case 'call-back.request':
      case 'call.continue-with':
      case 'flow.failed':
        return
    }
  }

  answerRequest(requestId: string, answer: SimulatedAnswer): void {
    this.timetable.add(answer.afterMs ?? 0, requestId, answerEvent(requestId, answer))
  }

  answerQuestion(questionId: string, answer: SimulatedKnowledge): void {
    for (const event of knowledgeEvents(questionId, answer)) this.timetable.add(answer.afterMs ?? 0, questionId, event)
  }

  answerHours(checkId: string, hours: SimulatedHours): void {
    this.timetable.add(0, checkId, hoursEvent(checkId, hours))
  }

  /** It waits no longer. @returns whether it did */
  release(id: string): boolean {
    const left = this.#held.filter((effect) => idOfHeld(effect) !== id)
    const waited = left.length < this.#held.length
    this.#held = left
    return waited
  }

  /** Whether it waits to be told its answer. */
  #holds(effect: HeldEffect): boolean {
    if (this.#others.holds?.(effect) !== true) return false
    this.#held = [...this.#held, effect]
    return true
  }

  #answerTo(request: HttpRequestEffect): SimulatedAnswer {
    return this.#others.http?.(request) ?? { failure: 'nobody answers in this simulation' }
  }

  #knownOf(question: KnowledgeQuestion): SimulatedKnowledge {
    return this.#others.knowledge?.(question) ?? { failure: 'nobody knows anything in this simulation' }
  }

  #lookAt(check: HoursCheck): UntimedEvent {
    return calendarEvent(check, this.#others.calendars?.get(check.calendar), this.timetable.now)
  }
}
