import { ViewportPortal } from '@xyflow/react'
import { memo, useMemo } from 'react'
import { endsOf, type ChartEdge, type ChartNode } from './chart.js'
import classes from './ChartEdge.module.css'
import { edgePath } from './edge-path.js'

export interface FarEdgesProps {
  readonly nodes: readonly ChartNode[]
  readonly edges: readonly ChartEdge[]
}

/** The lines of these edges as one drawing: from afar nobody points at one of them. */
export const FarEdges = memo(function FarEdges({ nodes, edges }: FarEdgesProps) {
  const { on, off } = useMemo(() => {
    const byId = new Map(nodes.map((node) => [node.id, node]))
    const lines = { on: '', off: '' }
    for (const edge of edges) {
      const ends = endsOf(edge, byId)
      if (ends !== undefined) lines[edge.data?.isOff === true ? 'off' : 'on'] += edgePath(ends.from, ends.to, edge.data?.corners).d
    }
    return lines
  }, [nodes, edges])
  return (
    <ViewportPortal>
      <svg className={classes.all} aria-hidden>
        <path d={on} />
        {off !== '' && <path d={off} className={classes.off} />}
      </svg>
    </ViewportPortal>
  )
})
