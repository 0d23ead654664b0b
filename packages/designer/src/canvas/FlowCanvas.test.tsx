// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import type { DraftDocument, DraftNode } from '@callchart/flow'
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { EditorProvider } from '../editor/EditorContext.js'
import { createEditorStore, type EditorStore } from '../editor/editor-store.js'
import { startLocale } from '../locale/locale.js'
import { canvasOf } from './canvas-store.js'
import { createHighlightStore, HighlightContext } from './highlight.js'

const { drawn } = vi.hoisted(() => ({ drawn: new Map<string, number>() }))
vi.mock('../nodes/cards.js', async () => {
  const Counted = ({ node }: { readonly node: DraftNode }) => {
    drawn.set(node.id, (drawn.get(node.id) ?? 0) + 1)
    return null
  }
  const { nodeKinds } = await import('@callchart/flow')
  return { cards: Object.fromEntries(nodeKinds.map((kind) => [kind, Counted])) }
})

const { FlowCanvas } = await import('./FlowCanvas.js')

const chain = (count: number): DraftDocument => ({
  id: 'chain',
  name: 'Chain',
  languages: ['en-US'],
  keyIntents: { human: { to: 'say1' } },
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'say1' },
    ...Array.from({ length: count }, (_, index) => ({ id: `say${index + 1}`, kind: 'say' as const, name: `Step ${index + 1}`, prompt: { 'en-US': ['Hello.'] }, next: index + 1 < count ? `say${index + 2}` : 'bye' })),
    { id: 'bye', kind: 'hangup', name: 'Bye' },
  ],
  layout: Object.fromEntries(['start', ...Array.from({ length: count }, (_, index) => `say${index + 1}`), 'bye'].map((id, index) => [id, { x: (index % 10) * 340, y: Math.floor(index / 10) * 200 }])),
})

beforeAll(async () => {
  await startLocale('en')
  // Nothing is laid out here: cards are as large as they say, everything else is a large screen.
  const extent = (side: 'width' | 'height') =>
    function (this: HTMLElement): number {
      return this.classList.contains('react-flow__node') ? Number.parseFloat(this.style[side]) : 6_000
    }
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockImplementation(extent('width'))
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockImplementation(extent('height'))
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
    return new DOMRect(0, 0, extent('width').call(this), extent('height').call(this))
  })
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: query.includes('reduced-motion'), addEventListener: () => undefined, removeEventListener: () => undefined, addListener: () => undefined, removeListener: () => undefined }))
})
beforeEach(() => drawn.clear())
afterEach(cleanup)

function open(document: DraftDocument, options: { readonly readOnly?: boolean } = {}) {
  const editor = createEditorStore(document, options)
  const highlight = createHighlightStore()
  render(
    <MantineProvider>
      <EditorProvider store={editor}>
        <HighlightContext value={highlight}>
          <FlowCanvas />
        </HighlightContext>
      </EditorProvider>
    </MantineProvider>,
  )
  return { editor, highlight }
}

const card = async (name: string): Promise<HTMLElement> => screen.findByRole('group', { name })
const nodeOf = (editor: EditorStore, id: string): DraftNode | undefined => editor.getState().document.nodes.find((node) => node.id === id)
const press = (key: string, options: object = {}): boolean => fireEvent.keyDown(document.activeElement ?? document.body, { key, ...options })

it('draws a node once more when it is selected, and no other one', async () => {
  const { editor } = open(chain(8))
  await card('Say: Step 3')
  drawn.clear()

  act(() => editor.getState().select(['say3']))

  expect([...drawn.keys()]).toEqual(['say3'])
})

it('draws no card again while one is dragged', async () => {
  const { editor } = open(chain(8))
  const dragged = await card('Say: Step 2')
  const from = dragged.style.transform
  drawn.clear()
  const at = (x: number, y: number) => ({ bubbles: true, cancelable: true, view: window, clientX: x, clientY: y, button: 0 })

  fireEvent.mouseDown(dragged, at(400, 20))
  for (let step = 1; step <= 20; step += 1) fireEvent.mouseMove(window, at(400 + step * 5, 20 + step * 3))
  expect(dragged.style.transform).not.toBe(from)
  expect([...drawn.values()].reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(1)
  fireEvent.mouseUp(window, at(500, 80))

  await waitFor(() => expect(editor.getState().history.done.map(({ kind }) => kind)).toEqual(['moveNodes']))
  expect(editor.getState().document.layout?.say2).not.toEqual(chain(8).layout?.say2)
})

it('draws one card when one node is renamed', async () => {
  const { editor } = open(chain(8))
  await card('Say: Step 5')
  drawn.clear()

  act(() => editor.getState().run({ kind: 'renameNode', apply: (flow) => ({ ...flow, nodes: flow.nodes.map((node) => (node.id === 'say5' ? { ...node, name: 'Five' } : node)) }) }))

  expect([...drawn.keys()]).toEqual(['say5'])
  expect(await card('Say: Five')).toBeDefined()
})

it('walks along the ways by arrows, with one stop of the Tab key for the whole chart', async () => {
  const { editor } = open(chain(3))
  const start = await card('Start: Start')
  expect(start.tabIndex).toBe(0)
  start.focus()

  press('ArrowRight')
  press('ArrowRight')

  expect([...editor.getState().selection]).toEqual(['say1'])
  await waitFor(() => expect(document.activeElement?.getAttribute('data-id')).toBe('say1'))
  expect((await card('Start: Start')).tabIndex).toBe(-1)
})

it('adds behind the selected node by the quick picker, and takes it away again with the way healed', async () => {
  const { editor } = open(chain(2))
  await card('Say: Step 1')
  act(() => editor.getState().select(['say1']))
  ;(await card('Say: Step 1')).focus()

  press('/')
  const box = await screen.findByRole('combobox', { name: 'Find a kind of node' })
  fireEvent.change(box, { target: { value: 'tag' } })
  fireEvent.keyDown(box, { key: 'Enter' })

  expect(nodeOf(editor, 'say1')?.next).toBe('tag1')
  expect(nodeOf(editor, 'tag1')?.next).toBe('say2')
  expect([...editor.getState().selection]).toEqual(['tag1'])

  fireEvent.keyDown(document.body, { key: 'Delete' })
  expect(nodeOf(editor, 'tag1')).toBeUndefined()
  expect(nodeOf(editor, 'say1')?.next).toBe('say2')
  expect(screen.getByText('1 node was deleted')).toBeDefined()
})

it('connects a port by the keyboard, to a node from a list', async () => {
  const { editor } = open({ ...chain(2), nodes: chain(2).nodes.map((node) => (node.id === 'say2' ? { id: 'say2', kind: 'say', name: 'Step 2' } : node)) })
  await card('Say: Step 2, 1 way out is not connected')
  act(() => editor.getState().select(['say2']))
  ;(await card('Say: Step 2, 1 way out is not connected')).focus()

  press('c')
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Next: not connected. Add or connect the next node')
  fireEvent.click(document.activeElement!, { detail: 0 })
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Connect to …' }))
  const box = await screen.findByRole('combobox', { name: 'Find a node' })
  fireEvent.change(box, { target: { value: 'bye' } })
  fireEvent.keyDown(box, { key: 'Enter' })

  expect(nodeOf(editor, 'say2')?.next).toBe('bye')
})

it('tells what leads to a node from anywhere, and where a call went', async () => {
  const { highlight } = open(chain(3))
  const first = await card('Say: Step 1')
  expect(within(first).getByText('From anywhere: wants a human')).toBeDefined()

  act(() => highlight.getState().light({ active: 'say2', path: ['start', 'say1', 'say2', 'say1', 'say2'] }))

  expect(within(first).getByRole('img', { name: 'Step 2, 4' })).toBeDefined()
  expect(within(await card('Say: Step 2')).getByRole('img', { name: 'The call is here' })).toBeDefined()
})

it('leaves nothing to edit with where the document is only looked at', async () => {
  const { editor } = open(chain(2), { readOnly: true })
  const first = await card('Say: Step 1')
  act(() => editor.getState().select(['say1']))
  first.focus()

  press('/')
  press('Delete')
  press('d', { ctrlKey: true })

  expect(screen.queryByRole('combobox')).toBeNull()
  expect(screen.queryByRole('button', { name: 'Add a note' })).toBeNull()
  expect(within(first).queryByRole('button')).toBeNull()
  expect(document.querySelector('[data-insert]')).toBeNull()
  expect(editor.getState().document).toEqual(chain(2))
})

it('shows from afar what can be seen from there: names, and the lines as one drawing but those of a call', async () => {
  const { editor, highlight } = open(chain(8))
  await card('Say: Step 3')
  await waitFor(() => expect(canvasOf(editor).getState().view).toBeDefined())
  const lines = (): number => document.querySelectorAll('.react-flow__edge').length
  await waitFor(() => expect(lines()).toBe(9))

  await act(async () => canvasOf(editor).getState().view?.setViewport({ x: 0, y: 0, zoom: 0.3 }))
  expect(lines()).toBe(0)
  expect(within(await card('Say: Step 3')).queryByRole('button')).toBeNull()
  expect(within(await card('Say: Step 3')).getByText('Step 3')).toBeDefined()

  act(() => highlight.getState().light({ active: 'say2', path: ['start', 'say1', 'say2'] }))
  expect(lines()).toBe(2)

  await act(async () => canvasOf(editor).getState().view?.setViewport({ x: 0, y: 0, zoom: 1 }))
  expect(lines()).toBe(9)
  expect(within(await card('Say: Step 3')).getByRole('button')).toBeDefined()
})
