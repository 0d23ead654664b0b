import type { DraftDocument, DraftNode, NodeKind } from '@callchart/flow'
import { blankNode, freshNodeId } from '../document/blank-node.js'
import type { Command } from '../document/command.js'
import { addNode, addNodeAfter, insertNode, targetAt, type WayRef } from '../document/commands/nodes.js'
import { moveNodes, withPositions } from '../document/commands/placing.js'
import { draftWays } from '../document/draft-ways.js'
import type { EditorStore } from '../editor/editor-store.js'
import { canvasOf, type Adding } from './canvas-store.js'
import { drawnDocument, rectsOf } from './drawn.js'
import { cardSize, cardWidth, freeSpot, type Point } from './geometry.js'
import { roomBetween } from './make-room.js'
import { focusNode, middleOfView, showIfHidden } from './view.js'

const behindX = 80

const nodeOf = ({ nodes }: DraftDocument, id: string): DraftNode | undefined => nodes.find((node) => node.id === id)

/** A change after which the document keeps where every node lies, also those that were only arranged for the eye. */
export function withPlaces(editor: EditorStore, command: Command): Command {
  const { places } = canvasOf(editor).getState()
  return {
    ...command,
    apply: (document) => {
      const open = Object.fromEntries(document.nodes.flatMap(({ id }) => (document.layout?.[id] === undefined && places[id] !== undefined ? [[id, { x: places[id].x, y: places[id].y }]] : [])))
      const next = command.apply(withPositions(document, open))
      return next === withPositions(document, open) ? document : next
    },
  }
}

/** Several changes that are undone as one. */
export const together = (kind: Command['kind'], commands: readonly Command[]): Command => ({ kind, apply: (document) => commands.reduce((next, command) => command.apply(next), document) })

/** The first way of a node that leads nowhere yet: one that must, before one that may. */
export function openWay(document: DraftDocument, id: string): WayRef | undefined {
  const node = nodeOf(document, id)
  const open = node === undefined ? [] : draftWays(node).filter(({ to }) => to === undefined)
  const way = open.find(({ required }) => required) ?? open[0]
  return way === undefined ? undefined : { node: id, path: way.path }
}

/**
 * Where something is added when nobody says where: behind the selected node, on its first open way; between it and what follows where its
 * only way is taken; else beside it, or in the middle of what is in sight.
 */
export function addingBehind(editor: EditorStore, id: string | undefined): Adding {
  const { document, selection } = editor.getState()
  const chosen = id ?? (selection.size === 1 ? [...selection][0] : undefined)
  const node = chosen === undefined ? undefined : nodeOf(document, chosen)
  if (node === undefined) return { type: 'loose' }
  const from = openWay(document, node.id)
  if (from !== undefined) return { type: 'behind', from }
  const [only, ...others] = draftWays(node)
  return only !== undefined && others.length === 0 ? { type: 'between', on: { node: node.id, path: only.path } } : { type: 'loose' }
}

function spotFor(editor: EditorStore, adding: Adding, node: DraftNode): Point {
  const drawn = drawnDocument(editor)
  const rects = rectsOf(drawn)
  const size = cardSize(node, 0)
  const behind = (id: string): Point => {
    const rect = rects.find((found) => found.id === id)
    return rect === undefined ? { x: 0, y: 0 } : { x: rect.x + rect.width + behindX, y: rect.y }
  }
  switch (adding.type) {
    case 'behind':
      return freeSpot(rects, adding.at ?? behind(adding.from.node), size)
    case 'between':
      return freeSpot(rects, behind(adding.on.node), size)
    case 'loose': {
      if (adding.at !== undefined) return { x: Math.round(adding.at.x), y: Math.round(adding.at.y) }
      const { selection } = editor.getState()
      const beside = [...selection].at(-1)
      const middle = middleOfView(editor)
      return freeSpot(rects, beside === undefined ? { x: middle.x - cardWidth / 2, y: middle.y - size.height / 2 } : behind(beside), size)
    }
  }
}

function addingCommand(editor: EditorStore, node: DraftNode, adding: Adding): Command {
  if (adding.type !== 'between') {
    const at = spotFor(editor, adding, node)
    return adding.type === 'behind' ? addNodeAfter(node, at, adding.from) : addNode(node, at)
  }
  const drawn = drawnDocument(editor)
  const target = targetAt(drawn, adding.on)
  const rects = new Map(rectsOf(drawn).map((rect) => [rect.id, rect]))
  const room = target === undefined ? undefined : roomBetween(drawn, rects, adding.on.node, target, cardSize(node, 0))
  if (room === undefined) return insertNode(node, spotFor(editor, adding, node), adding.on)
  return together('insertNode', [moveNodes(room.moved), insertNode(node, room.at, adding.on)])
}

/** A name that no node has: the kind's, with a number where it is taken. */
function freshName({ nodes }: DraftDocument, wished: string): string {
  const taken = new Set(nodes.map(({ name }) => name))
  if (!taken.has(wished)) return wished
  for (let count = 2; ; count += 1) if (!taken.has(`${wished} ${count}`)) return `${wished} ${count}`
}

/** Puts a new node on the chart and selects it. Gives its id. */
export function addOfKind(editor: EditorStore, kind: NodeKind, kindName: string, adding: Adding): string {
  const { document, run } = editor.getState()
  const node = blankNode(kind, freshNodeId(document, kind), freshName(document, kindName))
  run(withPlaces(editor, addingCommand(editor, node, adding)))
  canvasOf(editor).setState({ overlay: undefined })
  goTo(editor, node.id)
  return node.id
}

/** Selects a node and puts the keyboard on it; the view moves only as far as it must. */
export function goTo(editor: EditorStore, id: string): void {
  editor.getState().select([id])
  canvasOf(editor).setState({ cursor: id })
  showIfHidden(editor, id)
  focusNode(editor, id)
}
