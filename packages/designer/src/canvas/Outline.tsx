import './colors.css'
import { ActionIcon, UnstyledButton } from '@mantine/core'
import { IconAlertCircleFilled, IconAlertTriangleFilled, IconChevronDown, IconChevronRight, IconCornerDownRight, IconSearch } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnalysis } from '../checking/analysis.js'
import { draftWays } from '../document/draft-ways.js'
import { useEditor, useEditorStore } from '../editor/EditorContext.js'
import { goTo } from './actions.js'
import { canvasOf } from './canvas-store.js'
import { useEntryText } from './EntryRows.js'
import { KindIcon } from './KindIcon.js'
import classes from './Outline.module.css'
import { outlineRows, unfolded, type OutlineRow } from './outline-tree.js'
import { centre } from './view.js'
import { useWayLabel, wayText } from './way-label.js'

const rowHeight = 30
const deepest = 9

/** The flow as a list, in the order in which it is read. */
export function Outline() {
  const { t } = useTranslation('canvas')
  const editor = useEditorStore()
  const document = useEditor((state) => state.document)
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const all = useMemo(() => outlineRows(document), [document])
  const rows = useMemo(() => unfolded(all, folded), [all, folded])
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => list.current, estimateSize: () => rowHeight, overscan: 12 })
  const current = Math.min(at, rows.length - 1)
  const fold = (id: string, isFolded: boolean): void => setFolded((before) => new Set(isFolded ? [...before, id] : [...before].filter((other) => other !== id)))
  const moveTo = (index: number): void => {
    const to = Math.max(0, Math.min(index, rows.length - 1))
    setAt(to)
    virtual.scrollToIndex(to)
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-index="${to}"]`)?.focus())
  }
  const open = (row: OutlineRow): void => {
    const id = row.type === 'section' ? undefined : row.type === 'open' ? row.through.node.id : row.node.id
    if (id === undefined) return
    editor.getState().select([id])
    canvasOf(editor).setState({ cursor: id })
    centre(editor, id)
  }
  const press = (event: KeyboardEvent<HTMLDivElement>): void => {
    const row = rows[current]
    if (row === undefined) return
    const isOpen = row.type === 'node' && row.hasChildren && !folded.has(row.node.id)
    const parent = rows.slice(0, current).findLastIndex(({ depth }) => depth < row.depth)
    if (event.key === 'ArrowDown') moveTo(current + 1)
    else if (event.key === 'ArrowUp') moveTo(current - 1)
    else if (event.key === 'Home') moveTo(0)
    else if (event.key === 'End') moveTo(rows.length - 1)
    else if (event.key === 'ArrowRight' && isOpen) moveTo(current + 1)
    else if (event.key === 'ArrowRight' && row.type === 'node') fold(row.node.id, false)
    else if (event.key === 'ArrowLeft' && isOpen) fold(row.node.id, true)
    else if (event.key === 'ArrowLeft') moveTo(parent >= 0 ? parent : current)
    else if (event.key === 'Enter') {
      open(row)
      if (row.type !== 'section') goTo(editor, row.type === 'open' ? row.through.node.id : row.node.id)
    } else if (event.key === ' ') open(row)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={classes.outline}>
      <UnstyledButton className={classes.search} onClick={() => canvasOf(editor).setState({ overlay: { type: 'search' } })}>
        <IconSearch size={14} aria-hidden />
        <span>{t('outline.search')}</span>
        <kbd className={classes.kbd}>Ctrl F</kbd>
      </UnstyledButton>
      {document.nodes.length <= 1 && <p className={classes.empty}>{t('outline.empty')}</p>}
      <div ref={list} role="tree" aria-label={t('outline.label')} className={classes.tree} onKeyDown={press}>
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index]
            if (row === undefined) return null
            return (
              <Row
                key={row.key}
                row={row}
                index={index}
                top={start}
                isCurrent={index === current}
                isFolded={row.type === 'node' && folded.has(row.node.id)}
                onOpen={() => {
                  setAt(index)
                  open(row)
                }}
                onFold={fold}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}

interface RowProps {
  readonly row: OutlineRow
  readonly index: number
  readonly top: number
  readonly isCurrent: boolean
  readonly isFolded: boolean
  readonly onOpen: () => void
  readonly onFold: (id: string, isFolded: boolean) => void
}

function Row({ row, index, top, isCurrent, isFolded, onOpen, onFold }: RowProps) {
  const { t } = useTranslation('canvas')
  const id = row.type === 'node' ? row.node.id : undefined
  const isSelected = useEditor(({ selection }) => id !== undefined && selection.has(id))
  const place = { top, paddingInlineStart: 2 + Math.min(row.depth, deepest) * 8 }
  const tree = { role: 'treeitem', 'aria-level': row.depth + 1, 'aria-selected': isSelected, 'data-index': index, tabIndex: isCurrent ? 0 : -1, onClick: onOpen } as const
  if (row.type === 'section')
    return (
      <div {...tree} className={classes.section} style={place}>
        {t(`outline.${row.section}`)}
      </div>
    )
  return (
    <div {...tree} {...(row.type === 'node' && row.hasChildren && { 'aria-expanded': !isFolded })} className={classes.row} data-selected={isSelected || undefined} data-type={row.type} style={place}>
      {row.type === 'node' && row.hasChildren ? (
        <ActionIcon
          size={24}
          w={22}
          miw={22}
          variant="subtle"
          color="gray"
          tabIndex={-1}
          aria-label={isFolded ? t('outline.expand') : t('outline.collapse')}
          onClick={(event) => {
            event.stopPropagation()
            onFold(row.node.id, !isFolded)
          }}
        >
          {isFolded ? <IconChevronRight size={14} aria-hidden /> : <IconChevronDown size={14} aria-hidden />}
        </ActionIcon>
      ) : (
        <span className={classes.room} />
      )}
      <RowText row={row} />
    </div>
  )
}

function RowText({ row }: { readonly row: Exclude<OutlineRow, { readonly type: 'section' }> }) {
  const { t } = useTranslation('canvas')
  const labelOf = useWayLabel()
  const entryText = useEntryText()
  const through = row.type === 'node' || row.type === 'again' || row.type === 'open' ? row.through : undefined
  const isForked = through !== undefined && draftWays(through.node).length > 1
  const way = through === undefined ? undefined : wayText(labelOf(through.node, through.way))
  const lead = row.type === 'node' && row.entry !== undefined ? entryText(row.entry) : isForked || row.type === 'open' ? way : undefined
  if (row.type === 'open')
    return (
      <span className={classes.open} title={`${lead ?? ''}: ${t('outline.open')}`}>
        {lead}: {t('outline.open')}
      </span>
    )
  return (
    <>
      {row.type === 'again' ? <IconCornerDownRight size={14} aria-hidden className={classes.again ?? ''} /> : <KindIcon kind={row.node.kind} size={12} />}
      <span className={classes.texts} title={lead === undefined ? row.node.name : `${lead} → ${row.node.name}`}>
        {lead !== undefined && <span className={classes.lead}>{lead}</span>}
        <span className={classes.name}>{row.type === 'again' ? t('outline.again', { node: row.node.name }) : row.node.name}</span>
      </span>
      {row.type === 'node' && <Findings id={row.node.id} />}
    </>
  )
}

function Findings({ id }: { readonly id: string }) {
  const { t } = useTranslation('canvas')
  const errors = useAnalysis(({ byNode }) => byNode.get(id)?.filter(({ severity }) => severity === 'error').length ?? 0)
  const warnings = useAnalysis(({ byNode }) => byNode.get(id)?.filter(({ severity }) => severity === 'warning').length ?? 0)
  if (errors === 0 && warnings === 0) return null
  const text = errors > 0 ? t('card.errors', { count: errors }) : t('card.warnings', { count: warnings })
  return (
    <span className={classes.finding} data-severity={errors > 0 ? 'error' : 'warning'} role="img" aria-label={text} title={text}>
      {errors > 0 ? <IconAlertCircleFilled size={14} aria-hidden /> : <IconAlertTriangleFilled size={14} aria-hidden />}
      {errors > 0 ? errors : warnings}
    </span>
  )
}
