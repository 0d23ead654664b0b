import type { DraftNode } from '@callchart/flow'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { renameNode } from '../document/commands/nodes.js'
import { useEditorStore } from '../editor/EditorContext.js'
import { focusNode } from './view.js'
import { useCanvas, useCanvasStore } from './canvas-store.js'
import classes from './NameField.module.css'

/** The name of a node, which can be changed where it stands. */
export function NameField({ node }: { readonly node: DraftNode }) {
  const isRenaming = useCanvas(({ renaming }) => renaming === node.id)
  return isRenaming ? (
    <NameInput node={node} />
  ) : (
    <span className={classes.name} title={node.name}>
      {node.name}
    </span>
  )
}

function NameInput({ node }: { readonly node: DraftNode }) {
  const { t } = useTranslation('canvas')
  const editor = useEditorStore()
  const canvas = useCanvasStore()
  const [name, setName] = useState(node.name)
  const end = (isKept: boolean): void => {
    if (canvas.getState().renaming !== node.id) return
    canvas.setState({ renaming: undefined })
    if (isKept && name.trim() !== '' && name.trim() !== node.name) editor.getState().run(renameNode(node.id, name.trim()))
    focusNode(editor, node.id)
  }
  return (
    <input
      className={`${classes.input} nodrag nopan`}
      aria-label={t('rename')}
      value={name}
      maxLength={100}
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={() => end(true)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') end(true)
        if (event.key === 'Escape') end(false)
      }}
    />
  )
}
