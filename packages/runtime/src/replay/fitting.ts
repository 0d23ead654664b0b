import { enteredEvent, type CallEvent } from '@callchart/flow'
import type { NewEvent } from '../call/entries.js'
import type { OpenTurn, TurnEffect } from '../call/state.js'

/** What the caller does in a turn that waits for it. */
export type CallerEvent = Extract<
  CallEvent,
  {
    type:
      | 'utterance.understood'
      | 'value.understood'
      | 'key-intent.heard'
      | 'auxiliary.heard'
      | 'utterance.ambiguous'
      | 'utterance.not-understood'
      | 'digits.entered'
      | 'no-input'
      | 'turn.recorded'
  }
>

const callerEvents: Readonly<Record<CallerEvent['type'], true>> = {
  'utterance.understood': true,
  'value.understood': true,
  'key-intent.heard': true,
  'auxiliary.heard': true,
  'utterance.ambiguous': true,
  'utterance.not-understood': true,
  'digits.entered': true,
  'no-input': true,
  'turn.recorded': true,
}

export const isCallerEvent = (event: CallEvent): event is CallerEvent => event.type in callerEvents

/** The event as another turn takes it, or why that turn does not. */
export type Fitted = { readonly event: NewEvent } | { readonly misfit: string }

const misfit = (reason: string): Fitted => ({ misfit: reason })

/**
 * Gives what was understood in one turn to another. What it means stays as it was: a turn that does not expect it is no place for it.
 * @param asked the turn in which it was said
 */
export function fitTurn({ at: _at, ...event }: CallerEvent, turn: OpenTurn, asked: TurnEffect | undefined): Fitted {
  const { turnId, expect, record } = turn.effect
  const { intents = [], auxiliary = [], keyIntents = [] } = expect ?? {}
  const knows = (intent: string): boolean => intents.includes(intent) || auxiliary.includes(intent)
  switch (event.type) {
    case 'utterance.understood':
    case 'auxiliary.heard':
      return knows(event.intent) ? { event: asIntent(event, turnId, intents.includes(event.intent)) } : misfit(`the intent "${event.intent}"`)
    case 'key-intent.heard':
      if (event.key !== undefined) return fitKeys({ digits: event.key, endedBy: 'max-count' }, turn)
      return keyIntents.includes(event.keyIntent) ? { event: { ...event, turnId } } : misfit(`the key intent "${event.keyIntent}"`)
    case 'utterance.ambiguous':
      return expect?.disambiguates === true && event.intents.every(knows)
        ? { event: { ...event, turnId } }
        : misfit(`words that may mean "${event.intents.join('" or "')}"`)
    case 'value.understood':
      return takesValue(turn, event.value, asked) ? { event: { ...event, turnId } } : misfit(`a value of type "${asked?.expect?.value?.type ?? 'unknown'}"`)
    case 'digits.entered':
      return fitKeys(event, turn)
    case 'turn.recorded':
      return record === undefined ? misfit('a message') : { event: { ...event, turnId } }
    case 'utterance.not-understood':
    case 'no-input':
      return record === undefined ? { event: { ...event, turnId } } : misfit('what is no message')
  }
}

/** A key of a key intent in one version may be an answer to the question in another. */
function fitKeys({ digits, endedBy }: Pick<Extract<CallEvent, { type: 'digits.entered' }>, 'digits' | 'endedBy'>, { effect: { turnId, expect, listen } }: OpenTurn): Fitted {
  const event = enteredEvent(turnId, digits, endedBy, expect)
  return event.type === 'digits.entered' && listen?.digits === undefined ? misfit('keys') : { event }
}

type Named = { readonly text: string; readonly intent: string; readonly confidence: number } & Partial<Pick<Extract<CallEvent, { type: 'utterance.understood' }>, 'slots'>>

/** An intent of its own branch in one version may hold everywhere in another. */
function asIntent({ text, intent, confidence, slots = {} }: Named, turnId: string, isBranch: boolean): NewEvent {
  const named = { turnId, text, intent, confidence }
  return isBranch ? { type: 'utterance.understood', ...named, slots } : { type: 'auxiliary.heard', ...named }
}

function takesValue({ effect }: OpenTurn, value: unknown, asked: TurnEffect | undefined): boolean {
  const [wanted, given] = [effect.expect?.value, asked?.expect?.value]
  if (wanted === undefined || wanted.type !== given?.type) return false
  return wanted.type !== 'choice' || (wanted.choices ?? []).some(({ id }) => id === value)
}
