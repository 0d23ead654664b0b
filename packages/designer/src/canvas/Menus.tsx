import {
  IconArrowsShuffle,
  IconArrowRight,
  IconClipboard,
  IconCopy,
  IconCut,
  IconEdit,
  IconEye,
  IconEyeOff,
  IconLayoutDistributeHorizontal,
  IconLetterCase,
  IconLinkOff,
  IconLink,
  IconNote,
  IconPlus,
  IconRowInsertBottom,
  IconSelectAll,
  IconSquaresDiagonal,
  IconTrash,
} from '@tabler/icons-react'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { disconnect, targetAt, type WayRef } from '../document/commands/nodes.js'
import { nodesById } from '../document/node-index.js'
import { useEditorStore } from '../editor/EditorContext.js'
import { addingBehind, goTo } from './actions.js'
import { useCanvasStore } from './canvas-store.js'
import { addNoteAt, arrangeChart, copied, duplicateSelected, pasteText, removeSelected, switchSelected } from './edits.js'
import type { Point } from './geometry.js'
import { MenuPanel, type MenuItem } from './MenuPanel.js'
import { useWayText } from './Pickers.js'
import { revealNode } from './reveal.js'
import { besideNode, centre, placeAt } from './view.js'

/** What can be done with a way. */
export function PortMenu({ from, at, onClose }: { readonly from: WayRef; readonly at: Point; readonly onClose: () => void }) {
  const { t } = useTranslation('canvas')
  const editor = useEditorStore()
  const canvas = useCanvasStore()
  const way = useWayText()(from)
  const { document, run } = editor.getState()
  const to = targetAt(document, from)
  const target = to === undefined ? undefined : (nodesById(document).get(to)?.name ?? to)
  const open = (overlay: 'connect' | 'behind' | 'between') => (): void =>
    canvas.setState({
      overlay: overlay === 'connect' ? { type: 'connect', from, at } : { type: 'picker', at, adding: overlay === 'behind' ? { type: 'behind', from } : { type: 'between', on: from } },
    })
  const items: MenuItem[] =
    to === undefined || target === undefined
      ? [
          { label: t('port.add'), Icon: IconPlus, onChoose: open('behind') },
          { label: t('port.connect'), Icon: IconLink, onChoose: open('connect') },
        ]
      : [
          {
            label: t('port.goTo', { target }),
            Icon: IconArrowRight,
            onChoose: () => {
              goTo(editor, to)
              centre(editor, to)
            },
          },
          { label: t('port.insert'), Icon: IconRowInsertBottom, onChoose: open('between') },
          { label: t('port.reconnect'), Icon: IconArrowsShuffle, onChoose: open('connect') },
          { label: t('port.disconnect'), Icon: IconLinkOff, begins: true, onChoose: () => run(disconnect(from)) },
        ]
  return <MenuPanel label={t('port.menu', { way })} items={items} onClose={onClose} />
}

async function pasteFromClipboard(paste: (text: string) => number, cannot: string): Promise<void> {
  const text = await navigator.clipboard.readText().catch(() => '')
  if (paste(text) === 0) notifications.show({ color: 'yellow', message: cannot })
}

/** What can be done with the selected nodes, or on the empty chart. */
export function ContextMenu({ node, at, onClose, onNote }: { readonly node: string | undefined; readonly at: Point; readonly onClose: () => void; readonly onNote: (id: string) => void }) {
  const { t } = useTranslation('canvas')
  const editor = useEditorStore()
  const canvas = useCanvasStore()
  const { document, selection, readOnly, select } = editor.getState()
  const place = placeAt(editor, at)
  const copy = (): void => {
    const found = copied(editor)
    if (found !== undefined) void navigator.clipboard.writeText(found.text)
  }
  const selectAll: MenuItem = { label: t('menu.selectAll'), Icon: IconSelectAll, keys: 'Ctrl A', onChoose: () => select(document.nodes.map(({ id }) => id)) }
  const onPane: MenuItem[] = readOnly
    ? [selectAll]
    : [
        { label: t('menu.addNode'), Icon: IconPlus, keys: '/', onChoose: () => canvas.setState({ overlay: { type: 'picker', at, adding: { type: 'loose', at: place } } }) },
        { label: t('menu.addNote'), Icon: IconNote, onChoose: () => onNote(addNoteAt(editor, place)) },
        { label: t('menu.paste'), Icon: IconClipboard, keys: 'Ctrl V', begins: true, onChoose: () => void pasteFromClipboard((text) => pasteText(editor, text, place), t('menu.cannotPaste')) },
        selectAll,
        { label: t('tools.arrangeAll'), Icon: IconLayoutDistributeHorizontal, begins: true, onChoose: () => void arrangeChart(editor, 'all') },
      ]
  if (node === undefined) return <MenuPanel label={t('menu.label')} items={onPane} onClose={onClose} />
  const isOff = [...selection].every((id) => nodesById(document).get(id)?.disabled === true)
  const isOne = selection.size === 1
  const own: MenuItem[] = [
    ...(isOne ? [{ label: t('menu.open'), Icon: IconEdit, keys: 'Enter', onChoose: () => revealNode(editor, node) }] : []),
    ...(isOne && !readOnly
      ? [
          { label: t('menu.rename'), Icon: IconLetterCase, keys: 'F2', onChoose: () => canvas.setState({ renaming: node }) },
          { label: t('menu.addBehind'), Icon: IconPlus, keys: '/', onChoose: () => canvas.setState({ overlay: { type: 'picker', at: besideNode(editor, node), adding: addingBehind(editor, node) } }) },
        ]
      : []),
    { label: t('menu.copy'), Icon: IconCopy, keys: 'Ctrl C', begins: true, onChoose: copy },
  ]
  const changes: MenuItem[] = [
    {
      label: t('menu.cut'),
      Icon: IconCut,
      keys: 'Ctrl X',
      onChoose: () => {
        copy()
        removeSelected(editor)
      },
    },
    { label: t('menu.duplicate'), Icon: IconSquaresDiagonal, keys: 'Ctrl D', onChoose: () => duplicateSelected(editor) },
    { label: isOff ? t('menu.enable') : t('menu.disable'), Icon: isOff ? IconEye : IconEyeOff, keys: 'X', onChoose: () => switchSelected(editor) },
    ...(isOne ? [] : [{ label: t('menu.arrange'), Icon: IconLayoutDistributeHorizontal, onChoose: () => void arrangeChart(editor, 'selected') }]),
    { label: t('menu.remove'), Icon: IconTrash, keys: 'Del', isDangerous: true, begins: true, onChoose: () => void removeSelected(editor) },
  ]
  return <MenuPanel label={t('menu.label')} items={readOnly ? own : [...own, ...changes]} onClose={onClose} />
}
