import { endsOf, type ChartEdge, type ChartNode } from './chart.js'
import { plainLine } from './edge-path.js'
import type { Point } from './geometry.js'

function distanceToPiece(at: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = dx * dx + dy * dy
  const part = length === 0 ? 0 : Math.min(1, Math.max(0, ((at.x - from.x) * dx + (at.y - from.y) * dy) / length))
  return Math.hypot(at.x - from.x - part * dx, at.y - from.y - part * dy)
}

/**
 * The line nearest to a place on the chart, where lines are one drawing and none can be asked by itself.
 * @param reach how far away it may be, on the chart
 */
export function lineUnder(at: Point, nodes: readonly ChartNode[], edges: readonly ChartEdge[], reach: number): string | undefined {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  let nearest: { readonly id: string; readonly distance: number } | undefined
  for (const edge of edges) {
    const ends = endsOf(edge, byId)
    if (ends === undefined) continue
    const line = edge.data?.corners ?? plainLine(ends.from, ends.to)
    for (let index = 1; index < line.length; index += 1) {
      const [from, to] = [line[index - 1], line[index]]
      if (from === undefined || to === undefined) continue
      const distance = distanceToPiece(at, from, to)
      if (distance <= reach && distance < (nearest?.distance ?? Infinity)) nearest = { id: edge.id, distance }
    }
  }
  return nearest?.id
}
