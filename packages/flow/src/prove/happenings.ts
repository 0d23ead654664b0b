import type { ChartEdge, ChartPlace } from './chart-graph.js'
import type { CallFacts } from './facts.js'

/** An event that can come at a place, as far as the chart can tell events apart. */
export interface Happening {
  /** Type of the event; empty: nothing has to happen. */
  readonly type: string
  /** The longest time of the call is over; else it is the timer of the place. */
  readonly ofCall?: true
  /** Key intents that it may be; absent: any. */
  readonly keyIntents?: readonly string[]
}

const of = (...types: string[]): Happening[] => types.map((type) => ({ type }))

const closes = ({ event, from }: ChartEdge): boolean => event === 'turn.*' && from.turn?.open === true

/** What can become of the turn that runs here; one that is open finishes only where somebody waits for that. */
const ofTurn = (place: ChartPlace): Happening[] => {
  const { turn, listen } = place
  if (turn === undefined) return []
  if (turn.record !== undefined) return of('turn.recorded', 'turn.failed')
  if (listen === undefined) return of('turn.finished', 'turn.failed')
  const { expect } = turn
  const spoken = [
    'utterance.understood',
    ...(expect?.disambiguates === true ? ['utterance.ambiguous'] : []),
    ...(expect?.value === undefined ? [] : ['value.understood']),
    'utterance.not-understood',
    'key-intent.heard',
    'auxiliary.heard',
  ]
  return [
    ...of(...(listen.speech ? spoken : []), ...(listen.digits === undefined ? [] : ['digits.entered']), 'no-input', 'turn.failed'),
    ...(listen.speech || place.pressed.length === 0 ? [] : [{ type: 'key-intent.heard', keyIntents: place.pressed }]),
    ...(place.edgesOn('turn.finished').some(closes) ? of('turn.finished') : []),
  ]
}

const endsOfWait = ['transfer.queued', 'transfer.ringing', 'transfer.connected', 'transfer.busy', 'transfer.no-answer', 'transfer.declined', 'transfer.failed', 'transfer.closed', 'transfer.overflow']

const endsOfRinging = ['transfer.ringing', 'transfer.connected', 'transfer.busy', 'transfer.no-answer', 'transfer.declined', 'transfer.failed']

const ofTransfer = ({ running }: CallFacts): Happening[] => {
  if (!running.has('transfer')) return []
  if (running.has('talk')) return of('transfer.ended', 'transfer.failed')
  if (running.has('referred')) return of('transfer.declined', 'transfer.failed')
  return of(...(running.has('rung') ? endsOfRinging : endsOfWait))
}

/** Everything that can happen to a call that waits at this place. */
export const happeningsAt = (place: ChartPlace, facts: CallFacts): Happening[] => {
  if (place.isFinal) return []
  if (place.path === 'idle') return of('call.started', 'caller.hung-up', 'call.ended')
  const { running, gone } = facts
  return [
    ...(gone ? [] : ofTurn(place)),
    ...(running.has('request') ? of('request.succeeded', 'request.failed', 'request.outcome-unknown') : []),
    ...ofTransfer(facts),
    ...(gone || running.has('transfer') ? [] : of('call.answered-by')),
    ...(running.has('check') ? of('hours.open', 'hours.closed', 'hours.failed') : []),
    ...(running.has('question') ? of('knowledge.sentence', 'knowledge.answered', 'knowledge.failed') : []),
    ...(running.has('timer') ? of('timer.elapsed') : []),
    ...(gone ? [] : [{ type: 'timer.elapsed', ofCall: true } as const, ...of('caller.hung-up', 'call.ended')]),
  ]
}
