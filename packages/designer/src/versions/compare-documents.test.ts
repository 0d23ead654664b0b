import { readFileSync } from 'node:fs'
import type { DraftDocument } from '@callchart/flow'
import { expect, it } from 'vitest'
import { flowFromTemplate } from '../library/templates/templates.js'
import { compareDocuments } from './compare-documents.js'

const flow = flowFromTemplate('menu', { id: 'desk', name: 'Desk', languages: ['en-US'], dnis: [], namesIn: 'en-US' })
const resultOf = (older: DraftDocument | undefined, newer: DraftDocument): string => compareDocuments({ older, newer, library: undefined }).result
const withNode = (id: string, change: object): DraftDocument => ({ ...flow, nodes: flow.nodes.map((node) => (node.id === id ? { ...node, ...change } : node)) })

it('calls the first version the first', () => {
  expect(compareDocuments({ older: undefined, newer: flow, library: undefined })).toEqual({ result: 'first', nodeCount: flow.nodes.length })
})

it('sees no difference in the order of fields or in the schema for editors', () => {
  expect(resultOf(flow, { $schema: './flow.schema.json', ...Object.fromEntries(Object.entries(flow).reverse()) } as unknown as DraftDocument)).toBe('same')
})

it('tells what callers do not notice from what they do', () => {
  expect(resultOf(flow, { ...flow, layout: { start: { x: 1, y: 2 } } })).toBe('looks-only')
  expect(resultOf(flow, withNode('hours', { note: 'Ask Ann' }))).toBe('looks-only')
  expect(resultOf(flow, withNode('hours', { next: 'goodbye' }))).toBe('differs')
})

it('tells a difference in both languages, with the names of nodes', () => {
  const comparison = compareDocuments({ older: flow, newer: withNode('hours', { next: 'goodbye' }), library: undefined })

  if (comparison.result !== 'differs') throw new Error(comparison.result)
  const [change] = comparison.changes
  expect(change?.sentence.en).toMatch(/Tell the opening hours.*Goodbye/)
  expect(change?.sentence.zh).toMatch(/Tell the opening hours.*Goodbye/)
  expect(comparison.names[change?.nodeId ?? '']).toBeDefined()
})

it('says that an unfinished flow cannot be compared', () => {
  expect(resultOf(flow, withNode('main', { choices: 'none' }))).toBe('incomplete')
})

it('sees a difference of what is named beside the flow in neither version', () => {
  const helpdesk = JSON.parse(readFileSync('flows/it-helpdesk.flow.json', 'utf8')) as DraftDocument
  const files = [{ name: 'identify-employee.flow.json', text: readFileSync('flows/identify-employee.flow.json', 'utf8') }]

  expect(compareDocuments({ older: helpdesk, newer: { ...helpdesk, layout: {} }, library: { files, versions: [], hasModel: false } }).result).toBe('looks-only')
})
