// @vitest-environment happy-dom
import type { DraftDocument, JsonObject } from '@callchart/flow'
import { MantineProvider } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { EditorProvider } from '../editor/EditorContext.js'
import { createEditorStore } from '../editor/editor-store.js'
import { startLocale } from '../locale/locale.js'
import { IntentsView } from './IntentsView.js'

const flow = {
  id: 'f',
  name: 'F',
  languages: ['en-US'],
  intents: { balance: { name: 'Balance', phrases: { 'en-US': ['check my balance'] } }, lost: { name: 'Lost card' } },
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'ask' },
    { id: 'ask', kind: 'ask', name: 'How can I help?', branches: [{ on: 'balance' }] },
  ],
} as unknown as DraftDocument

beforeAll(async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined, addListener: () => undefined, removeListener: () => undefined }))
  vi.stubGlobal('fetch', () => Promise.reject(new Error('offline')))
  Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true })
  await startLocale('en')
})
afterEach(cleanup)

function opened() {
  const store = createEditorStore(flow)
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <ModalsProvider>
          <EditorProvider store={store}>
            <IntentsView />
          </EditorProvider>
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>,
  )
  return { intents: () => store.getState().document.intents as Readonly<Record<string, JsonObject>>, store }
}

const group = (name: RegExp): HTMLElement => screen.getByRole('group', { name })
const list = (): HTMLElement => screen.getByRole('navigation', { name: 'Intents' })

it('adds an intent by its name, and shows it', () => {
  const { intents } = opened()
  fireEvent.change(screen.getByRole('textbox', { name: 'New intent' }), { target: { value: 'Opening hours' } })
  fireEvent.click(screen.getByRole('button', { name: 'Add intent' }))

  expect(intents().openingHours).toEqual({ name: 'Opening hours' })
  expect((screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' })).value).toBe('Opening hours')
})

it('takes a pasted list in, and says what was there already', () => {
  const { intents } = opened()
  const input = within(group(/What callers say/)).getByRole('textbox', { name: /paste a list/ })
  fireEvent.paste(input, { clipboardData: { getData: () => '- Check my balance!\n- what do I owe\n- how much is left' } })

  expect(intents().balance).toMatchObject({ phrases: { 'en-US': ['check my balance', 'what do I owe', 'how much is left'] } })
  expect(screen.getByText(/2 added\. 1 was there already: Check my balance!/)).toBeTruthy()
})

it('renames an intent everywhere', () => {
  const { store } = opened()
  const id = screen.getByRole('textbox', { name: 'Id' })
  fireEvent.change(id, { target: { value: 'cardBalance' } })
  fireEvent.blur(id)

  expect(store.getState().document.nodes[1]).toMatchObject({ branches: [{ on: 'cardBalance' }] })
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Id' }).value).toBe('cardBalance')
})

it('removes no intent that is in use, and says where it is', async () => {
  const { intents } = opened()
  fireEvent.click(screen.getByRole('button', { name: 'Remove intent' }))
  expect(await screen.findByText('Take it out of these first: How can I help?')).toBeTruthy()
  expect(intents().balance).toBeTruthy()

  fireEvent.click(within(list()).getByText('Lost card'))
  fireEvent.click(screen.getByRole('button', { name: 'Remove intent' }))
  expect(intents()).not.toHaveProperty('lost')
})

it('turns a key intent on, and gives it phrases', () => {
  const { store } = opened()
  fireEvent.click(within(list()).getByText('Wants a human'))
  fireEvent.click(screen.getByRole('switch', { name: /Holds at every question/ }))
  const input = within(group(/Sentences of your own/)).getByRole('textbox')
  fireEvent.change(input, { target: { value: 'an operator' } })
  fireEvent.keyDown(input, { key: 'Enter' })

  expect(store.getState().document.keyIntents).toEqual({ human: { enabled: true, phrases: { 'en-US': ['an operator'] } } })
})
