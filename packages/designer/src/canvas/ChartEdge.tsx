import type { EdgeProps } from '@xyflow/react'
import { memo, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { nodesById } from '../document/node-index.js'
import { useEditor, useEditorStore } from '../editor/EditorContext.js'
import { withinPane } from './view.js'
import { useCanvas, useCanvasStore } from './canvas-store.js'
import type { ChartEdge as Edge } from './chart.js'
import classes from './ChartEdge.module.css'
import { edgePath } from './edge-path.js'
import { useHighlight } from './highlight.js'
import { tookEdge } from './lit.js'
import { useWayLabel, wayText } from './way-label.js'

/** A connected way: a line from its port to the node that it leads to. */
export const ChartEdge = memo(function ChartEdge({ id, source, target, sourceX, sourceY, targetX, targetY, data, selected }: EdgeProps<Edge>) {
  const readOnly = useEditor((state) => state.readOnly)
  const isLit = useHighlight((highlight) => tookEdge(highlight, { id, source, target }))
  const tone = useHighlight((highlight) => highlight.tone)
  const isDrop = useCanvas(({ dropEdge }) => dropEdge === id)
  const { d, middle } = edgePath({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, data?.corners)
  return (
    <g className={classes.edge} data-lit={isLit ? tone : undefined} data-selected={selected || undefined} data-drop={isDrop || undefined} data-off={data?.isOff === true || undefined}>
      <path d={d} className={classes.wide} />
      <path d={d} className={classes.line} markerEnd="url(#cc-arrow)" />
      {isLit && <path d={d} className={classes.flow} />}
      {!readOnly && data !== undefined && <InsertButton x={middle.x} y={middle.y} source={source} target={target} data={data} />}
    </g>
  )
})

interface InsertButtonProps {
  readonly x: number
  readonly y: number
  readonly source: string
  readonly target: string
  readonly data: NonNullable<Edge['data']>
}

function InsertButton({ x, y, source, target, data }: InsertButtonProps) {
  const { t } = useTranslation('canvas')
  const editor = useEditorStore()
  const canvas = useCanvasStore()
  const labelOf = useWayLabel()
  const title = (): string => {
    const byId = nodesById(editor.getState().document)
    const from = byId.get(source)
    const way = from === undefined ? undefined : { way: data.way, path: data.path, to: target, required: true }
    const label = from === undefined || way === undefined ? '' : ` · ${wayText(labelOf(from, way))}`
    return t('edge.insert', { from: `${from?.name ?? source}${label}`, to: byId.get(target)?.name ?? target })
  }
  const open = (event: MouseEvent): void => {
    event.stopPropagation()
    canvas.setState({ overlay: { type: 'picker', adding: { type: 'between', on: { node: source, path: data.path } }, at: withinPane(editor, event.clientX, event.clientY) } })
  }
  const tell = (event: MouseEvent<SVGGElement>): void => {
    const element = event.currentTarget.querySelector('title')
    if (element !== null) element.textContent = title()
  }
  return (
    <g className={classes.insert} transform={`translate(${x} ${y})`} onClick={open} onPointerEnter={tell} data-insert>
      <title />
      <circle r={13} className={classes.target} />
      <circle r={8.5} className={classes.disc} />
      <path d="M-4 0H4M0 -4V4" className={classes.plus} />
    </g>
  )
}

/** The arrow head of every edge: drawn once. */
export function ArrowHead() {
  return (
    <svg className={classes.defs} aria-hidden>
      <defs>
        <marker id="cc-arrow" viewBox="-8 -5 8 10" refX="-1" refY="0" markerWidth="8" markerHeight="10" markerUnits="userSpaceOnUse" orient="auto">
          <path d="M-7 -4L0 0L-7 4Z" fill="context-stroke" />
        </marker>
      </defs>
    </svg>
  )
}
