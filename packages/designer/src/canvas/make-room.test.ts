import type { DraftDocument } from '@callchart/flow'
import { expect, it } from 'vitest'
import { roomBetween } from './make-room.js'

const flow: DraftDocument = {
  id: 'f',
  name: 'F',
  languages: ['en-US'],
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'a' },
    { id: 'a', kind: 'say', name: 'A', next: 'b' },
    { id: 'b', kind: 'say', name: 'B', next: 'a' },
    { id: 'aside', kind: 'say', name: 'Aside' },
  ],
}
const size = { width: 256, height: 80 }
const rects = (places: Record<string, readonly [number, number]>) => new Map(Object.entries(places).map(([id, [x, y]]) => [id, { x, y, ...size }]))

it('moves what follows aside, and nothing else', () => {
  const room = roomBetween(flow, rects({ start: [0, 0], a: [320, 0], b: [640, 0], aside: [640, 400] }), 'start', 'a', size)

  expect(room?.at).toEqual({ x: 320, y: 0 })
  expect(room?.moved).toEqual({ a: { x: 640, y: 0 }, b: { x: 960, y: 0 } })
})

it('leaves all where it is when there is room', () => {
  expect(roomBetween(flow, rects({ start: [0, 0], a: [800, 0] }), 'start', 'a', size)).toEqual({ at: { x: 400, y: 0 }, moved: {} })
})

it('finds no room on a way that leads back', () => {
  expect(roomBetween(flow, rects({ a: [320, 0], b: [640, 0] }), 'b', 'a', size)).toBeUndefined()
})
