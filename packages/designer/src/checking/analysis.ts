import type { CompiledFlow, FlowProblem } from '@callchart/flow'
import { createContext, useContext } from 'react'
import { createStore, useStore, type StoreApi } from 'zustand'

/** What a worker last found out about the document. */
export interface Analysis {
  /** `checking`: the document has changed since. */
  readonly status: 'checking' | 'done' | 'failed'
  readonly problems: readonly FlowProblem[]
  /** By node; a problem of the flow as a whole is under the empty text. */
  readonly byNode: ReadonlyMap<string, readonly FlowProblem[]>
  /** Absent where there is an error. */
  readonly compiled?: CompiledFlow | undefined
}

export const notYet: Analysis = { status: 'checking', problems: [], byNode: new Map() }
export type AnalysisStore = StoreApi<Analysis>
export const createAnalysisStore = (): AnalysisStore => createStore(() => notYet)

export const AnalysisContext = createContext<AnalysisStore>(createAnalysisStore())
export const useAnalysis = <Selected>(select: (analysis: Analysis) => Selected): Selected => useStore(useContext(AnalysisContext), select)
