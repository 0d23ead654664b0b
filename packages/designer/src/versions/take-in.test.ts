import type { DraftDocument } from '@callchart/flow'
import { expect, it } from 'vitest'
import { flowFromTemplate } from '../library/templates/templates.js'
import { takeIn } from './take-in.js'

const base = flowFromTemplate('menu', { id: 'desk', name: 'Desk', languages: ['en-US'], dnis: [], namesIn: 'en-US' })
const changed = (id: string, change: object, from = base): DraftDocument => ({ ...from, nodes: from.nodes.map((node) => (node.id === id ? { ...node, ...change } : node)) })

it('keeps what the draft changed and takes what the live version changed', () => {
  const draft = changed('hours', { name: 'Mine' })
  const live = changed('goodbye', { name: 'Theirs' })

  const { document, takenCount, conflicts } = takeIn(draft, base, live)

  expect(document.nodes.find(({ id }) => id === 'hours')?.name).toBe('Mine')
  expect(document.nodes.find(({ id }) => id === 'goodbye')?.name).toBe('Theirs')
  expect([takenCount, conflicts]).toEqual([1, []])
})

it('brings two fields of one node together', () => {
  const { document, conflicts } = takeIn(changed('hours', { name: 'Mine' }), base, changed('hours', { next: 'goodbye' }))

  expect(document.nodes.find(({ id }) => id === 'hours')).toMatchObject({ name: 'Mine', next: 'goodbye' })
  expect(conflicts).toEqual([])
})

it('lets the draft stand where both changed the same field, and tells it', () => {
  const { document, conflicts } = takeIn(changed('hours', { name: 'Mine' }), base, changed('hours', { name: 'Theirs' }))

  expect(document.nodes.find(({ id }) => id === 'hours')?.name).toBe('Mine')
  expect(conflicts).toEqual([expect.objectContaining({ part: 'nodes/hours' })])
})
