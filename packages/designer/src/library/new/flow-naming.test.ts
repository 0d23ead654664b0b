import type { LibraryEntry } from '@callchart/protocol'
import { expect, it } from 'vitest'
import { idOf, namingFaults, type FlowNaming } from './flow-naming.js'

const flows: readonly LibraryEntry[] = [{ flow: 'desk', name: 'Desk', languages: ['en-US'], dnis: ['4001'], nodeCount: 1, problems: [], callsLastDay: 0 }]
const naming = (over: Partial<FlowNaming> = {}): FlowNaming => ({ name: 'Survey', ownId: undefined, dnis: [], ...over })
const faults = (over: Partial<FlowNaming>): string[] => namingFaults(naming(over), flows).map(({ field, fault }) => `${field} ${fault}`)

it('makes the id of the name until somebody gives another', () => {
  expect(idOf(naming(), new Set())).toBe('survey')
  expect(idOf(naming({ ownId: 'mine' }), new Set())).toBe('mine')
})

it('finds nothing wrong with a name and a number that are free', () => {
  expect(faults({ dnis: ['4002', '+8610123'] })).toEqual([])
})

it('finds what is missing, invalid or taken', () => {
  expect(faults({ name: ' ' })).toEqual(['name missing'])
  expect(faults({ ownId: 'Not good' })).toEqual(['id invalid'])
  expect(faults({ ownId: 'desk' })).toEqual(['id taken'])
  expect(faults({ dnis: ['4001', 'four'] })).toEqual(['numbers taken', 'numbers invalid'])
})
