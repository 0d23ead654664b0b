import '@xyflow/react/dist/base.css'
import './colors.css'
import { Background, BackgroundVariant, MiniMap, ReactFlow, ReactFlowProvider, SelectionMode, useStore as useFlowStore, type EdgeTypes, type NodeTypes } from '@xyflow/react'
import { Center, Loader, Stack, Text, useComputedColorScheme } from '@mantine/core'
import { useEffect, useLayoutEffect, useMemo, useRef, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useEditor, useEditorStore } from '../editor/EditorContext.js'
import { kindLooks } from '../nodes/kinds.js'
import { useCanvas, useCanvasStore } from './canvas-store.js'
import { CanvasTools } from './CanvasTools.js'
import { createChart, type Chart } from './chart-store.js'
import type { ChartEdge as Edge, ChartNode } from './chart.js'
import { ChartCard } from './ChartCard.js'
import { ArrowHead, ChartEdge } from './ChartEdge.js'
import { distanceAt, DistanceContext } from './distance.js'
import { FarEdges } from './FarEdges.js'
import classes from './FlowCanvas.module.css'
import { NoteNode } from './NoteNode.js'
import { Overlays } from './Overlays.js'
import { SelectionBar } from './SelectionBar.js'
import { useArranging } from './useArranging.js'
import { useCanvasKeys } from './useCanvasKeys.js'
import { useChartHandlers } from './useChartHandlers.js'
import { useChartNames } from './useChartNames.js'
import { useClipboard } from './useClipboard.js'
import { useDrawnEdges } from './useDrawnEdges.js'
import { useDropping } from './useDropping.js'
import { useFollowing } from './useFollowing.js'
import { useRevealing } from './useRevealing.js'

const nodeTypes: NodeTypes = { card: ChartCard, note: NoteNode }
const edgeTypes: EdgeTypes = { way: ChartEdge }
const addingKeys = ['Meta', 'Control']

const miniColor = (node: ChartNode): string => (node.type === 'card' ? `var(--mantine-color-${kindLooks[node.data.node.kind].color}-5)` : 'var(--mantine-color-yellow-3)')

/** The chart of the surrounding editor's document: edited here, or only looked at where the store is read-only. */
export function FlowCanvas() {
  const { t } = useTranslation('canvas')
  const editor = useEditorStore()
  const canvas = useCanvasStore()
  const isArranged = useCanvas((state) => state.isArranged)
  const chart = useMemo(() => createChart(editor, canvas), [editor, canvas])
  useEffect(() => chart.follow(), [chart])
  useArranging(editor)
  if (!isArranged)
    return (
      <Center h="100%">
        <Stack align="center" gap="xs">
          <Loader />
          <Text c="dimmed">{t('laying')}</Text>
        </Stack>
      </Center>
    )
  return (
    <ReactFlowProvider>
      <Drawing chart={chart} />
    </ReactFlowProvider>
  )
}

function Drawing({ chart }: { readonly chart: Chart }) {
  const { t } = useTranslation('canvas')
  const editor = useEditorStore()
  const canvas = useCanvasStore()
  const pane = useRef<HTMLDivElement>(null)
  const readOnly = useEditor((state) => state.readOnly)
  const nodes = useStore(chart.store, (state) => state.nodes)
  const drawAll = useCanvas((state) => state.drawAll)
  const colorMode = useComputedColorScheme('light')
  const seenFrom = useFlowStore(({ transform }) => distanceAt(transform[2]))
  const distance = drawAll ? 'near' : seenFrom
  const { single, merged, settled } = useDrawnEdges(chart, distance !== 'near')
  const dropping = useDropping(editor, chart)
  const said = useMemo(
    () => ({
      removed: (count: number) => t('announce.removed', { count }),
      copied: (count: number) => t('announce.copied', { count }),
      pasted: (count: number) => t('announce.pasted', { count }),
    }),
    [t],
  )
  useChartNames(chart)
  useCanvasKeys(pane, editor, said)
  useClipboard(pane, editor, said)
  const handlers = useChartHandlers(pane, editor, chart, dropping)
  useRevealing(editor)
  useFollowing(editor)
  // Before the engine says that it is ready.
  useLayoutEffect(() => {
    canvas.setState({ pane: pane.current ?? undefined })
    return () => canvas.setState({ view: undefined, pane: undefined })
  }, [canvas])

  // With Shift the engine begins a box wherever the pointer is, so that a node under it cannot be added to the selection.
  const toggleByShift = (event: PointerEvent): void => {
    const id = event.target instanceof Element ? event.target.closest('.react-flow__node-card')?.getAttribute('data-id') : undefined
    if (!event.shiftKey || event.button !== 0 || id === null || id === undefined) return
    event.stopPropagation()
    const { selection, select } = editor.getState()
    select(selection.has(id) ? [...selection].filter((other) => other !== id) : [...selection, id])
    canvas.setState({ cursor: id })
  }
  // The same elements all the time: they are not drawn again while something is dragged.
  const furniture = useMemo(
    () => (
      <>
        <Background variant={BackgroundVariant.Dots} gap={24} size={1.4} color="var(--cc-dots)" />
        <MiniMap<ChartNode> pannable zoomable nodeColor={miniColor} nodeStrokeWidth={0} nodeBorderRadius={20} className={classes.minimap ?? ''} maskColor="var(--cc-mask)" bgColor="var(--cc-surface)" />
        <CanvasTools onNote={chart.selectNote} />
        <SelectionBar />
      </>
    ),
    [chart],
  )
  const ariaLabels = useMemo(() => ({ 'minimap.ariaLabel': t('tools.minimap') }), [t])
  return (
    <div ref={pane} className={classes.canvas} data-far={distance === 'near' ? undefined : distance} data-readonly={readOnly || undefined} tabIndex={-1} role="application" aria-label={t('chart')} onPointerDownCapture={toggleByShift} onDragOver={dropping.onDragOver} onDrop={dropping.onDrop}>
      <ArrowHead />
      <DistanceContext value={distance}>
        <ReactFlow<ChartNode, Edge>
          nodes={nodes as ChartNode[]}
          edges={single as Edge[]}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          colorMode={colorMode}
          {...handlers}
          onlyRenderVisibleElements={!drawAll}
          nodesDraggable={!readOnly}
          nodesConnectable={!readOnly}
          edgesFocusable={false}
          edgesReconnectable={false}
          connectOnClick={false}
          disableKeyboardA11y
          deleteKeyCode={null}
          selectionKeyCode="Shift"
          multiSelectionKeyCode={addingKeys}
          selectionMode={SelectionMode.Partial}
          connectionRadius={28}
          nodeDragThreshold={3}
          zoomOnDoubleClick={false}
          elevateNodesOnSelect
          minZoom={0.05}
          maxZoom={2}
          attributionPosition="top-right"
          ariaLabelConfig={ariaLabels}
          selectNodesOnDrag={false}
        >
          {furniture}
          {merged.length > 0 && <FarEdges nodes={settled} edges={merged} />}
        </ReactFlow>
      </DistanceContext>
      <Overlays onNote={chart.selectNote} />
      <Announcer />
    </div>
  )
}

/** Tells a screen reader what a key has done. */
function Announcer() {
  const text = useCanvas((state) => state.announcement)
  return (
    <div role="status" className={classes.said}>
      {text}
    </div>
  )
}
