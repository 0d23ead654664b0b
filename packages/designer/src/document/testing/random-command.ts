import type { DraftDocument } from '@callchart/flow'
import type { Command, CommandKind } from '../command.js'
import { clipOf } from '../commands/clip.js'
import { addLanguage, editFlow, editPrompts, removeLanguage, renameQueue } from '../commands/flow.js'
import { addIntent, editIntent, editKeyIntent, removeIntent, renameIntent } from '../commands/intents.js'
import { addNode, addNodeAfter, connect, disableNodes, disconnect, editNode, insertNode, isLoose, renameNode, spliceNode, type WayRef } from '../commands/nodes.js'
import { addNote, editNote, freshNoteId, moveNote, removeNote } from '../commands/notes.js'
import { duplicateNodes, paste } from '../commands/pasting.js'
import { alignNodes, arrangeNodes, distributeNodes, moveNodes } from '../commands/placing.js'
import { removeNodes } from '../commands/removing.js'
import { addVariable, editVariable, entriesOf, removeVariable, renameVariable } from '../commands/variables.js'
import { draftWays } from '../draft-ways.js'
import { promptPaths } from '../names.js'
import { randomDocument, randomNode, type Draw } from './random-document.js'

type Drawing = (draw: Draw, document: DraftDocument) => Command

const ids = ({ nodes }: DraftDocument): string[] => nodes.map(({ id }) => id)
const ways = (document: DraftDocument, isConnected?: boolean): WayRef[] =>
  document.nodes.flatMap((node) => draftWays(node).flatMap(({ path, to }) => (isConnected === undefined || isConnected === (to !== undefined) ? [{ node: node.id, path }] : [])))
const place = (draw: Draw) => ({ x: draw.below(3_000), y: draw.below(3_000) })
const places = (draw: Draw, document: DraftDocument) => Object.fromEntries(draw.some(ids(document), 6).map((id) => [id, place(draw)]))
const sizes = (document: DraftDocument) => Object.fromEntries(ids(document).map((id, index) => [id, { width: 240, height: 80 + index, x: index * 7, y: index * 11 }]))
const free = (taken: object, wish: string): string => {
  for (let count = 1; ; count += 1) if (!Object.hasOwn(taken, `${wish}${count}`)) return `${wish}${count}`
}
const variables = (document: DraftDocument): string[] => Object.keys(entriesOf(document, 'variables'))
const intents = (document: DraftDocument): string[] => Object.keys(entriesOf(document, 'intents'))
const queues = (document: DraftDocument): string[] => document.nodes.flatMap(({ queue }) => (typeof queue === 'string' ? [queue] : []))
const notes = ({ notes: all = {} }: DraftDocument): string[] => Object.keys(all)

/** Draws a command of each kind; one that finds nothing to work on throws, and another kind is drawn. */
const drawings: { readonly [Kind in CommandKind]: Drawing } = {
  addNode: (draw, document) => addNode(randomNode(draw, document), place(draw)),
  addNodeAfter: (draw, document) => addNodeAfter(randomNode(draw, document), place(draw), draw.of(ways(document, false))),
  insertNode: (draw, document) => insertNode(randomNode(draw, document), place(draw), draw.of(ways(document, true))),
  spliceNode: (draw, document) => spliceNode(draw.of(document.nodes.filter((node) => node.kind !== 'start' && isLoose(document, node)).map(({ id }) => id)), draw.of(ways(document, true))),
  removeNodes: (draw, document) => removeNodes(draw.some(ids(document), 3)),
  connect: (draw, document) => connect(draw.of(ways(document)), draw.of(ids(document))),
  disconnect: (draw, document) => disconnect(draw.of(ways(document, true))),
  moveNodes: (draw, document) => moveNodes(places(draw, document)),
  alignNodes: (draw, document) => alignNodes(draw.some(ids(document), 6), draw.of(['left', 'centre', 'right', 'top', 'middle', 'bottom'] as const), sizes(document)),
  distributeNodes: (draw, document) => distributeNodes(draw.some(ids(document), 8), draw.of(['horizontal', 'vertical'] as const), sizes(document)),
  arrangeNodes: (draw, document) => arrangeNodes(places(draw, document)),
  renameNode: (draw, document) => renameNode(draw.of(ids(document)), `Renamed ${draw.below(1_000)}`),
  editNode: (draw, document) => editNode(draw.of(ids(document)), ['note'], draw.chance(0.3) ? undefined : `Note ${draw.below(1_000)}`),
  disableNodes: (draw, document) => disableNodes(draw.some(ids(document)), draw.chance(0.6)),
  paste: (draw, document) => {
    const from = draw.chance(0.5) ? document : randomDocument(draw, 6)
    return paste(clipOf(from, draw.some(ids(from), 5)), place(draw), document)
  },
  duplicateNodes: (draw, document) => duplicateNodes(draw.some(ids(document), 3)),
  addNote: (draw, document) => addNote(freshNoteId(document), { text: 'Why?', ...place(draw), width: 200, height: 100 }),
  editNote: (draw, document) => editNote(draw.of(notes(document)), { text: `Because ${draw.below(1_000)}` }),
  moveNote: (draw, document) => moveNote(draw.of(notes(document)), place(draw)),
  removeNote: (draw, document) => removeNote(draw.of(notes(document))),
  editFlow: (draw) =>
    draw.of([
      editFlow(['name'], `Flow ${draw.below(1_000)}`),
      editFlow(['settings', 'noInputTimeoutMs'], 1_000 + draw.below(9_000)),
      editFlow(['voices', 'en-US'], draw.chance(0.5) ? undefined : `voice ${draw.below(9)}`),
      editFlow(['auxiliary'], draw.chance(0.5) ? [] : [{ intent: 'pay' }]),
    ]),
  addVariable: (draw, document) => addVariable(free(entriesOf(document, 'variables'), 'made'), { type: draw.of(['string', 'number'] as const) }),
  editVariable: (draw, document) => editVariable(draw.of(variables(document)), ['description'], `What ${draw.below(1_000)}`),
  removeVariable: (draw, document) => removeVariable(draw.of(variables(document))),
  renameVariable: (draw, document) => renameVariable(draw.of(variables(document)), free(entriesOf(document, 'variables'), draw.of(['item', 'other']))),
  addIntent: (_draw, document) => addIntent(free(entriesOf(document, 'intents'), 'wish'), { name: 'Wish', phrases: { 'en-US': ['wish'] } }),
  editIntent: (draw, document) => editIntent(draw.of(intents(document)), ['phrases', 'en-US', 0], `say ${draw.below(1_000)}`),
  removeIntent: (draw, document) => removeIntent(draw.of(intents(document))),
  renameIntent: (draw, document) => renameIntent(draw.of(intents(document)), free(entriesOf(document, 'intents'), 'aim')),
  editKeyIntent: (draw, document) => {
    const name = draw.of(['human', 'complaint', 'end'])
    return draw.of([editKeyIntent(name, ['enabled'], draw.chance(0.5)), editKeyIntent(name, ['to'], draw.of(ids(document))), editKeyIntent(name, [], undefined)])
  },
  renameQueue: (draw, document) => renameQueue(draw.of(queues(document)), `queue${draw.below(1_000)}`),
  addLanguage: (draw) => addLanguage(draw.of(['de-DE', 'fr-FR', 'ja-JP', 'en-US', 'zh-CN'])),
  removeLanguage: (draw, { languages }) => removeLanguage(draw.of(languages)),
  editPrompts: (draw, document) => {
    const prompts = document.nodes.flatMap((node) => promptPaths(node).map((path) => ({ node: node.id, path })))
    return editPrompts(draw.some(prompts, 5).map((prompt) => ({ ...prompt, language: draw.of(document.languages), variants: draw.chance(0.2) ? [] : [`Said ${draw.below(1_000)}`] })))
  },
}

/** A command of this kind that really changes the document; undefined where none was found in a few draws. */
export function randomCommand(draw: Draw, document: DraftDocument, kind: CommandKind): Command | undefined {
  for (let attempt = 0; attempt < 12; attempt += 1) {
    try {
      const command = drawings[kind](draw, document)
      if (command.apply(document) !== document) return command
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('There is nothing'))) throw error
    }
  }
  return undefined
}
