import { Handle, Position } from '@xyflow/react'
import type { DraftNode, Way } from '@callchart/flow'
import { IconPlus } from '@tabler/icons-react'
import type { KeyboardEvent, MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { nodesById } from '../document/node-index.js'
import { useEditor, useEditorStore } from '../editor/EditorContext.js'
import { focusNode, withinPane } from './view.js'
import { useCanvasStore } from './canvas-store.js'
import classes from './Port.module.css'
import { useWayLabel, wayText } from './way-label.js'

export interface PortProps {
  readonly node: DraftNode
  readonly way: Way
  /** Near enough to be dragged from: only then the parts for it are there. */
  readonly isHot: boolean
  readonly readOnly: boolean
  /** The only way out stands beside the name, without a row of its own. */
  readonly isAlone: boolean
}

/** A way out of a node: what takes it, and where its edge begins. */
export function Port({ node, way, isHot, readOnly, isAlone }: PortProps) {
  const { t } = useTranslation('canvas')
  const label = useWayLabel()(node, way)
  const state = way.to !== undefined ? 'connected' : way.required ? 'open' : 'optional'
  const dot = readOnly ? <span className={classes.dot} data-state={state} /> : <PortButton node={node} way={way} state={state} />
  return (
    <div className={isAlone ? classes.alone : classes.row} data-state={state} data-port={way.way}>
      {!isAlone && (
        <>
          {label.key !== undefined && <kbd className={classes.key}>{label.key}</kbd>}
          <span className={classes.label} data-code={label.isCode || undefined} title={state === 'open' ? t('port.readOnlyOpen', { way: wayText(label) }) : wayText(label)}>
            {label.text}
          </span>
        </>
      )}
      {isHot ? (
        <Handle type="source" id={way.way} position={Position.Right} className={classes.handle ?? ''}>
          {dot}
        </Handle>
      ) : (
        // The engine measures where ports are by these marks of its own handles.
        <span className={`${classes.handle} source`} data-handleid={way.way} data-handlepos={Position.Right}>
          {dot}
        </span>
      )}
    </div>
  )
}

const sibling = (button: HTMLElement, step: number): void => {
  const all = [...(button.closest('.react-flow__node')?.querySelectorAll<HTMLElement>('[data-port-button]') ?? [])]
  all[all.indexOf(button) + step]?.focus()
}

function PortButton({ node, way, state }: { readonly node: DraftNode; readonly way: Way; readonly state: 'connected' | 'open' | 'optional' }) {
  const { t } = useTranslation('canvas')
  const label = wayText(useWayLabel()(node, way))
  const editor = useEditorStore()
  const canvas = useCanvasStore()
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') sibling(event.currentTarget, event.key === 'ArrowDown' ? 1 : -1)
    else if (event.key === 'Escape' || event.key === 'ArrowLeft') focusNode(editor, node.id)
    else if (event.key !== 'Enter' && event.key !== ' ') return
    event.stopPropagation()
    if (event.key !== 'Enter' && event.key !== ' ') event.preventDefault()
  }
  const onClick = (event: MouseEvent<HTMLButtonElement>): void => {
    event.stopPropagation()
    const box = event.currentTarget.getBoundingClientRect()
    const from = { node: node.id, path: way.path }
    const at = withinPane(editor, box.right + 6, box.top)
    const isByKey = event.detail === 0
    editor.getState().select([node.id])
    canvas.setState({ cursor: node.id, overlay: state !== 'connected' && !isByKey ? { type: 'picker', adding: { type: 'behind', from }, at } : { type: 'port', from, at } })
  }
  const target = useEditor(({ document }) => (way.to === undefined ? undefined : (nodesById(document).get(way.to)?.name ?? way.to)))
  const text = target === undefined ? t('port.open', { way: label }) : t('port.connected', { way: label, target })
  return (
    <button type="button" tabIndex={-1} data-port-button className={classes.button} aria-label={text} title={text} onClick={onClick} onKeyDown={onKeyDown}>
      <span className={classes.dot} data-state={state}>
        {state !== 'connected' && <IconPlus size={11} stroke={2.5} aria-hidden />}
      </span>
    </button>
  )
}
