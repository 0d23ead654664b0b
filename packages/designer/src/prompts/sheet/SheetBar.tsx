import { Button, Group, Menu, Select, Text, TextInput } from '@mantine/core'
import { IconDownload, IconFileText, IconPrinter, IconSearch, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePreferences } from '../../app/preferences.js'
import { useEditor, useEditorStore } from '../../editor/EditorContext.js'
import { useLanguageName } from '../language-names.js'
import { reviewScript } from '../script/review-script.js'
import { ImportDialog } from './ImportDialog.js'
import classes from './PromptSheet.module.css'
import { saveFile } from '../../app/save-file.js'
import { printPage } from './print-page.js'
import { sheetCsv } from './sheet-csv.js'
import type { SheetRow } from './sheet-rows.js'

export interface SheetBarProps {
  readonly search: string
  readonly onSearch: (text: string) => void
  readonly missing: string | undefined
  readonly onMissing: (language: string | undefined) => void
  readonly count: number
  readonly missingCount: number
  readonly whereOf: (row: SheetRow) => string
}

/** What is shown of the sheet, and the ways out of it and into it. */
export function SheetBar({ search, onSearch, missing, onMissing, count, missingCount, whereOf }: SheetBarProps) {
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
