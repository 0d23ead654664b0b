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

const isAhead = (from: Point, to: Point): boolean => to.x - from.x > 16
const bendOf = (from: Point, to: Point): number => clamp((to.x - from.x) / 2, 24, 140)

function pointsBack(from: Point, to: Point): readonly Point[] {
  const between = Math.abs(to.y - from.y) > over * 4
  const y = between ? (from.y + to.y) / 2 : Math.min(from.y, to.y) - over
  return [from, { x: from.x + away, y: from.y }, { x: from.x + away, y }, { x: to.x - away, y }, { x: to.x - away, y: to.y }, to]
}

/** The middle of the longest level piece. */
function middleOf(points: readonly Point[]): Point {
  let best = { length: -1, x: 0, y: 0 }
  points.slice(1).forEach((point, index) => {
    const before = points[index] ?? point
    const length = before.y === point.y ? Math.abs(point.x - before.x) : 0
    if (length > best.length) best = { length, x: (before.x + point.x) / 2, y: point.y }
  })
  return { x: best.x, y: best.y }
}

/** From the right of a node to the left of another: along its corners where it has some, else a soft curve ahead, a line with corners back. */
export function edgePath(from: Point, to: Point, corners?: readonly Point[]): EdgePath {
  if (corners === undefined && isAhead(from, to)) {
    const bend = bendOf(from, to)
    return { d: `M${from.x},${from.y}C${from.x + bend},${from.y} ${to.x - bend},${to.y} ${to.x},${to.y}`, middle: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 } }
  }
  const points = corners ?? pointsBack(from, to)
  return { d: rounded(points), middle: middleOf(points) }
}

const samples = 16

/** The line without corners of its own as straight pieces. */
export function plainLine(from: Point, to: Point): readonly Point[] {
  if (!isAhead(from, to)) return pointsBack(from, to)
  const bend = bendOf(from, to)
  const at = (part: number, first: number, second: number, third: number, fourth: number): number => {
    const rest = 1 - part
    return rest ** 3 * first + 3 * rest ** 2 * part * second + 3 * rest * part ** 2 * third + part ** 3 * fourth
  }
  return Array.from({ length: samples + 1 }, (_, index) => ({ x: at(index / samples, from.x, from.x + bend, to.x - bend, to.x), y: at(index / samples, from.y, from.y, to.y, to.y) }))
}
