import { createContext, useContext, type ReactNode } from 'react'

/** Whose fields are shown: those of a node, or of the flow itself. */
export interface FieldScope {
  /** Kind of the node, or `flow`: where the schema begins. */
  readonly root: string
  /** Id of the node; undefined for the flow itself. */
  readonly node: string | undefined
}

const ScopeContext = createContext<FieldScope>({ root: 'flow', node: undefined })

export const useFieldScope = (): FieldScope => useContext(ScopeContext)

/** @param scope the same object as long as it means the same: every field below depends on it */
export function FieldScopeProvider({ scope, children }: { readonly scope: FieldScope; readonly children: ReactNode }) {
  return <ScopeContext value={scope}>{children}</ScopeContext>
}
