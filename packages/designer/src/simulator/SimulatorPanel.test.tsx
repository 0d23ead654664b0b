// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { noResources, type DraftDocument } from '@callchart/flow'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { createHighlightStore, HighlightContext, type HighlightStore } from '../canvas/highlight.js'
import { createEditorStore, type EditorStore } from '../editor/editor-store.js'
import { EditorProvider } from '../editor/EditorContext.js'
import { startLocale } from '../locale/locale.js'
import { answerTask, ReadyFlows } from './answer-task.js'
import type { SimulatorReply, SimulatorRequest } from './simulator-messages.js'
import { SimulatorPanel } from './SimulatorPanel.js'
import { pizza } from './testing/pizza.js'

/** The worker's work, done here. */
class WorkerHere {
  onmessage: ((event: { readonly data: SimulatorReply }) => void) | undefined
  readonly #flows = new ReadyFlows()
  postMessage(request: SimulatorRequest): void {
    if (request.type !== 'task') return
    const answer = answerTask(this.#flows, request.document, noResources, request.task)
    queueMicrotask(() => this.onmessage?.({ data: { id: request.id, answer } }))
  }
  terminate(): void {
    return
  }
}

beforeAll(async () => {
  vi.stubGlobal('Worker', WorkerHere)
  vi.stubGlobal('fetch', async () => new Response('{}', { status: 404 }))
  // Text fields that grow ask for the page's fonts, which are not there here.
  Object.defineProperty(window.document, 'fonts', { configurable: true, value: new EventTarget() })
  await startLocale('en')
})
afterEach(cleanup)

let editor: EditorStore
let highlight: HighlightStore
const document: DraftDocument = { ...pizza, nodes: pizza.nodes.map((node) => (node.id === 'start' ? { ...node, next: 'wish' } : node)) }
beforeEach(() => {
  editor = createEditorStore(document)
  editor.getState().show({ side: 'simulator' })
  highlight = createHighlightStore()
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <EditorProvider store={editor}>
          <HighlightContext value={highlight}>
            <SimulatorPanel />
          </HighlightContext>
        </EditorProvider>
      </QueryClientProvider>
    </MantineProvider>,
  )
})

const says = (words: string): void => {
  const field = screen.getByLabelText('What the caller says')
  fireEvent.change(field, { target: { value: words } })
  fireEvent.submit(field.closest('form') as HTMLFormElement)
}
const log = () => within(screen.getByRole('log'))

it('talks to the flow, tells why, and lights the way', async () => {
  fireEvent.click(screen.getByRole('button', { name: 'Start the call' }))
  expect(await screen.findByText('Your wish?')).toBeDefined()
  says('pizza please')

  expect(await log().findByText('Your pin?')).toBeDefined()
  fireEvent.click(log().getByRole('button', { name: /Understood as "Order"/ }))
  expect(log().getByText('keyword "pizza"')).toBeDefined()
  expect(highlight.getState()).toMatchObject({ active: 'pin', path: ['start', 'wish', 'pin'], tone: 'call' })
})

it('presses keys with Alt, steps back, and branches off', async () => {
  fireEvent.click(screen.getByRole('button', { name: 'Start the call' }))
  await screen.findByText('Your wish?')
  says('pizza please')
  await log().findByText('Your pin?')

  const field = screen.getByLabelText('What the caller says')
  fireEvent.keyDown(field, { altKey: true, code: 'Digit4', key: '4' })
  expect(await log().findByText('Keys 4')).toBeDefined()
  fireEvent.keyDown(field, { altKey: true, key: 'ArrowUp' })
  fireEvent.keyDown(field, { altKey: true, key: 'ArrowUp' })
  expect(log().queryByText('Your pin?')).toBeNull()
  expect(log().getByText(/2 later steps are hidden/)).toBeDefined()

  says('I want to pay')
  expect(await log().findByText('Goodbye.')).toBeDefined()
  expect(screen.getByRole('button', { name: 'Branches' })).toBeDefined()
})

it('asks what a request is answered', async () => {
  fireEvent.click(screen.getByRole('button', { name: 'Start the call' }))
  await screen.findByText('Your wish?')
  says('pizza please')
  await log().findByText('Your pin?')
  says('42')

  const card = await screen.findByRole('group', { name: '"Fetch" waits for an answer' })
  fireEvent.change(within(card).getByLabelText('Answer (JSON)'), { target: { value: '{"size": 9}' } })
  fireEvent.click(within(card).getByRole('button', { name: 'Answer 200' }))

  expect(await log().findByText('Size 9.')).toBeDefined()
})

it('offers to play the same on a draft that has changed', async () => {
  fireEvent.click(screen.getByRole('button', { name: 'Start the call' }))
  await screen.findByText('Your wish?')

  editor.getState().load({ ...document, name: 'Other', nodes: document.nodes.map((node) => (node.id === 'wish' ? { ...node, prompt: { 'en-US': ['What now?'] } } : node)) })
  fireEvent.click(await screen.findByRole('button', { name: 'Play the same again' }))

  expect(await log().findByText('What now?')).toBeDefined()
  expect(screen.getByText(/goes differently from the start/)).toBeDefined()
})
