// @vitest-environment happy-dom
import type { DraftDocument, FlowProblem } from '@callchart/flow'
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { renderIn, speaking } from '../inspector/testing/rendered.js'
import { SoftphonePanel } from './SoftphonePanel.js'

const document: DraftDocument = {
  id: 'desk',
  name: 'Desk',
  languages: ['en-US'],
  nodes: [{ id: 'start', kind: 'start', name: 'Start' }, { id: 'ask1', kind: 'ask', name: 'What?' }],
  variables: { customerName: { type: 'string', description: 'Who is called' }, balance: { type: 'number', initial: 3 } },
}
const problem = (severity: FlowProblem['severity'], message: string): FlowProblem => ({ code: 'FLOW_TARGET_MISSING', severity, nodeId: 'ask1', message, wayOut: 'w', zh: { message: `中 ${message}`, wayOut: 'w' } })

beforeAll(() => speaking('en'))
afterEach(cleanup)

it('calls no draft with errors: it lists them, and leads to the problems', () => {
  const { editor } = renderIn(document, <SoftphonePanel />, [problem('error', '"What?" has no way for "no input".'), problem('warning', 'A hint')])

  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Call' }).disabled).toBe(true)
  expect(screen.queryByText('A hint')).toBeNull()
  fireEvent.click(screen.getByText('"What?" has no way for "no input".'))

  expect(editor.getState()).toMatchObject({ lower: 'problems', selection: new Set(['ask1']) })
})

it('lets a call begin with warnings, and asks who calls with the variables of the flow', () => {
  renderIn(document, <SoftphonePanel />, [problem('warning', 'A hint')])

  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Call' }).disabled).toBe(false)
  fireEvent.click(screen.getByRole('button', { name: 'Who is calling' }))
  expect(screen.getByLabelText('customerName')).toBeDefined()
  expect(screen.getByLabelText<HTMLInputElement>('balance').placeholder).toBe('3')
})
