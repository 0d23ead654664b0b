import type { DraftDocument } from '@callchart/flow'

/** Every way in which a document is changed by hand. */
export const commandKinds = [
  'addNode',
  'insertNode',
  'removeNodes',
  'connect',
  'disconnect',
  'moveNodes',
  'renameNode',
  'editNode',
  'disableNodes',
  'paste',
  'arrange',
  'editNote',
  'editFlow',
  'editVariable',
  'renameVariable',
  'editIntent',
  'renameIntent',
  'editKeyIntent',
  'editPrompts',
  'editLanguages',
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
