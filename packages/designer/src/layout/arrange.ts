import type { DraftDocument } from '@callchart/flow'
import type { ElkNode } from 'elkjs/lib/elk-api.js'
import { boundsOf, overlaps, type Point, type Rect } from '../canvas/geometry.js'
import { draftWays } from '../document/draft-ways.js'
import { elkGraph, placesIn, type Sizes } from './elk-graph.js'
import { readingOrder } from './reading-order.js'

export type Layout = (graph: ElkNode) => Promise<ElkNode>

export interface Arranging extends Sizes {
  readonly document: DraftDocument
  /** Places of the nodes now; those without one have none. */
  readonly placeOf: (id: string) => Point | undefined
  /** Nodes that are placed anew; all others stay where they are. */
  readonly move: ReadonlySet<string>
}

const betweenX = 80
const betweenY = 40

/** Nodes that hang together through each other. */
function groupsOf(document: DraftDocument, ids: ReadonlySet<string>): string[][] {
  const neighbours = new Map([...ids].map((id) => [id, new Set<string>()]))
  for (const node of document.nodes)
    for (const { to } of draftWays(node)) {
      if (to === undefined || !ids.has(to) || !ids.has(node.id)) continue
      neighbours.get(node.id)?.add(to)
      neighbours.get(to)?.add(node.id)
    }
  const seen = new Set<string>()
  return [...ids].flatMap((root) => {
    if (seen.has(root)) return []
    const group: string[] = []
    const waiting = [root]
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (seen.has(id)) continue
      seen.add(id)
      group.push(id)
      waiting.push(...(neighbours.get(id) ?? []))
    }
    return [group]
  })
}

/** Where a group's upper left corner belongs: where it was, else behind what leads to it, else before what it leads to, else below everything. */
function anchorOf(group: ReadonlySet<string>, bounds: Rect, fixed: ReadonlyMap<string, Rect>, { document, placeOf, sizeOf }: Arranging): Point {
  const were = [...group].flatMap((id) => {
    const place = placeOf(id)
    return place === undefined ? [] : [{ ...place, ...sizeOf(id) }]
  })
  if (were.length > 0) {
    const { x, y } = boundsOf(were)
    return { x, y }
  }
  for (const node of document.nodes) {
    const from = fixed.get(node.id)
    if (from !== undefined && draftWays(node).some(({ to }) => to !== undefined && group.has(to))) return { x: from.x + from.width + betweenX, y: from.y }
  }
  for (const node of document.nodes)
    for (const { to } of group.has(node.id) ? draftWays(node) : []) {
      const target = to === undefined ? undefined : fixed.get(to)
      if (target !== undefined) return { x: target.x - betweenX - bounds.width, y: target.y }
    }
  const all = boundsOf([...fixed.values()])
  return { x: all.x, y: all.y + all.height + betweenY * 2 }
}

/** The group as a whole is moved down until it covers nothing that stays. */
function clearOf(taken: readonly Rect[], group: Rect): Point {
  let { y } = group
  for (let round = 0; round <= taken.length; round += 1) {
    const hit = taken.find((rect) => overlaps({ ...group, y }, rect))
    if (hit === undefined) break
    y = hit.y + hit.height + betweenY
  }
  return { x: group.x, y }
}

/** Everything anew: first what begins at the start, below it what is entered from elsewhere, beside each other as far as the first is wide. */
async function wholeLaidOut({ document, move, ...sizes }: Arranging, layout: Layout): Promise<Record<string, Point>> {
  const order = new Map(readingOrder(document).map(({ id }, index) => [id, index]))
  const firstOf = (group: readonly string[]): number => Math.min(...group.map((id) => order.get(id) ?? 0))
  const groups = groupsOf(document, move).sort((left, right) => firstOf(left) - firstOf(right))
  const places: Record<string, Point> = {}
  let [row, width]: [Rect, number] = [{ x: 0, y: 0, width: 0, height: 0 }, 0]
  for (const group of groups) {
    const own = placesIn(await layout(elkGraph(document, { ...sizes }, new Set(group))), document)
    const bounds = boundsOf(group.map((id): Rect => ({ ...(own[id] ?? { x: 0, y: 0 }), ...sizes.sizeOf(id) })))
    const isFirst = width === 0
    width = isFirst ? bounds.width : width
    const isNext = row.width > 0 && row.width + betweenX + bounds.width <= width
    if (!isNext && !isFirst) row = { x: 0, y: row.y + row.height + betweenY * 2, width: 0, height: 0 }
    const at = { x: isNext ? row.width + betweenX : 0, y: row.y }
    for (const id of group) places[id] = { x: (own[id]?.x ?? 0) - bounds.x + at.x, y: (own[id]?.y ?? 0) - bounds.y + at.y }
    row = { ...row, width: at.x + bounds.width, height: Math.max(row.height, bounds.height) }
  }
  return places
}

/** New places of the nodes that are to be moved. What stays is not touched, and nothing comes to lie upon it. */
export async function arrange(wish: Arranging, layout: Layout): Promise<Record<string, Point>> {
  const { document, move, sizeOf, placeOf } = wish
  if (move.size === 0) return {}
  const fixed = new Map(
    document.nodes.flatMap(({ id }) => {
      const place = move.has(id) ? undefined : placeOf(id)
      return place === undefined ? [] : [[id, { ...place, ...sizeOf(id) }] as const]
    }),
  )
  if (fixed.size === 0) return wholeLaidOut(wish, layout)
  const places: Record<string, Point> = {}
  const taken = [...fixed.values()]
  for (const group of groupsOf(document, move)) {
    const ids = new Set(group)
    const own = placesIn(await layout(elkGraph(document, wish, ids)), document)
    const rects = group.map((id): Rect => ({ ...(own[id] ?? { x: 0, y: 0 }), ...sizeOf(id) }))
    const bounds = boundsOf(rects)
    const corner = clearOf(taken, { ...bounds, ...anchorOf(ids, bounds, fixed, wish) })
    group.forEach((id, index) => {
      const rect = rects[index]
      if (rect === undefined) return
      const place = { x: Math.round(rect.x - bounds.x + corner.x), y: Math.round(rect.y - bounds.y + corner.y) }
      places[id] = place
      taken.push({ ...place, width: rect.width, height: rect.height })
    })
  }
  return places
}
