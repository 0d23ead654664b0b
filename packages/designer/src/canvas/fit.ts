import type { Viewport } from '@xyflow/react'
import { boundsOf, type Rect, type Size } from './geometry.js'

/** Kept free along the sides of the chart, in pixels of the screen. */
const side = 28
/** The bar of tools along the lower side, and the small map in the lower right corner, with what is left free around them. */
const toolsHeight = 62
const map: Size = { width: 196, height: 138 }
/** What is drawn smaller cannot be read: it is shown from its beginning instead. */
export const readableZoom = 0.7
const leastZoom = 0.05

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most)

/** Everything in the middle of a part of the screen, as large as it can be, and no larger than it is. */
function centred(bounds: Rect, part: Rect): Viewport {
  const zoom = clamp(Math.min(part.width / bounds.width, part.height / bounds.height), leastZoom, 1)
  return { x: part.x + part.width / 2 - (bounds.x + bounds.width / 2) * zoom, y: part.y + part.height / 2 - (bounds.y + bounds.height / 2) * zoom, zoom }
}

const partOf = (pane: Size, right: number, below: number): Rect => ({ x: side, y: side, width: Math.max(pane.width - side - right, 1), height: Math.max(pane.height - side - below, 1) })

/** All rectangles of the chart, as large as they can be without lying under what stands in the chart's corners. */
export function fittingView(rects: readonly Rect[], pane: Size): Viewport {
  if (rects.length === 0) return { x: 0, y: 0, zoom: 1 }
  const bounds = boundsOf(rects)
  const isUnderMap = ({ x, y, zoom }: Viewport): boolean => rects.some((rect) => (rect.x + rect.width) * zoom + x > pane.width - map.width && (rect.y + rect.height) * zoom + y > pane.height - map.height)
  const whole = centred(bounds, partOf(pane, side, toolsHeight))
  if (!isUnderMap(whole)) return whole
  const [above, beside] = [centred(bounds, partOf(pane, side, map.height)), centred(bounds, partOf(pane, map.width, toolsHeight))]
  return above.zoom > beside.zoom ? above : beside
}

/** All of it where it can be read, else as much of its beginning as can be read. */
export function readingView(rects: readonly Rect[], start: Rect, pane: Size): Viewport {
  const whole = fittingView(rects, pane)
  if (whole.zoom >= readableZoom) return whole
  const bounds = boundsOf(rects)
  const part = partOf(pane, side, toolsHeight)
  const zoom = readableZoom
  const height = bounds.height * zoom
  const middle = part.y + part.height / 2
  const y = height <= part.height ? middle - (bounds.y + bounds.height / 2) * zoom : clamp(middle - (start.y + start.height / 2) * zoom, part.y + part.height - (bounds.y + bounds.height) * zoom, part.y - bounds.y * zoom)
  return { x: side - start.x * zoom, y, zoom }
}
