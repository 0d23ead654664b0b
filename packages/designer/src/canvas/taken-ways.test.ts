import { expect, it } from 'vitest'
import type { CallEvent, DraftDocument } from '@callchart/flow'
import { tookEdge } from './lit.js'
import { takenWays, waysOfEvents, type Answer } from './taken-ways.js'

const flow: DraftDocument = {
  id: 'desk', name: 'Desk', languages: ['en-US'],
  nodes: [
    { id: 'menu', kind: 'menu', name: 'Menu', choices: [{ digit: '1', on: 'hours', to: 'hours' }, { digit: '2', on: 'repair', to: 'human' }, { digit: '0', to: 'human' }], noInput: { to: 'human' }, noMatch: { to: 'human' } },
    { id: 'hours', kind: 'say', name: 'Hours', next: 'menu' },
    { id: 'human', kind: 'transfer', name: 'Human', queue: 'q' },
  ],
}
const toHuman = ['choices.1', 'choices.2', 'noInput', 'noMatch'].map((way) => ({ id: `menu ${way}`, source: 'menu', target: 'human' }))
const litBy = (...answers: readonly Answer[]): readonly string[] => {
  const took = takenWays(flow, answers)
  return toHuman.filter((edge) => tookEdge({ path: ['menu', 'human'], took }, edge)).map(({ id }) => id)
}

it.each<[string, Answer, readonly string[]]>([
  ['a key', { nodeId: 'menu', text: '2' }, ['menu choices.1']],
  ['another key', { nodeId: 'menu', text: '0' }, ['menu choices.2']],
  ['words', { nodeId: 'menu', text: 'my tap drips', intent: 'repair' }, ['menu choices.1']],
])('lights the one way that was chosen by %s', (_by, answer, lit) => {
  expect(litBy(answer)).toEqual(lit)
})

it.each<[string, readonly Answer[]]>([
  ['nobody answered', []],
  ['the answer chose nothing of the menu', [{ nodeId: 'menu', text: '7' }, { nodeId: 'menu', text: 'a person', intent: 'human' }, { nodeId: 'other', text: '2' }]],
])('lights all between the two nodes where %s', (_case, answers) => {
  expect(litBy(...answers)).toEqual(toHuman.map(({ id }) => id))
})

it('lights no way between nodes of which the call went only another one', () => {
  expect(tookEdge({ path: ['menu', 'hours'], took: [] }, { id: 'menu choices.1', source: 'menu', target: 'human' })).toBe(false)
})

const told = { at: 0, turnId: 't1' }

it.each<[string, readonly CallEvent[], readonly string[]]>([
  ['a key', [{ type: 'digits.entered', digits: '0', endedBy: 'max-count', ...told }], ['menu choices.2']],
  ['words', [{ type: 'utterance.understood', text: 'my tap drips', intent: 'repair', confidence: 1, slots: {}, ...told }], ['menu choices.1']],
  ['silence, twice', [{ type: 'no-input', ...told }, { type: 'no-input', ...told }], ['menu noInput']],
  ['nothing that is known', [], toHuman.map(({ id }) => id)],
])('lights the way of a call that is known by its events: %s', (_by, events, lit) => {
  const took = waysOfEvents(flow, ['menu', 'human'], events)

  expect(toHuman.filter((edge) => tookEdge({ path: ['menu', 'human'], took }, edge)).map(({ id }) => id)).toEqual(lit)
})

it('looks for the event of a move behind that of the move before', () => {
  const digits = (pressed: string): CallEvent => ({ type: 'digits.entered', digits: pressed, endedBy: 'max-count', ...told })

  expect(waysOfEvents(flow, ['menu', 'hours', 'menu', 'human'], [digits('1'), digits('2')]).map(({ edge }) => edge)).toEqual(['menu choices.0', 'menu choices.1'])
})
