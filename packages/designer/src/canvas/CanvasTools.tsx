import { ActionIcon, Menu, Tooltip, UnstyledButton } from '@mantine/core'
import { Panel, useReactFlow, useStore } from '@xyflow/react'
import {
  IconFocusCentered,
  IconHome,
  IconKeyboard,
  IconLayoutDistributeHorizontal,
  IconMinus,
  IconNote,
  IconPhoto,
  IconPlus,
  IconSearch,
  IconTable,
  type Icon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useEditor, useEditorStore } from '../editor/EditorContext.js'
import { goTo } from './actions.js'
import { useCanvasStore } from './canvas-store.js'
import classes from './CanvasTools.module.css'
import { addNoteAt, arrangeChart, type Arranged } from './edits.js'
import { useChartImage } from './useChartImage.js'
import { centre, middleOfView, motionMs, showAll } from './view.js'

interface ToolProps {
  readonly label: string
  readonly keys?: string
  readonly Sign: Icon
  readonly onClick: () => void
}

function Tool({ label, keys, Sign, onClick }: ToolProps) {
  return (
    <Tooltip label={keys === undefined ? label : `${label} (${keys})`}>
      <ActionIcon variant="subtle" color="gray" size={30} aria-label={label} onClick={onClick}>
        <Sign size={17} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}

/** What is done with the chart as a whole. */
export function CanvasTools({ onNote }: { readonly onNote: (id: string) => void }) {
  const { t } = useTranslation('canvas')
  const editor = useEditorStore()
  const canvas = useCanvasStore()
  const readOnly = useEditor((state) => state.readOnly)
  const view = useReactFlow()
  const duration = motionMs()
  const home = (): void => {
    const start = editor.getState().document.nodes.find(({ kind }) => kind === 'start')
    if (start === undefined) return
    goTo(editor, start.id)
    centre(editor, start.id)
  }
  const note = (): void => {
    const { x, y } = middleOfView(editor)
    onNote(addNoteAt(editor, { x: x - 110, y: y - 60 }))
  }
  return (
    <Panel position="bottom-left">
      <div className={classes.tools} role="toolbar" aria-label={t('tools.label')}>
        <Tool label={t('tools.zoomOut')} keys="−" Sign={IconMinus} onClick={() => void view.zoomOut({ duration })} />
        <Zoom />
        <Tool label={t('tools.zoomIn')} keys="+" Sign={IconPlus} onClick={() => void view.zoomIn({ duration })} />
        <span className={classes.gap} />
        <Tool label={t('tools.fit')} keys="1" Sign={IconFocusCentered} onClick={() => showAll(editor)} />
        <Tool label={t('tools.home')} keys="0" Sign={IconHome} onClick={home} />
        {!readOnly && <Tool label={t('tools.prompts')} Sign={IconTable} onClick={() => editor.getState().show({ view: 'prompts' })} />}
        <Tool label={t('tools.search')} keys="Ctrl F" Sign={IconSearch} onClick={() => canvas.setState({ overlay: { type: 'search' } })} />
        <span className={classes.gap} />
        {!readOnly && <ArrangeTool />}
        {!readOnly && <Tool label={t('tools.note')} Sign={IconNote} onClick={note} />}
        <ImageTool />
        <Tool label={t('tools.shortcuts')} keys="?" Sign={IconKeyboard} onClick={() => canvas.setState({ overlay: { type: 'shortcuts' } })} />
      </div>
    </Panel>
  )
}

function Zoom() {
  const percent = useStore(({ transform }) => Math.round(transform[2] * 100))
  const view = useReactFlow()
  return (
    <UnstyledButton className={classes.zoom} onClick={() => void view.zoomTo(1, { duration: motionMs() })}>
      {percent} %
    </UnstyledButton>
  )
}

interface Choice {
  readonly label: string
  readonly isOff?: boolean
  readonly onChoose: () => void
}

/** A tool that can be used in several ways. */
function ToolMenu({ label, Sign, choices }: { readonly label: string; readonly Sign: Icon; readonly choices: readonly Choice[] }) {
  return (
    <Menu position="top-start" withArrow>
      <Menu.Target>
        <Tooltip label={label}>
          <ActionIcon variant="subtle" color="gray" size={30} aria-label={label}>
            <Sign size={17} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(({ label: text, isOff = false, onChoose }) => (
          <Menu.Item key={text} disabled={isOff} onClick={onChoose}>
            {text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function ArrangeTool() {
  const { t } = useTranslation('canvas')
  const editor = useEditorStore()
  const hasSelection = useEditor(({ selection }) => selection.size > 1)
  const hasNew = useEditor(({ document }) => document.nodes.some(({ id }) => document.layout?.[id] === undefined))
  const arrange = (which: Arranged) => (): void => void arrangeChart(editor, which)
  const choices = [
    { label: t('tools.arrangeNew'), isOff: !hasNew, onChoose: arrange('new') },
    { label: t('tools.arrangeSelected'), isOff: !hasSelection, onChoose: arrange('selected') },
    { label: t('tools.arrangeAll'), onChoose: arrange('all') },
  ]
  return <ToolMenu label={t('tools.arrange')} Sign={IconLayoutDistributeHorizontal} choices={choices} />
}

function ImageTool() {
  const { t } = useTranslation('canvas')
  const save = useChartImage()
  const choices = [
    { label: t('tools.png'), onChoose: () => void save('png') },
    { label: t('tools.svg'), onChoose: () => void save('svg') },
  ]
  return <ToolMenu label={t('tools.image')} Sign={IconPhoto} choices={choices} />
}
