import type { CallView } from '@callchart/protocol'
import { useEffect } from 'react'
import { useHighlightStore } from '../canvas/highlight.js'

/** Lights the node in which the call is, and the way it came, on the chart. It stays when the call is over, until it is put away. */
export function useLitPath(view: CallView | undefined): void {
  const highlight = useHighlightStore()
  const path = view?.path.join(' ')
  const isOver = view?.status === 'ended'
  useEffect(() => {
    if (path === undefined) return
    const nodes = path === '' ? [] : path.split(' ')
    highlight.getState().light({ path: nodes, active: isOver ? undefined : nodes.at(-1), tone: 'call' })
  }, [highlight, path, isOver])
  const isFollowed = view !== undefined
  useEffect(() => {
    if (!isFollowed) return
    return () => highlight.getState().clear()
  }, [highlight, isFollowed])
}
