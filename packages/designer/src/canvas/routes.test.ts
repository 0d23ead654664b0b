import type { DraftDocument } from '@callchart/flow'
import { expect, it } from 'vitest'
import { chartEdges, chartNodes, type ChartEdge, type ChartNode, type Places } from './chart.js'
import { hits } from './router.js'
import { RouteBook } from './routes.js'

const flow: DraftDocument = {
  id: 'row',
  name: 'Row',
  languages: ['en-US'],
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'ask' },
    { id: 'ask', kind: 'ask', name: 'Ask', branches: [{ on: 'yes', to: 'say' }], noInput: { to: 'bye' }, noMatch: { to: 'start' } },
    { id: 'say', kind: 'say', name: 'Say', next: 'bye' },
    { id: 'bye', kind: 'hangup', name: 'Bye' },
  ],
}
const inRow: Places = { start: { x: 0, y: 0 }, ask: { x: 336, y: 0 }, say: { x: 672, y: 60 }, bye: { x: 1_008, y: 0 } }
const drawn = (places: Places, before: readonly ChartNode[] = []): readonly ChartNode[] =>
  chartNodes({ document: flow, entries: new Map(), places, dragged: {}, resized: {}, selection: new Set(), selectedNote: undefined, cursor: undefined, nameOf: ({ name }) => name, noteName: '' }, before)
const edges: readonly ChartEdge[] = chartEdges(flow, [])

it('leads only those lines around that would run under a card', () => {
  const nodes = drawn(inRow)

  const routes = new RouteBook().routesFor(nodes, edges)

  expect([...routes.keys()]).toContain('ask noInput')
  expect([...routes.keys()]).not.toContain('start next')
  expect([...routes.keys()]).not.toContain('say next')
  const say = nodes.find(({ id }) => id === 'say')!
  for (const points of routes.values()) expect(points.some((point, index) => index > 0 && hits(points[index - 1]!, point, { ...say.position, width: say.width!, height: say.height! }))).toBe(false)
})

it('asks nothing anew where nothing moved, and only what lies around where something did', () => {
  const book = new RouteBook()
  const before = drawn(inRow)
  const routes = book.routesFor(before, edges)

  expect(book.routesFor(drawn(inRow, before), edges)).toBe(routes)

  const after = book.routesFor(drawn({ ...inRow, say: { x: 672, y: 900 } }, before), edges)
  expect(after.has('ask noInput')).toBe(false)
})

it('leads nothing around where too much moved at once, draws straight what hangs on it, and makes up for it when asked again', () => {
  const book = new RouteBook()
  const before = drawn(inRow)
  const routes = book.routesFor(before, edges)
  const nodes = drawn({ ...inRow, bye: { x: 1_300, y: 0 } }, before)

  const meanwhile = book.routesFor(nodes, edges, 0)

  expect(book.isBehind).toBe(true)
  expect(routes.has('ask noInput')).toBe(true)
  expect(meanwhile.has('ask noInput')).toBe(false)
  expect(meanwhile.get('ask noMatch')).toBe(routes.get('ask noMatch'))

  expect(book.routesFor(nodes, edges)).toEqual(new RouteBook().routesFor(nodes, edges))
  expect(book.isBehind).toBe(false)
})
