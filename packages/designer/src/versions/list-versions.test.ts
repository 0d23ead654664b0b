import type { VersionView } from '@callchart/protocol'
import { expect, it } from 'vitest'
import { firstVersionListing, inOrderOfAge, listVersions, theDraft, withChoice } from './list-versions.js'

const version = (id: string, createdAt: string, over: Partial<VersionView> = {}): VersionView => ({ version: id, flow: 'desk', name: 'Desk', author: 'Ann', note: '', origin: 'designer', createdAt, live: false, ...over })
const versions = [version('a', '2026-01-01', { origin: 'file' }), version('b', '2026-02-01', { note: 'New greeting' }), version('c', '2026-03-01', { author: '王芳', live: true })]
const list = (over: object): string[] => listVersions(versions, { ...firstVersionListing, ...over }).map(({ version: id }) => id)

it('lists the latest first', () => {
  expect(list({})).toEqual(['c', 'b', 'a'])
})

it('finds by note, author and origin', () => {
  expect(list({ search: 'greeting' })).toEqual(['b'])
  expect(list({ search: '王' })).toEqual(['c'])
  expect(list({ origin: 'file' })).toEqual(['a'])
})

it('compares from the older to the newer, the draft being the newest', () => {
  expect(inOrderOfAge(['c', 'a'], versions)).toEqual(['a', 'c'])
  expect(inOrderOfAge([theDraft, 'c'], versions)).toEqual(['c', theDraft])
})

it('chooses two at most', () => {
  expect(withChoice(['a', 'b'], 'c')).toEqual(['b', 'c'])
  expect(withChoice(['a', 'b'], 'a')).toEqual(['b'])
})
