import type { Point, Rect } from '../canvas/geometry.js'

const bandGap = 140
/** About the shape of a screen. */
const wishedRatio = 1.8
/** Up to so wide a chart is read in one row. */
const longest = 9_000

/** A chart that is one long row is folded into rows below each other, each read from left to right. */
export function inBands(rects: Readonly<Record<string, Rect>>): Record<string, Point> {
  const all = Object.values(rects)
  const width = Math.max(0, ...all.map((rect) => rect.x + rect.width))
  const height = Math.max(1, ...all.map((rect) => rect.y + rect.height)) + bandGap
  const count = width <= longest ? 1 : Math.max(1, Math.round(Math.sqrt(width / height / wishedRatio)))
  const bandWidth = width / count
  const bandOf = ({ x }: Rect): number => Math.min(count - 1, Math.floor(x / bandWidth))
  const heights = Array.from({ length: count }, (_, band) => Math.max(0, ...all.filter((rect) => bandOf(rect) === band).map((rect) => rect.y + rect.height)))
  const lefts = Array.from({ length: count }, (_, band) => Math.min(...all.filter((rect) => bandOf(rect) === band).map(({ x }) => x)))
  const tops = heights.map((_, band) => heights.slice(0, band).reduce((sum, own) => sum + own + bandGap, 0))
  return Object.fromEntries(
    Object.entries(rects).map(([id, rect]) => {
      const band = bandOf(rect)
      return [id, { x: Math.round(rect.x - (count === 1 ? 0 : (lefts[band] ?? 0))), y: Math.round(rect.y + (tops[band] ?? 0)) }]
    }),
  )
}
