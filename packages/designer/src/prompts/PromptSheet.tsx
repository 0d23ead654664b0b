import { Button, Drawer, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { editFlow } from '../document/commands/flow.js'
import { editNode } from '../document/commands/nodes.js'
import { useEditor } from '../editor/EditorContext.js'
import { callOrder } from './call-order.js'
import { PromptField } from './PromptField.js'
import classes from './sheet/PromptSheet.module.css'
import { SheetBar } from './sheet/SheetBar.js'
import { SheetTable } from './sheet/SheetTable.js'
import { fits, missingIn, promptNow, sheetRows, type SheetRow } from './sheet/sheet-rows.js'
import { whenSaid } from './when-said.js'

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
      <PromptDrawer row={edited} title={edited === undefined ? '' : whereOf({ ...edited, count: 1 })} onClose={() => setEdited(undefined)} />
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
