import type { DraftDocument } from '@callchart/flow'
import { draftWays } from '../document/draft-ways.js'
import type { Rect } from './geometry.js'

export type Direction = 'left' | 'right' | 'up' | 'down'

const targetsOf = (document: DraftDocument, id: string): string[] => {
  const node = document.nodes.find((found) => found.id === id)
  return node === undefined ? [] : draftWays(node).flatMap(({ to }) => (to === undefined || to === id ? [] : [to]))
}

const middle = (rect: Rect): { x: number; y: number } => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 })

/** The nearest node on that side; one that lies straight ahead before one that lies aslant. */
function nearest(rects: ReadonlyMap<string, Rect>, id: string, direction: Direction): string | undefined {
  const from = rects.get(id)
  if (from === undefined) return undefined
  const at = middle(from)
  let best: { id: string; cost: number } | undefined
  for (const [other, rect] of rects) {
    const to = middle(rect)
    const [ahead, aside] = direction === 'left' || direction === 'right' ? [to.x - at.x, to.y - at.y] : [to.y - at.y, to.x - at.x]
    const distance = direction === 'left' || direction === 'up' ? -ahead : ahead
    if (other === id || distance <= 0) continue
    const cost = distance + 2 * Math.abs(aside)
    if (best === undefined || cost < best.cost) best = { id: other, cost }
  }
  return best?.id
}

/**
 * Where an arrow key leads from a node: right along its first way, left to what leads to it, up and down among the targets of the node
 * that was come from; and where no edge leads, to the nearest node on that side.
 */
export function walk(document: DraftDocument, rects: ReadonlyMap<string, Rect>, id: string, direction: Direction): string | undefined {
  if (direction === 'right') return targetsOf(document, id)[0] ?? nearest(rects, id, direction)
  const sources = document.nodes.filter((node) => node.id !== id && targetsOf(document, node.id).includes(id))
  if (direction === 'left') {
    const at = rects.get(id)
    const before = sources.find((node) => (rects.get(node.id)?.x ?? 0) < (at?.x ?? 0))
    return (before ?? sources[0])?.id ?? nearest(rects, id, direction)
  }
  for (const source of sources) {
    const siblings = [...new Set(targetsOf(document, source.id))]
    const next = siblings[siblings.indexOf(id) + (direction === 'up' ? -1 : 1)]
    if (next !== undefined) return next
  }
  return nearest(rects, id, direction)
}
