import type { Point } from './geometry.js'

export interface EdgePath {
  readonly d: string
  readonly middle: Point
}

const corner = 10
/** How far an edge that leads back goes out of a node before it turns. */
const away = 28
/** Such an edge runs this far above the higher of its nodes' ends, or between them where there is room. */
const over = 44

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most)

/** A line through points at right angles, with round corners. */
function rounded(points: readonly Point[]): string {
  const first = points[0]
  if (first === undefined) return ''
  let d = `M${first.x},${first.y}`
  for (let index = 1; index < points.length - 1; index += 1) {
    const [before, at, after] = [points[index - 1], points[index], points[index + 1]]
    if (before === undefined || at === undefined || after === undefined) continue
    const size = Math.min(corner, (Math.abs(at.x - before.x) + Math.abs(at.y - before.y)) / 2, (Math.abs(after.x - at.x) + Math.abs(after.y - at.y)) / 2)
    const from = { x: at.x - Math.sign(at.x - before.x) * size, y: at.y - Math.sign(at.y - before.y) * size }
    const to = { x: at.x + Math.sign(after.x - at.x) * size, y: at.y + Math.sign(after.y - at.y) * size }
    d += `L${from.x},${from.y}Q${at.x},${at.y} ${to.x},${to.y}`
  }
  const last = points.at(-1)
  return last === undefined ? d : `${d}L${last.x},${last.y}`
}

/** From the right of a node to the left of another: a soft curve ahead, a line with corners back. */
export function edgePath(from: Point, to: Point): EdgePath {
  const ahead = to.x - from.x
  if (ahead > 16) {
    const bend = clamp(ahead / 2, 24, 140)
    return { d: `M${from.x},${from.y}C${from.x + bend},${from.y} ${to.x - bend},${to.y} ${to.x},${to.y}`, middle: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 } }
  }
  const between = Math.abs(to.y - from.y) > over * 4
  const y = between ? (from.y + to.y) / 2 : Math.min(from.y, to.y) - over
  const points = [from, { x: from.x + away, y: from.y }, { x: from.x + away, y }, { x: to.x - away, y }, { x: to.x - away, y: to.y }, to]
  return { d: rounded(points), middle: { x: (from.x + to.x) / 2, y } }
}
