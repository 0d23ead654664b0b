import { isEnding, pass, type Chart } from '../call-point.js'
import type { Round } from '../rounds.js'
import { sameEvent } from './search.js'

/** So long a call is not meant to go on. */
const manyTurns = 60

/** The same events again and again, until so many turns were begun; false where the call ends before or the events are not open. */
export const keepsOn = (chart: Chart, { from, events }: Round): boolean => {
  let point = from
  let turns = 0
  for (let count = 0; count < 10 * manyTurns && turns < manyTurns; count += 1) {
    const wanted = events[count % events.length]
    const event = wanted === undefined ? undefined : sameEvent(chart, point, wanted)
    if (event === undefined) return false
    const passage = pass(chart, point, event)
    if (isEnding(passage) || passage.to.snapshot.status !== 'active') return false
    turns += passage.effects.filter(({ type }) => type === 'turn.start' || type === 'request.send' || type === 'transfer.start').length
    point = passage.to
  }
  return turns >= manyTurns
}
