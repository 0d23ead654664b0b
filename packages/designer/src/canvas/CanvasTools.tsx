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
  type Icon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useEditor, useEditorStore } from '../editor/EditorContext.js'
import { goTo } from './actions.js'
import { useCanvasStore } from './canvas-store.js'
import classes from './CanvasTools.module.css'
import { addNoteAt, arrangeChart } from './edits.js'
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

function ArrangeTool() {
  const { t } = useTranslation('canvas')
  const editor = useEditorStore()
  const hasSelection = useEditor(({ selection }) => selection.size > 1)
  const hasNew = useEditor(({ document }) => document.nodes.some(({ id }) => document.layout?.[id] === undefined))
  return (
    <Menu position="top-start" withArrow>
      <Menu.Target>
        <Tooltip label={t('tools.arrange')}>
          <ActionIcon variant="subtle" color="gray" size={30} aria-label={t('tools.arrange')}>
            <IconLayoutDistributeHorizontal size={17} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={!hasNew} onClick={() => void arrangeChart(editor, 'new')}>
          {t('tools.arrangeNew')}
        </Menu.Item>
        <Menu.Item disabled={!hasSelection} onClick={() => void arrangeChart(editor, 'selected')}>
          {t('tools.arrangeSelected')}
        </Menu.Item>
        <Menu.Item onClick={() => void arrangeChart(editor, 'all')}>{t('tools.arrangeAll')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function ImageTool() {
  const { t } = useTranslation('canvas')
  const save = useChartImage()
  return (
    <Menu position="top-start" withArrow>
      <Menu.Target>
        <Tooltip label={t('tools.image')}>
          <ActionIcon variant="subtle" color="gray" size={30} aria-label={t('tools.image')}>
            <IconPhoto size={17} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void save('png')}>{t('tools.png')}</Menu.Item>
        <Menu.Item onClick={() => void save('svg')}>{t('tools.svg')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
