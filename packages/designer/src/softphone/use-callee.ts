import type { VersionView } from '@callchart/protocol'
import type { Callee } from '../editor/editor-store.js'
import { useEditor } from '../editor/EditorContext.js'
import { useLive } from '../editor/use-live.js'

export interface ChosenCallee {
  readonly callee: Callee
  /** The live version; absent where there is none, or it is not known yet. */
  readonly live: VersionView | undefined
  /** What is drawn is what callers get. */
  readonly isSame: boolean
}

/** What a call goes to: what was chosen, else what is drawn where it differs from what callers get. */
export function useCallee(): ChosenCallee {
  const flow = useEditor(({ document }) => document.id)
  const chosen = useEditor(({ callee, document }) => (callee?.document === document ? callee.is : undefined))
  const { version, isSame = false } = useLive(flow)
  const wanted = chosen ?? (isSame ? 'live' : 'draft')
  return { callee: version === undefined ? 'draft' : wanted, live: version, isSame }
}
