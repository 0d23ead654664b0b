// @vitest-environment happy-dom
import type { DraftDocument, Json } from '@callchart/flow'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { EditorProvider } from '../editor/EditorContext.js'
import { createEditorStore } from '../editor/editor-store.js'
import { startLocale } from '../locale/locale.js'
import { PromptField } from './PromptField.js'

const document = { id: 'f', name: 'F', languages: ['en-US', 'zh-CN'], nodes: [], variables: { balance: { type: 'number', description: 'What is owed' } } } as unknown as DraftDocument

beforeAll(async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined, addListener: () => undefined, removeListener: () => undefined }))
  vi.stubGlobal('fetch', () => Promise.reject(new Error('offline')))
  Object.defineProperty(globalThis.document, 'fonts', { value: new EventTarget(), configurable: true })
  await startLocale('en')
})
afterEach(cleanup)

function shown(first: Json | undefined, several: 'variants' | 'attempts' = 'variants') {
  const changed = vi.fn()
  function Held() {
    const [value, setValue] = useState(first)
    return (
      <PromptField
        label="Prompt"
        value={value}
        several={several}
        onChange={(next) => {
          changed(next)
          setValue(next)
        }}
      />
    )
  }
  const store = createEditorStore(document)
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <EditorProvider store={store}>
          <Held />
        </EditorProvider>
      </QueryClientProvider>
    </MantineProvider>,
  )
  return { changed, store }
}

const textOf = (when: string): HTMLTextAreaElement => within(screen.getByRole('group', { name: when })).getByRole('textbox')
const type = (input: HTMLTextAreaElement, text: string): void => {
  fireEvent.change(input, { target: { value: text, selectionStart: text.length, selectionEnd: text.length } })
}

it('writes the first text at once, and takes the prompt away with its last', () => {
  const { changed } = shown(undefined)
  type(textOf('Every time'), 'Hello')
  expect(changed).toHaveBeenLastCalledWith({ 'en-US': ['Hello'] })

  type(textOf('Every time'), '')
  expect(changed).toHaveBeenLastCalledWith(undefined)
})

it('says when each variant is said, and adds and removes them', () => {
  const { changed } = shown({ 'en-US': ['One', 'Two', 'Three'] })
  expect(screen.getByRole('group', { name: 'Visit 1' })).toBeTruthy()
  expect(screen.getByRole('group', { name: 'Visit 3 and later' })).toBeTruthy()

  fireEvent.click(screen.getByRole('button', { name: 'Say it differently next time' }))
  expect(changed).toHaveBeenLastCalledWith({ 'en-US': ['One', 'Two', 'Three', ''] })
})

it('offers variables behind {{ and puts the chosen one in, by the keyboard', () => {
  const { changed } = shown({ 'en-US': ['Hi'] }, 'attempts')
  const input = textOf('Every attempt')
  type(input, 'You owe {{ bal')
  const list = screen.getByRole('listbox', { name: 'Variables and values' })
  expect(within(list).getAllByRole('option').map(({ textContent }) => textContent)).toContain('balancenumberWhat is owed')

  fireEvent.keyDown(input, { key: 'ArrowDown' })
  fireEvent.keyDown(input, { key: 'Enter' })
  expect(changed).toHaveBeenLastCalledWith({ 'en-US': ['You owe {{ money(balance, "USD") }}'] })
  expect(screen.queryByRole('listbox')).toBeNull()
})

it('tells what is wrong with an expression, and what is heard where nothing is', () => {
  shown({ 'en-US': ['You owe {{ blance }}'] })
  expect(screen.getByText(/blance: .*blance/)).toBeTruthy()

  type(textOf('Every time'), 'You owe {{ money(balance, "USD") }}')
  expect(screen.getByText(/Heard as/).textContent).toContain('You owe 128 dollars and 50 cents')
})

it('marks a language in which nothing is said, and takes another one over', () => {
  const { changed } = shown({ 'en-US': ['Hello'] })
  expect(screen.getByRole('img', { name: 'Nothing is said in this language yet' })).toBeTruthy()

  fireEvent.click(screen.getByRole('radio', { name: /Chinese/ }))
  fireEvent.click(screen.getByRole('button', { name: /Take over/ }))
  expect(changed).toHaveBeenLastCalledWith({ 'en-US': ['Hello'], 'zh-CN': ['Hello'] })
})
