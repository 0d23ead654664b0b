import type { DraftDocument } from '@callchart/flow'
import { expect, it } from 'vitest'
import { isTaken, keptOf, type Incoming, type Known } from './incoming.js'

const document = (id: string): DraftDocument => ({ schemaVersion: 1, id, name: id.toUpperCase(), languages: ['en-US'], dnis: ['4001'], nodes: [] })
const incoming = (key: string, id: string, over: Partial<Incoming> = {}): Incoming => ({ key, fileName: `${key}.flow.json`, read: { document: document(id), problems: [] }, taken: 'keep-both', left: false, ...over })
const known: Known = { ids: new Set(['desk']), names: new Set(['DESK']) }
const kept = (...all: Incoming[]): unknown[] => keptOf(all, known).map(({ document: { id, name, dnis }, replace }) => ({ id, name, dnis, replace }))

it('keeps a flow that is new as it is', () => {
  expect(kept(incoming('a', 'survey'))).toEqual([{ id: 'survey', name: 'SURVEY', dnis: ['4001'], replace: false }])
})

it('keeps both under ids and names of their own, the second without the numbers of the first', () => {
  expect(kept(incoming('a', 'desk'))).toEqual([{ id: 'desk-2', name: 'DESK (2)', dnis: undefined, replace: false }])
})

it('replaces what is there', () => {
  expect(kept(incoming('a', 'desk', { taken: 'replace' }))).toEqual([{ id: 'desk', name: 'DESK', dnis: ['4001'], replace: true }])
})

it('lets two files with one id never overwrite each other', () => {
  const [first, second] = [incoming('a', 'survey'), incoming('b', 'survey')]

  expect(isTaken(first, [first, second], known)).toBe(false)
  expect(isTaken(second, [first, second], known)).toBe(true)
  expect(kept(first, second).map((each) => (each as { id: string }).id)).toEqual(['survey', 'survey-2'])
  expect(kept(incoming('a', 'desk', { taken: 'replace' }), incoming('b', 'desk', { taken: 'replace' })).map((each) => (each as { id: string }).id)).toEqual(['desk', 'desk-2'])
})

it('leaves out what was left, is refused, or is still being read', () => {
  expect(kept(incoming('a', 'survey', { left: true }), incoming('b', 'x', { read: { refusal: { reason: 'too-large' } } }), incoming('c', 'y', { read: 'reading' }))).toEqual([])
})
