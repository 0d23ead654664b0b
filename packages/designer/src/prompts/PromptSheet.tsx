import { ActionIcon, Button, Drawer, Group, Menu, Select, Stack, Text, TextInput, Tooltip, UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { IconDownload, IconFileText, IconPencil, IconPrinter, IconSearch, IconUpload } from '@tabler/icons-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePreferences } from '../app/preferences.js'
import { useEditor, useEditorStore } from '../editor/EditorContext.js'
import { editNode } from '../document/commands/nodes.js'
import { editFlow } from '../document/commands/flow.js'
import { kindLooks } from '../nodes/kinds.js'
import { callOrder } from './call-order.js'
import { useLanguageName } from './language-names.js'
import { PromptField } from './PromptField.js'
import { reviewScript } from './script/review-script.js'
import { ImportDialog } from './sheet/ImportDialog.js'
import classes from './sheet/PromptSheet.module.css'
import { printPage, saveFile } from './sheet/save-file.js'
import { SheetCell } from './sheet/SheetCell.js'
import { sheetCsv } from './sheet/sheet-csv.js'
import { fits, missingIn, promptNow, sheetRows, type SheetRow } from './sheet/sheet-rows.js'
import { speakingTimeMs } from './speaking-time.js'
import { whenSaid } from './when-said.js'

const rowPx = 52
const searchAfterMs = 150

/** Everything that the flow says, in every language, as one table. */
export function PromptSheet() {
  const { t } = useTranslation('prompts')
  const document = useEditor((state) => state.document)
  const { languages } = document
  const [search, setSearch] = useState('')
  const [sought] = useDebouncedValue(search, searchAfterMs)
  const [missing, setMissing] = useState<string>()
  const [edited, setEdited] = useState<SheetRow>()
  const order = useMemo(() => callOrder(document).map(({ node }) => node), [document])
  const rows = useMemo(() => sheetRows(document, order), [document, order])
  const shown = useMemo(() => rows.filter((row) => fits(row, { search: sought, missing }, languages)), [rows, sought, missing, languages])
  const missingCount = useMemo(() => rows.reduce((sum, row) => sum + missingIn(row, languages).length, 0), [rows, languages])
  const whereOf = useWhere()

  return (
    <div className={classes.sheet}>
      <SheetBar search={search} onSearch={setSearch} missing={missing} onMissing={setMissing} count={shown.length} missingCount={missingCount} whereOf={whereOf} />
      {rows.length === 0 ? (
        <div className={classes.empty}>
          <Text c="dimmed" maw={420}>
            {t('sheet.none')}
          </Text>
        </div>
      ) : shown.length === 0 ? (
        <div className={classes.empty}>
          <Stack align="center" gap="xs">
            <Text c="dimmed">{t('sheet.nothingFits')}</Text>
            <Button
              variant="default"
              onClick={() => {
                setSearch('')
                setMissing(undefined)
              }}
            >
              {t('sheet.clear')}
            </Button>
          </Stack>
        </div>
      ) : (
        <SheetTable rows={shown} languages={languages} whereOf={whereOf} onOpen={setEdited} />
      )}
      <PromptDrawer row={edited} title={edited === undefined ? '' : whereOf(edited)} onClose={() => setEdited(undefined)} />
    </div>
  )
}

/** Where a text is said, in words. */
function useWhere(): (row: SheetRow) => string {
  const { t } = useTranslation('prompts')
  return useMemo(
    () =>
      ({ place, index, count }: SheetRow) =>
        [place.node?.name ?? t('sheet.flow'), t(`places.${place.name}`), ...(count > 1 ? [whenSaid(index, count, place.several, t)] : [])].join(' · '),
    [t],
  )
}

interface SheetBarProps {
  readonly search: string
  readonly onSearch: (text: string) => void
  readonly missing: string | undefined
  readonly onMissing: (language: string | undefined) => void
  readonly count: number
  readonly missingCount: number
  readonly whereOf: (row: SheetRow) => string
}

function SheetBar({ search, onSearch, missing, onMissing, count, missingCount, whereOf }: SheetBarProps) {
  const { t } = useTranslation('prompts')
  const store = useEditorStore()
  const languages = useEditor(({ document }) => document.languages)
  const readOnly = useEditor((state) => state.readOnly)
  const languageName = useLanguageName()
  const [isImporting, setImporting] = useState(false)
  const exportCsv = (): void => {
    const { document } = store.getState()
    saveFile(`${document.id}-prompts.csv`, sheetCsv(document), 'text/csv;charset=utf-8')
  }
  const filters = [
    { value: 'all', label: t('sheet.all') },
    { value: 'any', label: t('sheet.missingAny') },
    ...(languages.length > 1 ? languages.map((language) => ({ value: language, label: t('sheet.missingIn', { language: languageName(language) }) })) : []),
  ]
  return (
    <div className={classes.bar}>
      <TextInput size="xs" w={220} leftSection={<IconSearch size={14} aria-hidden />} placeholder={t('sheet.search')} aria-label={t('sheet.search')} value={search} onChange={(event) => onSearch(event.currentTarget.value)} />
      <Select size="xs" w={190} aria-label={t('sheet.filter')} data={filters} value={missing ?? 'all'} allowDeselect={false} onChange={(value) => onMissing(value === 'all' || value === null ? undefined : value)} />
      <Text size="xs" c="dimmed" role="status">
        {t('sheet.count', { count })}
        {missingCount > 0 && ` · ${t('sheet.missingCount', { count: missingCount })}`}
      </Text>
      <Group gap={6} ml="auto">
        {!readOnly && (
          <Button size="xs" variant="default" leftSection={<IconUpload size={14} aria-hidden />} onClick={() => setImporting(true)}>
            {t('sheet.import')}
          </Button>
        )}
        <Button size="xs" variant="default" leftSection={<IconDownload size={14} aria-hidden />} onClick={exportCsv}>
          {t('sheet.export')}
        </Button>
        <ScriptMenu />
      </Group>
      <ImportDialog opened={isImporting} onClose={() => setImporting(false)} whereOf={whereOf} />
    </div>
  )
}

function ScriptMenu() {
  const { t } = useTranslation('prompts')
  const store = useEditorStore()
  const uiLanguage = usePreferences((state) => state.language)
  const script = (): string =>
    reviewScript(store.getState().document, { uiLanguage, t, date: new Intl.DateTimeFormat(uiLanguage, { dateStyle: 'long', timeStyle: 'short' }).format(new Date()) })
  const save = (): void => saveFile(`${store.getState().document.id}-script.html`, script(), 'text/html;charset=utf-8')
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconFileText size={14} aria-hidden />}>
          {t('sheet.script')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPrinter size={14} aria-hidden />}
          onClick={() => {
            if (!printPage(script())) save()
          }}
        >
          {t('sheet.print')}
        </Menu.Item>
        <Menu.Item leftSection={<IconDownload size={14} aria-hidden />} onClick={save}>
          {t('sheet.save')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

interface SheetTableProps {
  readonly rows: readonly SheetRow[]
  readonly languages: readonly string[]
  readonly whereOf: (row: SheetRow) => string
  readonly onOpen: (row: SheetRow) => void
}

function SheetTable({ rows, languages, whereOf, onOpen }: SheetTableProps) {
  const { t } = useTranslation('prompts')
  const languageName = useLanguageName()
  const scroll = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroll.current, estimateSize: () => rowPx, overscan: 12, getItemKey: (index) => rows[index]?.key ?? index })
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
              <tr key={key} ref={virtual.measureElement} data-index={index} aria-rowindex={index + 2}>
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
    <th scope="row" className={classes.where} style={{ position: 'static', background: 'none', fontWeight: 400 }}>
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

/** One prompt with everything that can be done with it. */
function PromptDrawer({ row, title, onClose }: { readonly row: SheetRow | undefined; readonly title: string; readonly onClose: () => void }) {
  const { t } = useTranslation('prompts')
  const run = useEditor((state) => state.run)
  const value = useEditor(({ document }) => (row === undefined ? undefined : promptNow(document, row.place)))
  return (
    <Drawer opened={row !== undefined} onClose={onClose} position="right" size="lg" title={t('sheet.drawer')}>
      {row !== undefined && (
        <PromptField
          label={title}
          value={value}
          several={row.place.several}
          sees={row.place.sees}
          onChange={(next) => run(row.place.node === undefined ? editFlow(row.place.path, next) : editNode(row.place.node.id, row.place.path, next))}
        />
      )}
    </Drawer>
  )
}
