import type { DraftNode, NodeKind } from '@callchart/flow'
import { draftWays } from '../document/draft-ways.js'

/*
 * A card's size follows from its node alone: the chart is laid out, drawn and routed without measuring the page, and nothing jumps
 * while it loads. `Card.module.css` reads the same numbers as custom properties.
 */
export const cardWidth = 256
export const headHeight = 40
export const entryHeight = 24
export const portHeight = 26
const lineHeight = 18
const bodyPadding = 8
const cardBottom = 4

/** Lines of text with which a kind tells what it does. */
export const bodyLines: Readonly<Record<NodeKind, 0 | 1 | 2>> = {
  start: 1,
  say: 2,
  ask: 2,
  menu: 2,
  collect: 2,
  decide: 0,
  set: 1,
  request: 1,
  knowledge: 2,
  transfer: 1,
  hours: 1,
  subflow: 1,
  voicemail: 2,
  record: 1,
  tag: 1,
  jump: 1,
  hangup: 2,
}

export interface Size {
  readonly width: number
  readonly height: number
}
/** An alias, so that it is JSON too. */
export type Point = { readonly x: number; readonly y: number }
export interface Rect extends Size {
  readonly x: number
  readonly y: number
}

/** The only way out of a node stands beside its name; several have a row each. */
export const hasPortRows = (node: DraftNode): boolean => draftWays(node).length > 1

export const bodyHeight = (kind: NodeKind): number => (bodyLines[kind] === 0 ? 0 : bodyLines[kind] * lineHeight + bodyPadding)

/** @param entryCount what leads to the node from anywhere in the flow */
export function cardSize(node: DraftNode, entryCount: number): Size {
  const rows = hasPortRows(node) ? draftWays(node).length * portHeight : 0
  return { width: cardWidth, height: entryCount * entryHeight + headHeight + bodyHeight(node.kind) + rows + cardBottom }
}

/** Where an edge enters, from the top of the card. */
export const entryPoint = (entryCount: number): number => entryCount * entryHeight + headHeight / 2

/** Where the edge of a way leaves, from the top of the card. */
export const portPoint = (node: DraftNode, index: number, entryCount: number): number =>
  hasPortRows(node) ? entryCount * entryHeight + headHeight + bodyHeight(node.kind) + (index + 0.5) * portHeight : entryPoint(entryCount)

const gap = 16

export const overlaps = (left: Rect, right: Rect): boolean =>
  left.x < right.x + right.width + gap && right.x < left.x + left.width + gap && left.y < right.y + right.height + gap && right.y < left.y + left.height + gap

/** The first place at or below the wished one where nothing lies yet. */
export function freeSpot(taken: readonly Rect[], wished: Point, size: Size): Point {
  let y = wished.y
  for (let round = 0; round <= taken.length; round += 1) {
    const hit = taken.find((rect) => overlaps({ x: wished.x, y, ...size }, rect))
    if (hit === undefined) break
    y = hit.y + hit.height + gap * 2
  }
  return { x: Math.round(wished.x), y: Math.round(y) }
}

/** The smallest rectangle around some: at least one. */
export function boundsOf(rects: readonly Rect[]): Rect {
  const x = Math.min(...rects.map((rect) => rect.x))
  const y = Math.min(...rects.map((rect) => rect.y))
  return { x, y, width: Math.max(...rects.map((rect) => rect.x + rect.width)) - x, height: Math.max(...rects.map((rect) => rect.y + rect.height)) - y }
}
