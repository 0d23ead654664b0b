import type { CallView } from '@callchart/protocol'
import { useEffect, useMemo } from 'react'
import { showIfHidden } from '../canvas/view.js'
import { useHighlightStore } from '../canvas/highlight.js'
import { takenWays } from '../canvas/taken-ways.js'
import { useEditorStore } from '../editor/EditorContext.js'
import { pathInFlow } from '../simulator/names.js'

/** Lights the node in which the call is, and the way it came, on the chart. It stays when the call is over, until it is put away. */
export function useLitPath(view: CallView | undefined): void {
  const highlight = useHighlightStore()
  const editor = useEditorStore()
  const path = view?.path.join(' ')
  const isOver = view?.status === 'ended'
  const answers = view?.transcript.filter(({ who }) => who === 'caller') ?? []
  const took = useMemo(() => takenWays(editor.getState().document, answers), [editor, answers.length])
  useEffect(() => {
    if (path === undefined) return
    const nodes = pathInFlow(path === '' ? [] : path.split(' '))
    const active = isOver ? undefined : nodes.at(-1)
    highlight.getState().light({ path: nodes, took, active, tone: 'call', heat: undefined })
    if (active !== undefined) showIfHidden(editor, active)
  }, [highlight, editor, path, took, isOver])
  const isFollowed = view !== undefined
  useEffect(() => {
    if (!isFollowed) return
    return () => highlight.getState().clear()
  }, [highlight, isFollowed])
}
