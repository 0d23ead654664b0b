import type { DraftDocument, DraftNode } from '@callchart/flow'
import { createStore, type StoreApi } from 'zustand'
import type { Command } from '../document/command.js'
import { begin, receive, redo, run, undo, type History } from '../document/history.js'

/** What the panel at the side shows. */
export type SidePanel = 'inspector' | 'simulator' | 'call'
/** What the panel below shows, if it is open. */
export type LowerPanel = 'problems' | 'tests' | 'variables'
/** What a call goes to: the version that callers get, or what is drawn. */
export type Callee = 'live' | 'draft'
/** What the middle shows. */
export type MainView = 'canvas' | 'prompts' | 'intents' | 'settings'

export interface EditorState {
  readonly history: History
  /** The same as `history.document`. */
  readonly document: DraftDocument
  /** A version that is looked at: every command is refused. */
  readonly readOnly: boolean
  /** Ids of the nodes that are selected. */
  readonly selection: ReadonlySet<string>
  readonly side: SidePanel
  readonly lower: LowerPanel | undefined
  readonly view: MainView
  /** What calls go to, as it was chosen for the document as it stood then. */
  readonly callee: { readonly is: Callee; readonly document: DraftDocument } | undefined
  run(command: Command): void
  undo(): void
  redo(): void
  /** The same document with what somebody else changed in it. */
  receive(document: DraftDocument): void
  /** Another document in the place of this one; nothing of it can be undone. */
  load(document: DraftDocument): void
  select(ids: Iterable<string>): void
  chooseCallee(is: Callee): void
  show(panels: Partial<Pick<EditorState, 'side' | 'lower' | 'view'>>): void
}

export type EditorStore = StoreApi<EditorState>

export interface EditorOptions {
  readonly readOnly?: boolean
  /** Milliseconds since the epoch. */
  readonly now?: () => number
}

/** One open document: the editor has one, and so has every page that draws a version. */
export function createEditorStore(document: DraftDocument, { readOnly = false, now = Date.now }: EditorOptions = {}): EditorStore {
  return createStore<EditorState>((set) => {
    const change = (next: (history: History) => History): void =>
      set((state) => {
        const history = next(state.history)
        if (history === state.history) return state
        return { history, document: history.document, selection: stillThere(state.selection, history.document) }
      })
    return {
      history: begin(document),
      document,
      readOnly,
      selection: new Set(),
      side: 'inspector',
      lower: undefined,
      view: 'canvas',
      callee: undefined,
      run: (command) => {
        if (!readOnly) change((history) => run(history, command, now()))
      },
      undo: () => change(undo),
      redo: () => change(redo),
      receive: (next) => change((history) => receive(history, next)),
      load: (next) => set({ history: begin(next), document: next, selection: new Set() }),
      select: (ids) => set((state) => ({ selection: stillThere(new Set(ids), state.document) })),
      chooseCallee: (is) => set(({ document }) => ({ callee: { is, document } })),
      show: (panels) => set(panels),
    }
  })
}

/** A selection without what is gone; the same object where nothing is. */
function stillThere(selection: ReadonlySet<string>, { nodes }: DraftDocument): ReadonlySet<string> {
  if (selection.size === 0) return selection
  const ids = new Set(nodes.map(({ id }: DraftNode) => id))
  return [...selection].every((id) => ids.has(id)) ? selection : new Set([...selection].filter((id) => ids.has(id)))
}
