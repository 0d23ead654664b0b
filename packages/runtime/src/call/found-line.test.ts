import { expect, it } from 'vitest'
import { factsOfLine } from './found-line.js'
import type { AgentLeg } from './state.js'

const leg = (legId: string, state: AgentLeg['state'], more: Partial<AgentLeg> = { at: 'switch' }): [string, AgentLeg] => [legId, { legId, agentId: legId, transferStep: 1, expectedAt: 0, state, ...more }]
const legs = new Map([leg('over', 'hung-up'), leg('talks', 'joined'), leg('rings', 'expected'), leg('there', 'joined'), leg('seat', 'joined', {})])
const ended = (legId: string, outcome: string) => ({ type: 'leg.ended', legId, outcome, detail: 'it ended while nobody was told' })

it('a line that is found tells of the humans who are not with the caller any more', () => {
  expect(factsOfLine({ legs }, { type: 'line.found', legIds: ['there'] })).toEqual([ended('talks', 'left'), ended('rings', 'failed')])
  expect(factsOfLine({ legs }, { type: 'line.found', legIds: ['there', 'talks'], outcome: 'busy' })).toEqual([ended('rings', 'busy')])
})

it('any other fact means what it says', () => {
  const fact = { type: 'line.answered' } as const
  expect(factsOfLine({ legs }, fact)).toEqual([fact])
})
