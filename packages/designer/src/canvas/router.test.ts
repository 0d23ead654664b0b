import { expect, it } from 'vitest'
import type { Point, Rect } from './geometry.js'
import { hits, routeAround, type Line } from './router.js'

const card = (x: number, y: number, height = 120): Rect => ({ x, y, width: 256, height })
const line = (from: Point, to: Point): Line => ({ from, to, target: 'there' })
const isClear = (points: readonly Point[], cards: readonly Rect[]): boolean => cards.every((one) => points.every((point, index) => index === 0 || !hits(points[index - 1]!, point, one)))
const isSquare = (points: readonly Point[]): boolean => points.every((point, index) => index === 0 || point.x === points[index - 1]!.x || point.y === points[index - 1]!.y)

it('leads a line past a card that lies in between', () => {
  const cards = [card(0, 0), card(336, 0), card(672, 0)]

  const route = routeAround(line({ x: 261, y: 20 }, { x: 668, y: 20 }), cards)!

  expect(isClear(route, cards)).toBe(true)
  expect(isSquare(route)).toBe(true)
  expect(route[0]).toEqual({ x: 261, y: 20 })
  expect(route.at(-1)).toEqual({ x: 668, y: 20 })
})

it('goes through the gap between two cards before it goes around both', () => {
  const cards = [card(0, 100), card(336, 0), card(336, 180), card(672, 100)]

  const route = routeAround(line({ x: 261, y: 120 }, { x: 668, y: 220 }), cards)!

  expect(isClear(route, cards)).toBe(true)
  expect(Math.min(...route.map(({ y }) => y))).toBeGreaterThan(0)
  expect(Math.max(...route.map(({ y }) => y))).toBeLessThan(300)
})

it('leads back around the cards on the way, and around both of its own', () => {
  const cards = [card(0, 0, 300), card(336, 0, 300), card(672, 0, 300)]

  const route = routeAround(line({ x: 933, y: 280 }, { x: -4, y: 20 }), cards)!

  expect(isClear(route, cards)).toBe(true)
  expect(isSquare(route)).toBe(true)
})

it('keeps a line beside one that leads elsewhere', () => {
  const cards = [card(0, 0), card(336, 0), card(672, 0)]
  const first = routeAround(line({ x: 261, y: 20 }, { x: 668, y: 20 }), cards)!
  const level = first.find(({ y }) => y !== 20)!.y

  const second = routeAround(line({ x: 261, y: 20 }, { x: 668, y: 20 }), cards, [{ y: level, left: 300, right: 640, target: 'elsewhere' }])!

  expect(isClear(second, cards)).toBe(true)
  expect(second.some(({ y }) => Math.abs(y - level) < 5)).toBe(false)
})

it('finds no way where a card covers an end', () => {
  expect(routeAround(line({ x: 261, y: 20 }, { x: 668, y: 20 }), [card(0, 0), card(500, -50, 200)])).toBeUndefined()
})
