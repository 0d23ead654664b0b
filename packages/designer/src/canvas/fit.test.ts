import { expect, it } from 'vitest'
import { fittingView, readableZoom, readingView } from './fit.js'
import type { Rect } from './geometry.js'

const pane = { width: 828, height: 774 }
const card = (x: number, y: number): Rect => ({ x, y, width: 256, height: 120 })
const onScreen = (rect: Rect, { x, y, zoom }: { x: number; y: number; zoom: number }): Rect => ({ x: rect.x * zoom + x, y: rect.y * zoom + y, width: rect.width * zoom, height: rect.height * zoom })
const row = (count: number): Rect[] => Array.from({ length: count }, (_, index) => card(index * 336, 0))

it('shows a small flow as large as it is, in the middle', () => {
  const view = fittingView(row(2), pane)

  expect(view.zoom).toBe(1)
  const [first, last] = row(2).map((rect) => onScreen(rect, view))
  expect(first!.x).toBeCloseTo(pane.width - last!.x - last!.width)
})

it('shows all of a large flow, with nothing of it under the tools or the small map', () => {
  for (const rects of [row(9), [card(0, 0), card(0, 3_000), card(900, 3_000)], [card(0, 0), card(2_000, 1_900)]]) {
    const view = fittingView(rects, pane)
    for (const { x, y, width, height } of rects.map((rect) => onScreen(rect, view))) {
      expect(x).toBeGreaterThanOrEqual(0)
      expect(y).toBeGreaterThanOrEqual(0)
      expect(x + width).toBeLessThanOrEqual(pane.width)
      expect(y + height).toBeLessThanOrEqual(pane.height - 60)
      expect(x + width > pane.width - 180 && y + height > pane.height - 122).toBe(false)
    }
  }
})

it('begins at the start, at a size that can be read, where the whole could not be', () => {
  const rects = row(12)

  const view = readingView(rects, rects[0]!, pane)

  expect(fittingView(rects, pane).zoom).toBeLessThan(readableZoom)
  expect(view.zoom).toBe(readableZoom)
  const start = onScreen(rects[0]!, view)
  expect(start.x).toBeGreaterThan(0)
  expect(start.x).toBeLessThan(60)
})

it('shows no empty chart above or below a beginning that stands at its edge', () => {
  const rects = [card(0, 0), ...Array.from({ length: 12 }, (_, index) => card(600, index * 200))]

  const view = readingView(rects, rects[0]!, pane)

  expect(onScreen(rects[0]!, view).y).toBeLessThan(60)
  expect(onScreen(rects[0]!, view).y).toBeGreaterThan(0)
})
