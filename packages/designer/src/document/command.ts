import type { DraftDocument } from '@callchart/flow'

/** Every way in which a document is changed by hand. */
export const commandKinds = [
  'addNode',
  'addNodeAfter',
  'insertNode',
  'spliceNode',
  'removeNodes',
  'connect',
  'disconnect',
  'moveNodes',
  'alignNodes',
  'distributeNodes',
  'arrangeNodes',
  'renameNode',
  'editNode',
  'disableNodes',
  'paste',
  'duplicateNodes',
  'addNote',
  'editNote',
  'moveNote',
  'removeNote',
  'editFlow',
  'addVariable',
  'editVariable',
  'removeVariable',
  'renameVariable',
  'addIntent',
  'editIntent',
  'removeIntent',
  'renameIntent',
  'editKeyIntent',
  'renameQueue',
  'addLanguage',
  'removeLanguage',
  'editPrompts',
] as const
export type CommandKind = (typeof commandKinds)[number]

/** One change of a document, told as a whole: it is undone as a whole. */
export interface Command {
  readonly kind: CommandKind
  /** Commands that follow each other with the same key are undone together: typing in one field, dragging one selection. */
  readonly mergeKey?: string
  /** Pure; gives the very same document where there is nothing to do, and the very same objects for what it leaves alone. */
  apply(document: DraftDocument): DraftDocument
}
