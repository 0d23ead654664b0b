import { sameJson, type DraftDocument, type DraftPosition } from '@callchart/flow'
import type { Command } from '../command.js'

/** How big a card is drawn, and where, for a node that has no place in the document yet. */
export interface Shown {
  readonly width: number
  readonly height: number
  readonly x?: number
  readonly y?: number
}
export type ShownSizes = Readonly<Record<string, Shown>>
export type Side = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'
export type Axis = 'horizontal' | 'vertical'
export type Positions = Readonly<Record<string, DraftPosition>>

/** Places of nodes that are there; the same document where nothing moves. */
export function withPositions(document: DraftDocument, positions: Positions): DraftDocument {
  const ids = new Set(document.nodes.map(({ id }) => id))
  const moved = Object.entries(positions).filter(([id, position]) => ids.has(id) && !sameJson(document.layout?.[id], position))
  return moved.length === 0 ? document : { ...document, layout: { ...document.layout, ...Object.fromEntries(moved) } }
}

/** Moves nodes to where they were dragged. */
export const moveNodes = (positions: Positions): Command => ({
  kind: 'moveNodes',
  mergeKey: Object.keys(positions).sort().join(' '),
  apply: (document) => withPositions(document, positions),
})

/** Moves nodes to where a layout put them. */
export const arrangeNodes = (positions: Positions): Command => ({
  kind: 'arrangeNodes',
  apply: (document) => withPositions(document, positions),
})

interface Box extends DraftPosition {
  readonly width: number
  readonly height: number
}

/** Nodes that are drawn somewhere. */
function boxes({ layout }: DraftDocument, ids: Iterable<string>, sizes: ShownSizes): (readonly [string, Box])[] {
  return [...ids].flatMap((id) => {
    const shown = Object.hasOwn(sizes, id) ? sizes[id] : undefined
    const x = layout?.[id]?.x ?? shown?.x
    const y = layout?.[id]?.y ?? shown?.y
    return shown === undefined || x === undefined || y === undefined ? [] : [[id, { x, y, width: shown.width, height: shown.height }] as const]
  })
}

const edges = (all: readonly Box[]) => ({
  left: Math.min(...all.map(({ x }) => x)),
  right: Math.max(...all.map(({ x, width }) => x + width)),
  top: Math.min(...all.map(({ y }) => y)),
  bottom: Math.max(...all.map(({ y, height }) => y + height)),
})

function aligned({ x, y, width, height }: Box, side: Side, { left, right, top, bottom }: ReturnType<typeof edges>): DraftPosition {
  switch (side) {
    case 'left':
      return { x: left, y }
    case 'centre':
      return { x: Math.round((left + right - width) / 2), y }
    case 'right':
      return { x: right - width, y }
    case 'top':
      return { x, y: top }
    case 'middle':
      return { x, y: Math.round((top + bottom - height) / 2) }
    case 'bottom':
      return { x, y: bottom - height }
  }
}

/** Puts nodes in one line by a side of them. */
export const alignNodes = (ids: Iterable<string>, side: Side, sizes: ShownSizes): Command => {
  const chosen = [...ids]
  return {
    kind: 'alignNodes',
    apply: (document) => {
      const found = boxes(document, chosen, sizes)
      if (found.length < 2) return document
      const around = edges(found.map(([, box]) => box))
      return withPositions(document, Object.fromEntries(found.map(([id, box]) => [id, aligned(box, side, around)])))
    },
  }
}

/** Leaves the outermost two where they are and makes the gaps between all equal. */
export const distributeNodes = (ids: Iterable<string>, axis: Axis, sizes: ShownSizes): Command => {
  const chosen = [...ids]
  const [from, extent] = axis === 'horizontal' ? (['x', 'width'] as const) : (['y', 'height'] as const)
  return {
    kind: 'distributeNodes',
    apply: (document) => {
      const found = boxes(document, chosen, sizes).sort(([, left], [, right]) => left[from] - right[from])
      const [first, last] = [found[0]?.[1], found.at(-1)?.[1]]
      if (found.length < 3 || first === undefined || last === undefined) return document
      const room = last[from] + last[extent] - first[from] - found.reduce((sum, [, box]) => sum + box[extent], 0)
      let at = first[from]
      const placed = found.map(([id, box], index) => {
        const position = index === found.length - 1 ? { x: box.x, y: box.y } : { x: box.x, y: box.y, [from]: Math.round(at) }
        at += box[extent] + room / (found.length - 1)
        return [id, position] as const
      })
      return withPositions(document, Object.fromEntries(placed))
    },
  }
}
