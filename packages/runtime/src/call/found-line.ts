import type { LineFact } from './entries.js'
import type { CallState } from './state.js'
import type { SwitchFact } from '../switch/switch-port.js'

/** What a fact of a line means to its call: of one that was found, that the humans who are not with the caller any more have left. */
export function factsOfLine({ legs }: Pick<CallState, 'legs'>, fact: SwitchFact | LineFact): readonly LineFact[] {
  if (fact.type !== 'line.found') return [fact]
  const lost = [...legs.values()].filter(({ at, state, legId }) => at === 'switch' && state !== 'hung-up' && !fact.legIds.includes(legId))
  return lost.map(({ legId, state }) => ({ type: 'leg.ended', legId, outcome: state === 'joined' ? 'left' : (fact.outcome ?? 'failed'), detail: 'it ended while nobody was told' }))
}
