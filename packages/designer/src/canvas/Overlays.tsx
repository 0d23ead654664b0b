import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { useEditorStore } from '../editor/EditorContext.js'
import { focusNode } from './view.js'
import { useCanvas, useCanvasStore } from './canvas-store.js'
import type { Point } from './geometry.js'
import { ContextMenu, PortMenu } from './Menus.js'
import classes from './Overlays.module.css'
import { KindPicker, TargetPicker } from './Pickers.js'
import { SearchDialog } from './SearchDialog.js'
import { ShortcutSheet } from './ShortcutSheet.js'

/** What is open over the chart; when it closes, the keyboard is on the node again. */
export function Overlays({ onNote }: { readonly onNote: (id: string) => void }) {
  const overlay = useCanvas((state) => state.overlay)
  const editor = useEditorStore()
  const canvas = useCanvasStore()
  const close = (): void => {
    const { cursor } = canvas.getState()
    canvas.setState({ overlay: undefined })
    if (cursor !== undefined && editor.getState().selection.has(cursor)) focusNode(editor, cursor)
  }
  switch (overlay?.type) {
    case undefined:
      return null
    case 'search':
      return <SearchDialog onClose={close} />
    case 'shortcuts':
      return <ShortcutSheet onClose={close} />
    case 'picker':
      return (
        <At key={overlay.type} point={overlay.at}>
          <KindPicker adding={overlay.adding} onClose={close} />
        </At>
      )
    case 'connect':
      return (
        <At key={overlay.type} point={overlay.at}>
          <TargetPicker from={overlay.from} onClose={close} />
        </At>
      )
    case 'port':
      return (
        <At key={overlay.type} point={overlay.at}>
          <PortMenu from={overlay.from} at={overlay.at} onClose={close} />
        </At>
      )
    case 'menu':
      return (
        <At key={overlay.type} point={overlay.at}>
          <ContextMenu node={overlay.node} at={overlay.at} onClose={close} onNote={onNote} />
        </At>
      )
  }
}

const margin = 8

/** Where it was asked for, as far as it fits into the chart, however large the chart is and whatever it comes to show. */
function At({ point, children }: { readonly point: Point; readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState(point)
  useLayoutEffect(() => {
    const own = box.current
    const pane = own?.offsetParent
    if (own === null || own === undefined || !(pane instanceof HTMLElement)) return undefined
    const within = (at: number, extent: number, room: number): number => Math.max(margin, Math.min(at, room - extent - margin))
    const fit = (): void => {
      const next = { x: within(point.x, own.offsetWidth, pane.clientWidth), y: within(point.y, own.offsetHeight, pane.clientHeight) }
      setPlace((before) => (before.x === next.x && before.y === next.y ? before : next))
    }
    fit()
    const watch = new ResizeObserver(fit)
    watch.observe(own)
    watch.observe(pane)
    return () => watch.disconnect()
  }, [point])
  return (
    <div ref={box} className={classes.at} style={{ left: place.x, top: place.y }}>
      {children}
    </div>
  )
}
