import { useMemo } from 'react'
import { useStore } from 'zustand'
import { useCanvas } from './canvas-store.js'
import type { Chart } from './chart-store.js'
import type { ChartEdge, ChartNode } from './chart.js'
import { useHighlight } from './highlight.js'
import { tookEdge } from './lit.js'

export interface DrawnEdges {
  /** Each by itself: it can be pointed at, it stands out, or it moves. */
  readonly single: readonly ChartEdge[]
  /** All together as one drawing. */
  readonly merged: readonly ChartEdge[]
  /** Where the nodes of the merged ones are. */
  readonly settled: readonly ChartNode[]
}

const none: readonly ChartEdge[] = []

/** Near, each edge is drawn by itself; from afar only those that a call took, that are dragged or that something is held over, and the rest costs no more than one. */
export function useDrawnEdges(chart: Chart, isFar: boolean): DrawnEdges {
  const edges = useStore(chart.store, (state) => state.edges)
  const settled = useStore(chart.store, (state) => state.settled)
  const dragging = useStore(chart.store, (state) => state.dragging)
  const dropEdge = useCanvas((canvas) => canvas.dropEdge)
  const path = useHighlight((highlight) => highlight.path)
  const took = useHighlight((highlight) => highlight.took)
  return useMemo(() => {
    if (!isFar) return { single: edges, merged: none, settled }
    const single = edges.filter((edge) => edge.id === dropEdge || dragging.has(edge.source) || dragging.has(edge.target) || tookEdge({ path, took }, edge))
    const alone = new Set(single)
    return { single: single.length === 0 ? none : single, merged: edges.filter((edge) => !alone.has(edge)), settled }
  }, [edges, settled, dragging, dropEdge, path, took, isFar])
}
