import { ActionIcon, Group, Tooltip, UnstyledButton } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { IconPencil } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor } from '../../editor/EditorContext.js'
import { kindLooks } from '../../nodes/kinds.js'
import { useLanguageName } from '../language-names.js'
import { speakingTimeMs } from '../speaking-time.js'
import { whenSaid } from '../when-said.js'
import classes from './PromptSheet.module.css'
import { SheetCell } from './SheetCell.js'
import type { SheetRow } from './sheet-rows.js'

const rowPx = 52

export interface SheetTableProps {
  readonly rows: readonly SheetRow[]
  readonly languages: readonly string[]
  readonly whereOf: (row: SheetRow) => string
  readonly onOpen: (row: SheetRow) => void
}

/** One row a text; only what can be seen is there. */
export function SheetTable({ rows, languages, whereOf, onOpen }: SheetTableProps) {
  const { t } = useTranslation('prompts')
  const languageName = useLanguageName()
  const scroll = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroll.current, estimateSize: () => rowPx, overscan: 12, getItemKey: (index) => rows[index]?.key ?? index })
  const selection = useEditor((state) => state.selection)
  // Who comes from a node of the chart comes to its prompts.
  useEffect(() => {
    const first = rows.findIndex(({ place }) => isOf(place, selection))
    if (first !== -1) virtual.scrollToIndex(first, { align: 'center' })
  }, [])
  const items = virtual.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  const span = languages.length + 2
  return (
    <div ref={scroll} className={classes.scroll}>
      <table className={classes.table} aria-rowcount={rows.length + 1} aria-label={t('sheet.title')}>
        <colgroup>
          <col className={classes.whereColumn} />
          {languages.map((language) => (
            <col key={language} />
          ))}
          <col className={classes.toolColumn} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{t('sheet.where')}</th>
            {languages.map((language) => (
              <th key={language} scope="col">
                {languageName(language)}
              </th>
            ))}
            <th scope="col">{t('sheet.time')}</th>
          </tr>
        </thead>
        <tbody>
          {before > 0 && (
            <tr aria-hidden>
              <td colSpan={span} style={{ height: before, padding: 0, border: 0 }} />
            </tr>
          )}
          {items.map(({ index, key }) => {
            const row = rows[index]
            return row === undefined ? null : (
              <tr key={key} ref={virtual.measureElement} data-index={index} aria-rowindex={index + 2} data-selected={isOf(row.place, selection) || undefined}>
                <Where row={row} isFirst={rows[index - 1]?.place.node !== row.place.node || row.place.node === undefined} />
                {languages.map((language, column) => (
                  <td key={language}>
                    <SheetCell row={row} column={column} language={language} where={whereOf(row)} />
                  </td>
                ))}
                <td>
                  <Group gap={4} wrap="nowrap" justify="flex-end" pt={2}>
                    <span className={classes.time}>{lengthOf(row, t)}</span>
                    <Tooltip label={t('sheet.drawer')}>
                      <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('sheet.open', { where: whereOf(row) })} onClick={() => onOpen(row)}>
                        <IconPencil size={16} aria-hidden />
                      </ActionIcon>
                    </Tooltip>
                  </Group>
                </td>
              </tr>
            )
          })}
          {after > 0 && (
            <tr aria-hidden>
              <td colSpan={span} style={{ height: after, padding: 0, border: 0 }} />
            </tr>
          )}
        </tbody>
      </table>
    </div>
  )
}

const isOf = ({ node }: SheetRow['place'], selection: ReadonlySet<string>): boolean => node !== undefined && selection.has(node.id)

function lengthOf({ cells }: SheetRow, t: ReturnType<typeof useTranslation<'prompts'>>['t']): string {
  const longest = Math.max(0, ...cells.map((cell) => (cell === undefined ? 0 : speakingTimeMs(cell))))
  return longest === 0 ? '' : t('sheet.seconds', { seconds: (longest / 1_000).toFixed(longest < 10_000 ? 1 : 0) })
}

function Where({ row, isFirst }: { readonly row: SheetRow; readonly isFirst: boolean }) {
  const { t } = useTranslation('prompts')
  const select = useEditor((state) => state.select)
  const show = useEditor((state) => state.show)
  const { node, name, several } = row.place
  const look = node === undefined ? undefined : kindLooks[node.kind]
  const goTo = (): void => {
    if (node === undefined) return
    select([node.id])
    show({ view: 'canvas', side: 'inspector' })
  }
  return (
    <th scope="row" className={classes.where}>
      {isFirst &&
        (node === undefined ? (
          <div className={classes.node}>
            <span>{t('sheet.flow')}</span>
          </div>
        ) : (
          <UnstyledButton className={classes.node} onClick={goTo} aria-label={t('sheet.goTo', { node: node.name })}>
            {look !== undefined && <look.Icon size={14} color={`var(--mantine-color-${look.color}-6)`} style={{ flex: 'none' }} aria-hidden />}
            <span>{node.name}</span>
          </UnstyledButton>
        ))}
      <div className={classes.field}>
        {t(`places.${name}`)}
        {row.count > 1 && ` · ${whenSaid(row.index, row.count, several, t)}`}
      </div>
    </th>
  )
}
