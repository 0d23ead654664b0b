import ELK from 'elkjs/lib/elk.bundled.js'
import type { DraftDocument } from '@callchart/flow'
import { expect, it } from 'vitest'
import { cardSize, overlaps, type Point } from '../canvas/geometry.js'
import { arrange, type Layout } from './arrange.js'

const elk = new ELK()
const layout: Layout = (graph) => elk.layout(graph)

const flow: DraftDocument = {
  id: 'menu',
  name: 'Menu',
  languages: ['en-US'],
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'question' },
    {
      id: 'question',
      kind: 'ask',
      name: 'What?',
      branches: [{ on: 'first', to: 'a' }, { on: 'second', to: 'b' }],
      noInput: { to: 'bye' },
      noMatch: { to: 'question' },
    },
    { id: 'a', kind: 'say', name: 'A', next: 'question' },
    { id: 'b', kind: 'say', name: 'B', next: 'bye' },
    { id: 'bye', kind: 'hangup', name: 'Bye' },
    { id: 'alone', kind: 'say', name: 'Alone' },
  ],
}
const sizeOf = (id: string) => cardSize(flow.nodes.find((node) => node.id === id)!, 0)
const placedAt = (places: Record<string, Point>) => (id: string): Point | undefined => places[id]
const arranged = (move: readonly string[], places: Record<string, Point> = {}) =>
  arrange({ document: flow, sizeOf, entryCountOf: () => 0, placeOf: placedAt(places), move: new Set(move) }, layout)
const ids = flow.nodes.map(({ id }) => id)
const noneOverlap = (places: Record<string, Point>) => {
  const rects = ids.map((id) => ({ ...places[id]!, ...sizeOf(id) }))
  return rects.every((rect, index) => rects.slice(index + 1).every((other) => !overlaps(rect, other)))
}

it('reads from left to right, ways in their order from top to bottom, nothing over another', async () => {
  const places = await arranged(ids)

  expect(Object.keys(places).sort()).toEqual([...ids].sort())
  expect(places.start!.x).toBeLessThan(places.question!.x)
  expect(places.question!.x).toBeLessThan(places.a!.x)
  expect(places.a!.y).toBeLessThan(places.b!.y)
  expect(noneOverlap(places)).toBe(true)
})

it('leaves what has its place where it is, and puts the rest beside what leads to it', async () => {
  const before = { start: { x: 0, y: 0 }, question: { x: 400, y: 0 }, a: { x: 800, y: 0 } }

  const places = await arranged(['b', 'bye', 'alone'], before)

  expect(Object.keys(places).sort()).toEqual(['alone', 'b', 'bye'])
  expect(places.b!.x).toBeGreaterThan(before.question.x + sizeOf('question').width)
  expect(noneOverlap({ ...before, ...places })).toBe(true)
})

it('arranges chosen nodes where they were', async () => {
  const before = { start: { x: 0, y: 0 }, question: { x: 400, y: 0 }, a: { x: 800, y: 900 }, b: { x: 800, y: 1_300 }, bye: { x: 700, y: 1_350 }, alone: { x: 0, y: 400 } }

  const places = await arranged(['b', 'bye'], before)

  expect(Math.min(places.b!.x, places.bye!.x)).toBe(700)
  expect(places.b!.x).toBeLessThan(places.bye!.x)
  expect(noneOverlap({ ...before, ...places })).toBe(true)
})

it('gives the same places every time', async () => {
  expect(await arranged(ids)).toEqual(await arranged(ids))
})

it('folds a flow that is one long row into rows below each other, and does not wait for a node that all lead to', async () => {
  const count = 160
  const long: DraftDocument = {
    ...flow,
    nodes: [
      { id: 'start', kind: 'start', name: 'Start', next: 'n0' },
      ...Array.from({ length: count }, (_, index) => ({ id: `n${index}`, kind: 'request' as const, name: 'Request', next: index === count - 1 ? 'bye' : `n${index + 1}`, failure: 'bye' })),
      { id: 'bye', kind: 'hangup', name: 'Bye' },
    ],
  }
  const sizes = new Map(long.nodes.map((node) => [node.id, cardSize(node, 0)]))

  const places = await arrange({ document: long, sizeOf: (id) => sizes.get(id)!, entryCountOf: () => 0, placeOf: () => undefined, move: new Set(sizes.keys()) }, layout)

  const width = Math.max(...Object.values(places).map(({ x }) => x))
  const height = Math.max(...Object.values(places).map(({ y }) => y))
  expect(width / height).toBeLessThan(6)
  expect(places.n1!.x).toBeGreaterThan(places.n0!.x)
  const rects = Object.entries(places).map(([id, place]) => ({ ...place, ...sizes.get(id)! }))
  expect(rects.every((rect, index) => rects.slice(index + 1).every((other) => !overlaps(rect, other)))).toBe(true)
})

it('puts what hangs together with nothing else below what begins at the start', async () => {
  const places = await arranged(ids)

  const lowest = Math.max(...ids.filter((id) => id !== 'alone').map((id) => places[id]!.y + sizeOf(id).height))
  expect(places.alone!.y).toBeGreaterThanOrEqual(lowest)
})
