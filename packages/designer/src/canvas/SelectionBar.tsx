import { ActionIcon, Tooltip } from '@mantine/core'
import { Panel } from '@xyflow/react'
import {
  IconEye,
  IconEyeOff,
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
  IconSquaresDiagonal,
  IconTrash,
  type Icon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { alignNodes, distributeNodes, type Side } from '../document/commands/placing.js'
import { nodesById } from '../document/node-index.js'
import { useEditor, useEditorStore } from '../editor/EditorContext.js'
import { withPlaces } from './actions.js'
import { duplicateSelected, removeSelected, shownSizes, switchSelected } from './edits.js'
import classes from './SelectionBar.module.css'

const sides: readonly (readonly [Side, Icon])[] = [
  ['left', IconLayoutAlignLeft],
  ['centre', IconLayoutAlignCenter],
  ['right', IconLayoutAlignRight],
  ['top', IconLayoutAlignTop],
  ['middle', IconLayoutAlignMiddle],
  ['bottom', IconLayoutAlignBottom],
]

/** What can be done with several selected nodes. */
export function SelectionBar() {
  const { t } = useTranslation('canvas')
  const editor = useEditorStore()
  const count = useEditor(({ selection, readOnly }) => (readOnly ? 0 : selection.size))
  const isOff = useEditor(({ selection, document }) => selection.size > 1 && [...selection].every((id) => nodesById(document).get(id)?.disabled === true))
  if (count < 2) return null
  const { run } = editor.getState()
  const chosen = (): ReadonlySet<string> => editor.getState().selection
  return (
    <Panel position="top-center">
      <div className={classes.bar} role="toolbar" aria-label={t('selection.label')}>
        <span className={classes.count}>{t('selection.count', { count })}</span>
        {sides.map(([side, Sign]) => (
          <Tool key={side} label={t(`selection.${side}`)} Sign={Sign} onClick={() => run(withPlaces(editor, alignNodes(chosen(), side, shownSizes(editor))))} />
        ))}
        <span className={classes.gap} />
        <Tool label={t('selection.acrossX')} Sign={IconLayoutDistributeVertical} isOff={count < 3} onClick={() => run(withPlaces(editor, distributeNodes(chosen(), 'horizontal', shownSizes(editor))))} />
        <Tool label={t('selection.acrossY')} Sign={IconLayoutDistributeHorizontal} isOff={count < 3} onClick={() => run(withPlaces(editor, distributeNodes(chosen(), 'vertical', shownSizes(editor))))} />
        <span className={classes.gap} />
        <Tool label={t('selection.duplicate')} Sign={IconSquaresDiagonal} onClick={() => duplicateSelected(editor)} />
        <Tool label={isOff ? t('selection.enable') : t('selection.disable')} Sign={isOff ? IconEye : IconEyeOff} onClick={() => switchSelected(editor)} />
        <Tool label={t('selection.remove')} Sign={IconTrash} onClick={() => void removeSelected(editor)} />
      </div>
    </Panel>
  )
}

function Tool({ label, Sign, isOff = false, onClick }: { readonly label: string; readonly Sign: Icon; readonly isOff?: boolean; readonly onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size={30} aria-label={label} disabled={isOff} onClick={onClick}>
        <Sign size={17} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
