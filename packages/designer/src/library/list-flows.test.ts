import type { LibraryEntry } from '@callchart/protocol'
import { expect, it } from 'vitest'
import { firstListing, listFlows, type Listing } from './list-flows.js'

const entry = (flow: string, over: Partial<LibraryEntry> = {}): LibraryEntry => ({ flow, name: flow, languages: ['zh-CN'], dnis: [], nodeCount: 3, problems: [], callsLastDay: 0, ...over })
const live = (publishedAt: string) => ({ version: 'v', publishedAt, author: 'Ann' })
const draft = (updatedAt: string) => ({ revision: 1, status: 'draft' as const, author: 'Ann', updatedAt })

const flows = [
  entry('desk', { name: '前台', dnis: ['4008'], live: live('2026-01-01'), callsLastDay: 7 }),
  entry('survey', { live: live('2026-01-02'), draft: draft('2026-02-01') }),
  entry('fresh', { draft: draft('2026-01-15'), problems: [{ code: 'X', severity: 'error', message: '', wayOut: '', zh: { message: '', wayOut: '' } }] }),
]
const list = (over: Partial<Listing>): string[] => listFlows(flows, { ...firstListing, ...over }).map(({ flow }) => flow)

it('begins with what was changed last', () => {
  expect(list({})).toEqual(['survey', 'fresh', 'desk'])
})

it('finds by name, id, number and every word', () => {
  expect(list({ search: '前台' })).toEqual(['desk'])
  expect(list({ search: ' 4008 DESK ' })).toEqual(['desk'])
  expect(list({ search: 'desk survey' })).toEqual([])
})

it('shows what is live, what has changes to publish, and what has problems', () => {
  expect(list({ filter: 'live' })).toEqual(['survey', 'desk'])
  expect(list({ filter: 'changed' })).toEqual(['survey', 'fresh'])
  expect(list({ filter: 'problems' })).toEqual(['fresh'])
})

it('sorts by calls and by name, both ways', () => {
  expect(list({ sort: 'calls' })[0]).toBe('desk')
  expect(list({ sort: 'name', descending: false })).toEqual([...list({ sort: 'name', descending: true })].reverse())
})
