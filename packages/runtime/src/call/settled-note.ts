import type { CallNote, JournaledEffectType, NewEvent } from './entries.js'
import type { CallState } from './state.js'

/** The note that an effect in flight is answered by this event; journaled with it, all or none. */
export function settledNote(state: CallState, event: NewEvent): CallNote[] {
  if ('requestId' in event) {
    const open = state.requests.get(event.requestId)
    if (open === undefined) return []
    return [settled(open, 'request.send', event.type.slice('request.'.length))]
  }
  if ('questionId' in event) {
    const open = state.questions.get(event.questionId)
    if (open === undefined || event.type === 'knowledge.sentence') return []
    return [settled(open, 'knowledge.ask', event.type === 'knowledge.failed' ? event.cause : answeredBy(event))]
  }
  if ('transferId' in event && state.transfer?.effect.transferId === event.transferId) {
    const outcome = event.type.slice('transfer.'.length)
    const stillOpen = ['queued', 'ringing', 'connected'].includes(outcome)
    return stillOpen ? [] : [settled(state.transfer, 'transfer.start', outcome)]
  }
  return []
}

/** Who answered: the entry, or the model. */
const answeredBy = ({ entryId, model }: Extract<NewEvent, { type: 'knowledge.answered' }>): string =>
  entryId === undefined ? `model ${model ?? ''}`.trim() : `entry ${entryId}`

/** The note of what came of an effect. */
export const settled = (
  { step, index }: { step: number; index: number },
  type: JournaledEffectType,
  outcome: string,
): CallNote => ({
  kind: 'effect.settled',
  step,
  body: { index, type, outcome },
})
