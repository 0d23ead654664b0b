import type { CallEffect, CallEvent, DraftDocument } from '@callchart/flow'
import type { CallStep } from '@callchart/protocol'
import type { TFunction } from 'i18next'
import { intentName } from '../simulator/names.js'

/** What tells the steps of a call in the interface's language, with the names of its flow. */
export interface Teller {
  readonly t: TFunction<'calls'>
  readonly ofSimulator: TFunction<'simulator'>
  /** Of the version that the call ran on; absent until it is loaded. */
  readonly document: DraftDocument | undefined
}

const events = [
  'call.started', 'caller.hung-up', 'call.ended', 'call.answered-by', 'timer.elapsed', 'utterance.understood', 'value.understood', 'key-intent.heard', 'auxiliary.heard', 'utterance.ambiguous', 'utterance.not-understood',
  'digits.entered', 'no-input', 'turn.finished', 'turn.recorded', 'turn.failed', 'turn.cancelled', 'request.succeeded', 'request.failed', 'request.outcome-unknown', 'transfer.queued', 'transfer.ringing',
  'transfer.connected', 'transfer.busy', 'transfer.no-answer', 'transfer.declined', 'transfer.failed', 'transfer.overflow', 'transfer.closed', 'transfer.ended', 'hours.open', 'hours.closed', 'hours.failed',
  'knowledge.sentence', 'knowledge.answered', 'knowledge.failed',
] as const satisfies readonly CallEvent['type'][]

const effects = [
  'turn.start', 'turn.append', 'request.send', 'transfer.start', 'transfer.cancel', 'call-back.request', 'hours.check', 'knowledge.ask', 'recording.set', 'voicemail.keep', 'call.tag', 'do-not-call.add',
  'call.continue-with', 'call.hang-up', 'flow.failed',
] as const satisfies readonly CallEffect['type'][]

export function intentOf({ ofSimulator, document }: Teller, id: string): string {
  return document === undefined ? id : id.split(' / ').map((one) => intentName(ofSimulator, document, one)).join(' / ')
}

/** They tell what the caller said; where the content of the call was deleted, that they did. */
const spoken: ReadonlySet<string> = new Set(['utterance.understood', 'value.understood', 'key-intent.heard', 'auxiliary.heard', 'utterance.ambiguous'])
const meant: ReadonlySet<string> = new Set(['utterance.understood', 'key-intent.heard', 'auxiliary.heard', 'utterance.ambiguous'])

/** The step at which somebody else than the caller ended the call; -1: none did. */
export const endOfCall = (steps: readonly CallStep[]): number => steps.findIndex(({ event, effects }) => event.type === 'call.ended' || effects.some(({ type }) => type === 'call.hang-up'))

/** What came, as a sentence. @param isOver the call was ended before: the line is all that is left of the caller */
export function tellEvent(teller: Teller, event: CallStep['event'], isOver = false): string {
  const { type, text = '', detail = '', key } = event
  const known = events.find((each) => each === type)
  if (known === undefined) return type
  if (event.text === undefined && key === undefined && spoken.has(known)) return teller.t('event.spoken')
  if (event.text === undefined && known === 'digits.entered') return teller.t('event.pressed')
  if (known === 'caller.hung-up' && isOver) return teller.t('event.lineClosed')
  if (known === 'call.ended' && detail === 'agent') return teller.t('event.endedBySeat')
  if (known === 'utterance.not-understood' && text.trim() === '') return teller.t('event.utterance.unclear')
  if (known === 'key-intent.heard' && key !== undefined) return teller.t('event.key-intent.pressed', { key, detail: intentOf(teller, detail) })
  return teller.t(`event.${known}`, { text, detail: meant.has(type) ? intentOf(teller, detail) : detail })
}

/** What was done, as a sentence; nothing for what only keeps time. */
export function tellEffect({ t }: Teller, { type, detail = '' }: CallStep['effects'][number]): string | undefined {
  const known = effects.find((effect) => effect === type)
  if (known === undefined) return undefined
  if ((known === 'turn.start' || known === 'turn.append') && detail === '') return undefined
  return t(`effect.${known}`, { detail })
}
