// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { startLocale } from '../locale/locale.js'
import { leastWidth, usePanelWidth, usualWidth } from './panel-width.js'
import { PanelSeparator } from './PanelSeparator.js'

const extents: Readonly<Record<string, () => number>> = { body: () => 1_440, left: () => 232, panel: () => usePanelWidth.getState().width }

beforeAll(async () => {
  await startLocale('en')
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockImplementation(function (this: HTMLElement) {
    return extents[this.id]?.() ?? 0
  })
})
beforeEach(() => usePanelWidth.getState().widen(usualWidth))
afterEach(cleanup)

function open(): HTMLElement {
  render(
    <div id="body">
      <div id="left" />
      <PanelSeparator panelId="panel" />
      <div id="panel" />
    </div>,
  )
  return screen.getByRole('separator', { name: 'Width of the panel' })
}
const width = (): number => usePanelWidth.getState().width

it('is widened and narrowed by arrow keys, and as wide as usual again by Enter', () => {
  const bar = open()

  fireEvent.keyDown(bar, { key: 'ArrowLeft' })
  expect(width()).toBe(usualWidth + 16)
  expect(bar.getAttribute('aria-valuenow')).toBe(String(usualWidth + 16))

  fireEvent.keyDown(bar, { key: 'ArrowRight', shiftKey: true })
  expect(width()).toBe(usualWidth - 48)

  fireEvent.keyDown(bar, { key: 'End' })
  expect(width()).toBe(leastWidth)

  fireEvent.keyDown(bar, { key: 'Enter' })
  expect(width()).toBe(usualWidth)
})

it('follows the mouse, as far as the chart keeps its room', () => {
  const bar = open()
  Object.assign(bar, { setPointerCapture: () => undefined })

  fireEvent.pointerDown(bar, { button: 0, clientX: 1_060 })
  fireEvent.pointerMove(bar, { clientX: 1_000 })
  expect(width()).toBe(usualWidth + 60)

  fireEvent.pointerMove(bar, { clientX: -500 })
  expect(width()).toBeLessThanOrEqual(1_440 - 232 - 420 + 1)
  fireEvent.pointerUp(bar)

  const before = width()
  fireEvent.pointerMove(bar, { clientX: 900 })
  expect(width()).toBe(before)
})
