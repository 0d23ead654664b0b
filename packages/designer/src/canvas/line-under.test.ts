import { expect, it } from 'vitest'
import type { DraftDocument } from '@callchart/flow'
import { chartEdges, chartNodes, endsOf } from './chart.js'
import { lineUnder } from './line-under.js'

const flow: DraftDocument = {
  id: 'f', name: 'F', languages: ['en-US'],
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'a' },
    { id: 'a', kind: 'say', name: 'A', next: 'b' },
    { id: 'b', kind: 'hangup', name: 'B' },
  ],
}

const places = { start: { x: 0, y: 0 }, a: { x: 400, y: 300 }, b: { x: 900, y: 0 } }
const nodes = chartNodes({ document: flow, entries: new Map(), places, dragged: {}, resized: {}, selection: new Set(), selectedNote: undefined, cursor: undefined, nameOf: ({ name }) => name, noteName: '' }, [])
const edges = chartEdges(flow, [])
const middles = new Map(
  edges.map((edge) => {
    const ends = endsOf(edge, new Map(nodes.map((node) => [node.id, node])))
    if (ends === undefined) throw new Error(`${edge.id} has no ends`)
    return [edge.source, { x: (ends.from.x + ends.to.x) / 2, y: (ends.from.y + ends.to.y) / 2 }] as const
  }),
)
const middleFrom = (source: string) => middles.get(source) ?? expect.unreachable(`no line leads out of ${source}`)

it.each(['start', 'a'])('finds the line that leads out of %s, and only within reach', (source) => {
  const middle = middleFrom(source)

  expect(lineUnder(middle, nodes, edges, 12)).toBe(edges.find((edge) => edge.source === source)?.id)
  expect(lineUnder({ x: middle.x, y: middle.y + 200 }, nodes, edges, 12)).toBeUndefined()
})

it('goes by the corners of a line that is led around something', () => {
  const [first, ...others] = edges
  if (first?.data === undefined) throw new Error('no line')
  const corners = [{ x: 240, y: 40 }, { x: 300, y: 40 }, { x: 300, y: 900 }, { x: 400, y: 900 }, { x: 400, y: 340 }]
  const led = [{ ...first, data: { ...first.data, corners } }, ...others]

  expect(lineUnder({ x: 305, y: 700 }, nodes, led, 12)).toBe(first.id)
  expect(lineUnder(middleFrom('start'), nodes, led, 12)).toBeUndefined()
})
