import { createStore, useStore, type StoreApi } from 'zustand'
import { createContext, useContext } from 'react'
import type { TakenWay } from './taken-ways.js'

/** Visits of one node in a period, and how many callers were last seen there. */
export interface Heat {
  readonly visits: number
  readonly dropOffs: number
}

/** What is drawn over the chart by whoever follows a call: simulator, softphone, counter-example, a past call. */
export interface Highlight {
  /** The node in which the call is. */
  readonly active: string | undefined
  /** Nodes in the order in which a call came to them. */
  readonly path: readonly string[]
  /** Which of several ways between two nodes it took, where that is known. */
  readonly took: readonly TakenWay[]
  /** How the path is drawn: a call that runs or ran, or one that shows what is wrong. */
  readonly tone: 'call' | 'problem'
  readonly heat: Readonly<Record<string, Heat>> | undefined
}

export const noHighlight: Highlight = { active: undefined, path: [], took: [], tone: 'call', heat: undefined }

export type HighlightStore = StoreApi<Highlight & { light(next: Partial<Highlight>): void; clear(): void }>

export const createHighlightStore = (): HighlightStore =>
  createStore((set) => ({ ...noHighlight, light: (next) => set({ took: noHighlight.took, ...next }), clear: () => set(noHighlight) }))

export const HighlightContext = createContext<HighlightStore>(createHighlightStore())

export const useHighlightStore = (): HighlightStore => useContext(HighlightContext)

export const useHighlight = <Selected>(select: (highlight: Highlight) => Selected): Selected => useStore(useHighlightStore(), select)
