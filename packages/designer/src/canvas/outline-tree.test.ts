import type { DraftDocument } from '@callchart/flow'
import { expect, it } from 'vitest'
import { outlineRows, unfolded, type OutlineRow } from './outline-tree.js'

const flow: DraftDocument = {
  id: 'menu',
  name: 'Menu',
  languages: ['en-US'],
  keyIntents: { human: { to: 'agent' } },
  onHangup: 'bye',
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'hello' },
    { id: 'hello', kind: 'say', name: 'Hello', next: 'question' },
    { id: 'question', kind: 'ask', name: 'What?', branches: [{ on: 'first', to: 'a' }], noInput: { to: 'bye' }, noMatch: {} },
    { id: 'a', kind: 'say', name: 'A', next: 'question' },
    { id: 'bye', kind: 'hangup', name: 'Bye' },
    { id: 'agent', kind: 'say', name: 'Agent', next: 'bye' },
    { id: 'lost', kind: 'say', name: 'Lost' },
  ],
}
const told = (rows: readonly OutlineRow[]) =>
  rows.map((row) => `${'  '.repeat(row.depth)}${row.type === 'section' ? `# ${row.section}` : row.type === 'open' ? `? ${row.through.way.way}` : `${row.type === 'again' ? '-> ' : ''}${row.node.id}`}`)

it('tells each node once, branches further in, and mentions where it is led to again', () => {
  expect(told(outlineRows(flow))).toEqual([
    'start',
    'hello',
    'question',
    '  ? noMatch',
    '  a',
    '  -> question',
    '  bye',
    '# fromAnywhere',
    'agent',
    '-> bye',
    'bye',
    '# notReached',
    'lost',
    '? next',
  ])
})

it('hides what is below a folded node, and nothing else', () => {
  expect(told(unfolded(outlineRows(flow), new Set(['question']))).slice(0, 5)).toEqual(['start', 'hello', 'question', '# fromAnywhere', 'agent'])
})

it('stands a circle and a way to nowhere', () => {
  const circle: DraftDocument = {
    ...flow,
    keyIntents: {},
    nodes: [
      { id: 'start', kind: 'start', name: 'Start', next: 'a' },
      { id: 'a', kind: 'say', name: 'A', next: 'a' },
      { id: 'b', kind: 'say', name: 'B', next: 'gone' },
    ],
  }

  expect(told(outlineRows(circle))).toEqual(['start', 'a', '-> a', '# notReached', 'b'])
})
