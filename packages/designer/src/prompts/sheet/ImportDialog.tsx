import { Alert, Button, FileButton, Group, Modal, Stack, Text } from '@mantine/core'
import { useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor, useEditorStore } from '../../editor/EditorContext.js'
import { inUiLanguage } from '../playing/use-variant-sound.js'
import { templateFaults, variablesOf } from '../template-faults.js'
import classes from './PromptSheet.module.css'
import { readSheetCsv, textOfFile, type ImportRefusal, type SheetChange, type SheetImport } from './sheet-csv.js'
import { sheetCommand, type SheetRow } from './sheet-rows.js'

const mostBytes = 10 * 1024 * 1024
const mostShown = 200

export interface ImportDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly whereOf: (row: SheetRow) => string
}

/** Takes texts in from a file: shown first, then made in one step, or not at all. */
export function ImportDialog({ opened, onClose, whereOf }: ImportDialogProps) {
  const { t } = useTranslation('prompts')
  const store = useEditorStore()
  const [found, setFound] = useState<SheetImport | ImportRefusal>()
  const [isOver, setOver] = useState(false)
  const close = (): void => {
    setFound(undefined)
    onClose()
  }
  const read = async (file: File | null | undefined): Promise<void> => {
    if (file === null || file === undefined) return
    if (file.size > mostBytes) return setFound('tooLarge')
    setFound(readSheetCsv(textOfFile(new Uint8Array(await file.arrayBuffer())), store.getState().document))
  }
  const apply = (): void => {
    if (typeof found === 'object') store.getState().run(sheetCommand(found.edits))
    close()
  }
  const canApply = typeof found === 'object' && found.edits.length > 0
  return (
    <Modal opened={opened} onClose={close} title={t('sheet.importTitle')} size="xl">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('sheet.importHelp')}
        </Text>
        <div
          className={classes.drop}
          data-over={isOver || undefined}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event: DragEvent) => {
            event.preventDefault()
            setOver(false)
            void read(event.dataTransfer.files[0])
          }}
        >
          <Group gap={6} justify="center">
            <FileButton accept=".csv,.txt,.tsv,text/csv" onChange={(file) => void read(file)}>
              {(props) => (
                <Button {...props} variant="default" data-autofocus>
                  {t('sheet.choose')}
                </Button>
              )}
            </FileButton>
            <Text size="sm">{t('sheet.drop')}</Text>
          </Group>
        </div>
        <div role="status" aria-live="polite">
          {typeof found === 'string' && <Alert color="red">{t(`sheet.refused.${found}`)}</Alert>}
          {typeof found === 'object' && <ImportPreview found={found} whereOf={whereOf} />}
        </div>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {t('sheet.cancel')}
          </Button>
          <Button disabled={!canApply} onClick={apply}>
            {t('sheet.apply')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function ImportPreview({ found, whereOf }: { readonly found: SheetImport; readonly whereOf: (row: SheetRow) => string }) {
  const { t } = useTranslation('prompts')
  const { changes, unknownLines, unknownColumns } = found
  const document = useEditor((state) => state.document)
  const faultOf = ({ row, after }: SheetChange): string | undefined => {
    const [fault] = templateFaults(after, variablesOf(document, row.place.sees))
    return fault === undefined ? undefined : inUiLanguage(fault)
  }
  const faults = changes.map(faultOf)
  const faultyCount = faults.filter((fault) => fault !== undefined).length
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        {changes.length === 0 ? t('sheet.noChanges') : t('sheet.changes', { count: changes.length })}
        {faultyCount > 0 && ` · ${t('sheet.faulty', { count: faultyCount })}`}
      </Text>
      {changes.length > 0 && (
        <div className={classes.changes} tabIndex={0} role="region" aria-label={t('sheet.changes', { count: changes.length })}>
          <table>
            <thead>
              <tr>
                <th>{t('sheet.where')}</th>
                <th>{t('sheet.before')}</th>
                <th>{t('sheet.after')}</th>
              </tr>
            </thead>
            <tbody>
              {changes.slice(0, mostShown).map((change, index) => (
                <tr key={`${change.row.key} ${change.language}`}>
                  <td>
                    {whereOf(change.row)} · {change.language}
                  </td>
                  <td className={change.before === '' ? undefined : classes.before}>{change.before === '' ? t('sheet.empty') : change.before}</td>
                  <td>
                    {change.after}
                    {faults[index] !== undefined && <div className={classes.fault}>{faults[index]}</div>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {changes.length > mostShown && (
            <Text size="sm" p="xs">
              {t('sheet.more', { count: changes.length - mostShown })}
            </Text>
          )}
        </div>
      )}
      {unknownLines.length > 0 && (
        <Alert color="yellow" title={t('sheet.unknownLines', { count: unknownLines.length })}>
          {unknownLines.slice(0, 10).map((line) => (
            <div key={line.line}>{t('sheet.unknownLine', { ...line })}</div>
          ))}
          {unknownLines.length > 10 && t('sheet.more', { count: unknownLines.length - 10 })}
        </Alert>
      )}
      {unknownColumns.length > 0 && <Alert color="yellow">{t('sheet.unknownColumns', { columns: unknownColumns.join(', ') })}</Alert>}
    </Stack>
  )
}
