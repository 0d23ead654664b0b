import type { CallNote, JournaledEffectType, NewEvent } from './entries.js'
import type { CallState } from './state.js'

/** The note that an effect in flight is answered by this event; journaled with it, all or none. */
export function settledNote(state: CallState, event: NewEvent): CallNote[] {
  if ('requestId' in event) {
    const open = state.requests.get(event.requestId)
    if (open === undefined) return []
    return [settled(open, 'request.send', event.type.slice('request.'.length))]
  }
  if ('transferId' in event && state.transfer?.effect.transferId === event.transferId) {
    const outcome = event.type.slice('transfer.'.length)
    const stillOpen = ['queued', 'ringing', 'connected'].includes(outcome)
    return stillOpen ? [] : [settled(state.transfer, 'transfer.start', outcome)]
  }
  return []
}

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
