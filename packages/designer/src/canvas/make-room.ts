import type { DraftDocument } from '@callchart/flow'
import { draftWays } from '../document/draft-ways.js'
import { nodesById } from '../document/node-index.js'
import { overlaps, type Point, type Rect, type Size } from './geometry.js'

/** Left free on either side of a node that is put between two others. */
const beside = 64

/** Everything that a call comes to from a node on, without coming by another one. */
function behind(document: DraftDocument, from: string, without: string): ReadonlySet<string> {
  const byId = nodesById(document)
  const found = new Set<string>()
  const waiting = [from]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id) || id === without) continue
    found.add(id)
    for (const { to } of draftWays(byId.get(id) ?? { id, kind: 'hangup', name: '' })) if (to !== undefined) waiting.push(to)
  }
  return found
}

export interface Room {
  readonly at: Point
  /** What moves aside for it, and where to. */
  readonly moved: Readonly<Record<string, Point>>
}

/** A place between two nodes, the second of which is further right; what follows moves on to the right where there is no room. */
export function roomBetween(document: DraftDocument, rects: ReadonlyMap<string, Rect>, source: string, target: string, size: Size): Room | undefined {
  const from = rects.get(source)
  const to = rects.get(target)
  if (from === undefined || to === undefined || to.x <= from.x) return undefined
  const y = Math.abs(to.y - from.y) < size.height ? to.y : Math.round((from.y + to.y) / 2)
  const gap = to.x - from.x - from.width
  const inTheMiddle = { x: Math.round(from.x + from.width + (gap - size.width) / 2), y }
  const isFree = gap >= size.width + beside && [...rects.values()].every((rect) => !overlaps(rect, { ...inTheMiddle, ...size }))
  if (isFree) return { at: inTheMiddle, moved: {} }
  const at = { x: Math.round(from.x + from.width + beside), y: Math.round(to.y) }
  const by = Math.round(at.x + size.width + beside - to.x)
  const following = behind(document, target, source)
  const moved = [...rects].filter(([id, rect]) => following.has(id) && rect.x >= to.x).map(([id, rect]) => [id, { x: rect.x + by, y: rect.y }] as const)
  const isMoved = new Set(moved.map(([id]) => id))
  const stays = [...rects].filter(([id]) => !isMoved.has(id)).map(([, rect]) => rect)
  if (by <= 0 || stays.some((rect) => overlaps(rect, { ...at, ...size }))) return undefined
  return { at, moved: Object.fromEntries(moved) }
}
