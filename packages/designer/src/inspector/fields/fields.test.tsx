// @vitest-environment happy-dom
import type { DraftDocument, DraftNode } from '@callchart/flow'
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { act, Profiler } from 'react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { editNode } from '../../document/commands/nodes.js'
import { NodeInspector } from '../NodeInspector.js'
import { renderIn, speaking, type Rendered } from '../testing/rendered.js'
import { VariablesPanel } from '../VariablesPanel.js'

const documentWith = (...nodes: readonly object[]): DraftDocument =>
  ({ schemaVersion: 1, id: 'flow', name: 'Flow', languages: ['en-US'], variables: { city: { type: 'string' }, age: { type: 'number' } }, nodes: nodes.map((node) => ({ name: 'Node', ...node }) as unknown as DraftNode) })

const start = { id: 'start', kind: 'start', name: 'Start' }
const nodeIn = ({ editor }: Rendered, id: string): DraftNode | undefined => editor.getState().document.nodes.find((node) => node.id === id)
const field = ({ container }: Rendered, at: string): HTMLElement => {
  const found = container.querySelector<HTMLElement>(`[data-field="${at}"]`)
  if (found === null) throw new Error(`No field "${at}" is shown.`)
  return found
}
/** Opens the list of a field and picks what has this text. */
async function pick(shown: Rendered, at: string, text: string, search = ''): Promise<void> {
  fireEvent.click(within(field(shown, at)).getAllByRole('button').find((button) => button.getAttribute('aria-haspopup') === 'listbox') ?? field(shown, at))
  if (search !== '') fireEvent.change(await screen.findByPlaceholderText('Search …'), { target: { value: search } })
  const [first] = await screen.findAllByText(text)
  if (first !== undefined) fireEvent.click(first)
}

beforeAll(() => speaking('en'))
afterEach(cleanup)

describe('a way', () => {
  it('leads to a new node, which stands beside it, in one step', async () => {
    const shown = renderIn(documentWith(start), <NodeInspector id="start" />)

    await pick(shown, 'next', 'Menu')

    expect(nodeIn(shown, 'start')).toMatchObject({ next: 'menu1' })
    expect(nodeIn(shown, 'menu1')).toMatchObject({ kind: 'menu', name: 'Menu' })
    shown.editor.getState().undo()
    expect(shown.editor.getState().document.nodes).toHaveLength(1)
  })
})

describe('a variable', () => {
  it('is made in place, of the type that is chosen', async () => {
    const shown = renderIn(documentWith({ id: 'ask', kind: 'collect', prompt: {}, valueType: 'number' }), <NodeInspector id="ask" />)

    await pick(shown, 'variable', 'New variable "floor"', 'floor')

    expect(nodeIn(shown, 'ask')).toMatchObject({ variable: 'floor' })
    expect(shown.editor.getState().document.variables).toMatchObject({ floor: { type: 'number' } })
  })

  it('is renamed everywhere', () => {
    const shown = renderIn(documentWith({ id: 'if', kind: 'decide', branches: [{ when: 'city == "Bonn"' }] }), <VariablesPanel />)
    const name = screen.getByLabelText('Name of city')

    fireEvent.change(name, { target: { value: 'town' } })
    fireEvent.blur(name)

    expect(nodeIn(shown, 'if')).toMatchObject({ branches: [{ when: 'town == "Bonn"' }] })
  })

  it('is not removed while it is used, and it is said where', async () => {
    const shown = renderIn(documentWith({ id: 'if', kind: 'decide', name: 'Which city?', branches: [{ when: 'city == "Bonn"' }] }), <VariablesPanel />)

    fireEvent.click(screen.getByLabelText('Remove city'))
    fireEvent.click(screen.getByLabelText('Remove age'))

    expect(await screen.findByText('Which city?')).toBeDefined()
    expect(Object.keys(shown.editor.getState().document.variables ?? {})).toEqual(['city'])
  })
})

describe('a time', () => {
  it('is shown in seconds and kept in milliseconds', () => {
    const shown = renderIn(documentWith({ id: 'to', kind: 'transfer', queue: 'q', maxWaitMs: 90_000 }), <NodeInspector id="to" />)
    const input = within(field(shown, 'maxWaitMs')).getByRole('textbox')

    expect(input).toHaveProperty('value', '90 s')
    fireEvent.change(input, { target: { value: '45' } })
    expect(nodeIn(shown, 'to')).toMatchObject({ maxWaitMs: 45_000 })
  })

  it('out of its bounds says so at once', () => {
    const shown = renderIn(documentWith({ id: 'to', kind: 'transfer', queue: 'q', maxWaitMs: 1 }), <NodeInspector id="to" />)

    expect(field(shown, 'maxWaitMs').textContent).toContain('Between 1 s and 3600 s')
  })
})

describe('a list', () => {
  it('gives a new choice of a menu the next free key', () => {
    const shown = renderIn(documentWith({ id: 'menu', kind: 'menu', prompt: {}, choices: [{ digit: '1' }, { digit: '3' }] }), <NodeInspector id="menu" />)

    fireEvent.click(within(field(shown, 'choices')).getByText('Choice'))

    expect(nodeIn(shown, 'menu')).toMatchObject({ choices: [{ digit: '1' }, { digit: '3' }, { digit: '2' }] })
  })

  it('moves and removes its items', () => {
    const shown = renderIn(documentWith({ id: 'menu', kind: 'menu', prompt: {}, choices: [{ digit: '1' }, { digit: '3' }] }), <NodeInspector id="menu" />)

    fireEvent.click(screen.getByLabelText('Move down: 1'))
    expect(nodeIn(shown, 'menu')).toMatchObject({ choices: [{ digit: '3' }, { digit: '1' }] })
    fireEvent.click(screen.getByLabelText('Remove: 3'))
    expect(nodeIn(shown, 'menu')).toMatchObject({ choices: [{ digit: '1' }] })
  })
})

describe('a problem', () => {
  it('stands at its field, and is fixed there', () => {
    const document = documentWith({ id: 'if', kind: 'decide', branches: [{ when: 'vip', to: 'gone' }] })
    const shown = renderIn(document, <NodeInspector id="if" />, [
      { code: 'FLOW_TARGET_UNKNOWN', severity: 'error', nodeId: 'if', path: 'branches.0.to', message: 'It leads nowhere.', wayOut: 'Connect it.', zh: { message: '没有节点。', wayOut: '请连接。' } },
    ])

    expect(field(shown, 'branches.0.to').textContent).toContain('It leads nowhere.')
    fireEvent.click(screen.getByText('Disconnect'))
    expect(nodeIn(shown, 'if')).toMatchObject({ branches: [{ when: 'vip' }] })
    expect(nodeIn(shown, 'if')).not.toHaveProperty('branches.0.to')
  })
})

it('renders the form of the node that is edited, and no other', () => {
  const renders: string[] = []
  const seen = (id: string): void => void renders.push(id)
  const document = documentWith({ id: 'first', kind: 'say', prompt: {}, next: 'second' }, { id: 'second', kind: 'decide', branches: [{ when: 'age > 3', to: 'first' }] })
  const { editor } = renderIn(
    document,
    <>
      <Profiler id="first" onRender={seen}>
        <NodeInspector id="first" />
      </Profiler>
      <Profiler id="second" onRender={seen}>
        <NodeInspector id="second" />
      </Profiler>
    </>,
  )
  act(() => editor.getState().run(editNode('first', ['note'], 'T')))
  renders.length = 0

  act(() => editor.getState().run(editNode('first', ['note'], 'Typed')))

  expect(new Set(renders)).toEqual(new Set(['first']))
})
