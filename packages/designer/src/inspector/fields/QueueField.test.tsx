// @vitest-environment happy-dom
import type { DraftDocument } from '@callchart/flow'
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { NodeInspector } from '../NodeInspector.js'
import { renderIn, speaking } from '../testing/rendered.js'

const flowWith = (...queues: readonly string[]): DraftDocument => ({
  id: 'desk',
  name: 'Desk',
  languages: ['en-US'],
  nodes: [{ id: 'start', kind: 'start', name: 'Start', next: 'human0' }, ...queues.map((queue, index) => ({ id: `human${index}`, kind: 'transfer' as const, name: `Human ${index}`, queue }))],
})

beforeAll(() => speaking('en'))
afterEach(cleanup)

it('renames a queue in every node that sends callers there, as one change', async () => {
  const { editor } = renderIn(flowWith('sales', 'cards', 'sales'), <NodeInspector id="human0" />)
  const queues = (): unknown[] => editor.getState().document.nodes.slice(1).map(({ queue }) => queue)

  fireEvent.click(await screen.findByRole('button', { name: 'Rename in all 2 nodes …' }))
  fireEvent.change(await screen.findByLabelText('New name of the queue'), { target: { value: 'shop' } })
  fireEvent.click(screen.getByRole('button', { name: 'Rename everywhere' }))

  expect(queues()).toEqual(['shop', 'cards', 'shop'])
  editor.getState().undo()
  expect(queues()).toEqual(['sales', 'cards', 'sales'])
})

it('offers nothing where the queue is named once: the field itself renames it', async () => {
  renderIn(flowWith('sales', 'cards'), <NodeInspector id="human0" />)

  await screen.findByDisplayValue('sales')

  expect(screen.queryByRole('button', { name: /^Rename in/ })).toBeNull()
})
