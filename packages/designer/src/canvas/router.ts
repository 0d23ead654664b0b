import type { Point, Rect } from './geometry.js'

/*
 * Lines that keep clear of cards. A line runs from the right of one card to the left of another; read from one end to the other it never
 * turns back, but where it leads back as a whole. So the way is cut into strips at the sides of the cards that lie between, in each of
 * which some heights are free, and the cheapest sequence of heights is found from strip to strip.
 */

/** Kept free around a card. */
const clearance = 14
/** How far out of a card a line goes before it turns, where it leads back. */
const away = 28
/** A bend costs as much as so many pixels. */
const bendCost = 90
/** A line that would lie on another one that leads elsewhere costs so much, and lines beside each other are so far apart. */
const sharedCost = 60
const laneGap = 9
/** Among more cards than this a line is drawn straight: it would be searched for too long, and crosses half the chart anyhow. */
export const mostObstacles = 70

export interface Line {
  readonly from: Point
  readonly to: Point
  readonly target: string
  /** So much further out it turns, where it leads back: lines of one card do not run in one another. */
  readonly aside?: number
}

/** A horizontal piece of a line that was routed before. */
export interface Lane {
  readonly y: number
  readonly left: number
  readonly right: number
  readonly target: string
}

const inflated = ({ x, y, width, height }: Rect): Rect => ({ x: x - clearance, y: y - clearance, width: width + 2 * clearance, height: height + 2 * clearance })

interface Strip {
  readonly left: number
  readonly right: number
  /** Heights that cards take, from top to bottom, none touching another. */
  readonly taken: readonly (readonly [number, number])[]
}

function stripsOf(left: number, right: number, obstacles: readonly Rect[]): Strip[] {
  const sides = [left, ...obstacles.flatMap(({ x, width }) => [x, x + width]).filter((x) => x > left && x < right), right].sort((one, other) => one - other)
  return sides.slice(1).flatMap((end, index): Strip[] => {
    const begin = sides[index] ?? end
    if (end - begin < 0.5) return []
    const spans = obstacles.filter(({ x, width }) => x < end && x + width > begin).map(({ y, height }) => [y, y + height] as const).sort(([one], [other]) => one - other)
    const taken: [number, number][] = []
    for (const [top, bottom] of spans) {
      const last = taken.at(-1)
      if (last !== undefined && top <= last[1]) last[1] = Math.max(last[1], bottom)
      else taken.push([top, bottom])
    }
    return [{ left: begin, right: end, taken }]
  })
}

/** Heights at which a line may run: those of its ends, and beside the cards, in several lanes where there is room. */
function heightsOf(strips: readonly Strip[], from: Point, to: Point): number[] {
  const borders = strips.flatMap(({ taken }) => taken.flatMap(([top, bottom]) => [top, top - laneGap, top - 2 * laneGap, bottom, bottom + laneGap, bottom + 2 * laneGap]))
  return [...new Set([from.y, to.y, ...borders])].sort((one, other) => one - other)
}

/** Which heights lie in one free stretch of a strip, by its number; -1 under a card. */
function stretchesOf({ taken }: Strip, heights: readonly number[]): number[] {
  let next = 0
  return heights.map((y) => {
    while (next < taken.length && (taken[next]?.[1] ?? 0) <= y) next += 1
    return (taken[next]?.[0] ?? Infinity) < y ? -1 : next
  })
}

interface Costs {
  readonly cost: number[]
  /** The height that the line came from. */
  readonly from: number[]
}

/** The least cost at each height, where the line may go up and down within a stretch. */
function turned(costs: readonly number[], heights: readonly number[], stretches: readonly number[], bend: number): Costs {
  const cost = [...costs]
  const from = heights.map((_, index) => index)
  const pass = (order: readonly number[]): void => {
    let carried = { cost: Infinity, at: -1, y: 0, stretch: -1 }
    for (const index of order) {
      const y = heights[index] ?? 0
      const stretch = stretches[index] ?? -1
      if (stretch !== carried.stretch) carried = { cost: Infinity, at: -1, y, stretch }
      if (stretch < 0) continue
      const moved = carried.cost + Math.abs(y - carried.y)
      const own = (costs[index] ?? Infinity) + bend
      carried = own <= moved ? { cost: own, at: index, y, stretch } : { ...carried, cost: moved, y }
      if (carried.at !== index && carried.cost < (cost[index] ?? Infinity)) [cost[index], from[index]] = [carried.cost, carried.at]
    }
  }
  const order = heights.map((_, index) => index)
  pass(order)
  pass(order.reverse())
  return { cost, from }
}

/** The heights of the line in each strip, or nothing where every way is blocked. */
function cheapest(strips: readonly Strip[], heights: readonly number[], { from, to, target }: Line, lanes: readonly Lane[]): number[] | undefined {
  const beside = heights.map((y) => lanes.filter((lane) => lane.target !== target && Math.abs(lane.y - y) < laneGap - 1))
  const steps: number[][] = []
  let cost = heights.map((y) => (y === from.y ? 0 : Infinity))
  let stretchesBefore: readonly number[] | undefined
  for (const strip of strips) {
    const stretches = stretchesOf(strip, heights)
    // At the border between two strips the line may turn along the cards of either.
    const [here, before] = [turned(cost, heights, stretches, bendCost), stretchesBefore === undefined ? undefined : turned(cost, heights, stretchesBefore, bendCost)]
    const isBefore = heights.map((_, index) => (before?.cost[index] ?? Infinity) < (here.cost[index] ?? Infinity))
    steps.push(heights.map((_, index) => (isBefore[index] === true ? before?.from[index] : here.from[index]) ?? index))
    cost = heights.map((_, index) => {
      if ((stretches[index] ?? -1) < 0) return Infinity
      const shared = beside[index]?.some(({ left, right }) => left < strip.right && right > strip.left) === true
      return Math.min(here.cost[index] ?? Infinity, before?.cost[index] ?? Infinity) + (strip.right - strip.left) * (shared ? 1.2 : 1) + (shared ? sharedCost : 0)
    })
    stretchesBefore = stretches
  }
  const end = turned(cost, heights, stretchesBefore ?? [], bendCost)
  const last = heights.indexOf(to.y)
  if (!Number.isFinite(end.cost[last] ?? Infinity)) return undefined
  let at = end.from[last] ?? last
  const found: number[] = []
  for (let index = strips.length - 1; index >= 0; index -= 1) {
    found.unshift(heights[at] ?? 0)
    at = steps[index]?.[at] ?? at
  }
  return found
}

/** The corners of a line that keeps clear of all these cards; undefined where none is found. */
export function routeAround(line: Line, cards: readonly Rect[], lanes: readonly Lane[] = []): readonly Point[] | undefined {
  const { from, to } = line
  const isBack = to.x - from.x <= 2 * clearance + 4
  const start = { x: from.x + (isBack ? away + (line.aside ?? 0) : clearance + 2), y: from.y }
  const end = { x: to.x - (isBack ? away : clearance + 2), y: to.y }
  const [left, right] = [Math.min(start.x, end.x), Math.max(start.x, end.x)]
  const obstacles = cards.map(inflated).filter(({ x, width }) => x < right && x + width > left)
  if (obstacles.length > mostObstacles || right - left < 1) return undefined
  const strips = stripsOf(left, right, obstacles)
  const ordered = isBack ? strips.reverse() : strips
  const heights = heightsOf(ordered, from, to)
  const found = cheapest(ordered, heights, line, lanes)
  if (found === undefined) return undefined
  const points: Point[] = [from, start]
  found.forEach((y, index) => {
    const strip = ordered[index]
    const last = points.at(-1)
    if (strip === undefined || last === undefined) return
    const begin = isBack ? strip.right : strip.left
    if (last.y !== y) points.push({ x: index === 0 ? start.x : begin, y: last.y }, { x: index === 0 ? start.x : begin, y })
  })
  const lastY = found.at(-1) ?? to.y
  points.push({ x: end.x, y: lastY }, { x: end.x, y: to.y }, to)
  return simplified(points)
}

/** Without points in the middle of a straight piece. */
function simplified(points: readonly Point[]): readonly Point[] {
  const kept: Point[] = []
  for (const point of points) {
    const last = kept.at(-1)
    const before = kept.at(-2)
    if (last !== undefined && last.x === point.x && last.y === point.y) continue
    if (last !== undefined && before !== undefined && ((before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y))) kept.pop()
    kept.push(point)
  }
  return kept
}

export const lanesOf = (points: readonly Point[], target: string): Lane[] =>
  points.slice(1).flatMap((point, index): Lane[] => {
    const before = points[index]
    return before === undefined || before.y !== point.y ? [] : [{ y: point.y, left: Math.min(before.x, point.x), right: Math.max(before.x, point.x), target }]
  })

/** Whether a straight piece of a line lies over a card. */
export function hits(from: Point, to: Point, { x, y, width, height }: Rect): boolean {
  const isBeside = (from.x <= x && to.x <= x) || (from.x >= x + width && to.x >= x + width) || (from.y <= y && to.y <= y) || (from.y >= y + height && to.y >= y + height)
  if (isBeside) return false
  let [least, most] = [0, 1]
  for (const [at, by, low, high] of [
    [from.x, to.x - from.x, x, x + width],
    [from.y, to.y - from.y, y, y + height],
  ] as const) {
    if (by === 0) {
      if (at <= low || at >= high) return false
      continue
    }
    const [enter, leave] = by > 0 ? [(low - at) / by, (high - at) / by] : [(high - at) / by, (low - at) / by]
    least = Math.max(least, enter)
    most = Math.min(most, leave)
  }
  return least < most
}
