import { boundsOf, type Point, type Rect } from '../canvas/geometry.js'

/** Between two rows there is room for the lines that lead back to the left. */
const bandGap = 120
/** About the shape of the chart's part of a screen. */
const wishedRatio = 1.4
/** Up to so wide a chart is read in one row. */
const longest = 2_200
/** A way that is cut costs as much as this part of a row that is longer than the others. */
const cutCost = 0.06

export interface Link {
  readonly from: string
  readonly to: string
}

type Rects = Readonly<Record<string, Rect>>

/** Nodes that stand above each other, from left to right. */
function columnsOf(rects: Rects): string[][] {
  const columns: string[][] = []
  let end = -Infinity
  for (const [id, rect] of Object.entries(rects).sort(([, left], [, right]) => left.x - right.x)) {
    if (rect.x >= end) columns.push([])
    columns.at(-1)?.push(id)
    end = Math.max(end, rect.x + rect.width)
  }
  return columns
}

/** How many ways are cut where a row ends before each of the columns; those that only lead back are cut anyhow. */
function cutsBefore(columns: readonly (readonly string[])[], links: readonly Link[]): number[] {
  const columnOf = new Map(columns.flatMap((ids, index) => ids.map((id) => [id, index] as const)))
  return columns.map((_, index) => links.filter(({ from, to }) => (columnOf.get(from) ?? 0) < index && (columnOf.get(to) ?? 0) >= index).length)
}

/** Where rows begin: at about equal lengths, a little aside where fewer ways are cut. */
function beginnings(count: number, bandCount: number, cuts: readonly number[]): number[] {
  const found = [0]
  for (let band = 1; band < bandCount; band += 1) {
    const even = (band * count) / bandCount
    let best = { at: Math.round(even), cost: Infinity }
    for (let at = Math.max((found.at(-1) ?? 0) + 1, Math.ceil(even - count / bandCount / 3)); at <= even + count / bandCount / 3 && at < count; at += 1) {
      const cost = (Math.abs(at - even) * bandCount) / count + (cuts[at] ?? 0) * cutCost
      if (cost < best.cost) best = { at, cost }
    }
    found.push(best.at)
  }
  return found
}

/** A chart that is one long row is folded into rows below each other, each read from left to right. */
export function inBands(rects: Rects, links: readonly Link[]): Record<string, Point> {
  const all = Object.values(rects)
  if (all.length === 0) return {}
  const { width, height } = boundsOf(all)
  const bandCount = width <= longest ? 1 : Math.max(1, Math.round(Math.sqrt(width / (height + bandGap) / wishedRatio)))
  if (bandCount === 1) return Object.fromEntries(Object.entries(rects).map(([id, { x, y }]) => [id, { x: Math.round(x), y: Math.round(y) }]))
  const columns = columnsOf(rects)
  const begins = beginnings(columns.length, Math.min(bandCount, columns.length), cutsBefore(columns, links))
  const places: Record<string, Point> = {}
  let top = 0
  begins.forEach((begin, band) => {
    const ids = columns.slice(begin, begins[band + 1]).flat()
    const bounds = boundsOf(ids.flatMap((id) => rects[id] ?? []))
    for (const id of ids) {
      const rect = rects[id]
      if (rect !== undefined) places[id] = { x: Math.round(rect.x - bounds.x), y: Math.round(rect.y - bounds.y + top) }
    }
    top += bounds.height + bandGap
  })
  return places
}
