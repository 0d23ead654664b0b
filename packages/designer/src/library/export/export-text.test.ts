import { readFileSync } from 'node:fs'
import type { DraftDocument } from '@callchart/flow'
import { expect, it } from 'vitest'
import { inspectFlow } from '../import/inspect-flow.js'
import { exportText, type ExportAnswer } from './export-text.js'

const read = (name: string): DraftDocument => JSON.parse(readFileSync(`flows/${name}.flow.json`, 'utf8')) as DraftDocument
const textOf = (answer: ExportAnswer): string => ('text' in answer ? answer.text : '')

it('exports a flow as a file that is taken in again the same', () => {
  const document = read('card-services')

  const text = textOf(exportText({ format: 'flow', document, library: undefined }))

  expect(inspectFlow(text)).toMatchObject({ document })
})

it('exports the chart with its sub-flows', () => {
  const files = [{ name: 'identify-employee.flow.json', text: readFileSync('flows/identify-employee.flow.json', 'utf8') }]
  const question = { document: read('it-helpdesk'), library: { files, versions: [], hasModel: false } }

  expect(JSON.parse(textOf(exportText({ ...question, format: 'xstate' })))).toHaveProperty('states')
  expect(textOf(exportText({ ...question, format: 'typescript' }))).toContain('export const machine')
})

it('makes no chart of an unfinished flow, and says why', () => {
  const document = { id: 'desk', name: 'Desk', languages: ['en-US'], nodes: [] } as unknown as DraftDocument

  expect(exportText({ format: 'xstate', document, library: undefined })).toMatchObject({ problems: expect.arrayContaining([expect.objectContaining({ code: 'FLOW_SCHEMA_INVALID' })]) as unknown })
  expect(textOf(exportText({ format: 'flow', document, library: undefined }))).toContain('"desk"')
})
