import { Button, FileButton, Group, Modal, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { LibraryEntry } from '@callchart/protocol'
import { IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { faultText } from '../../api/fault-text.js'
import { takenIds, takenNames } from '../new/flow-naming.js'
import { useCreateDraft } from '../queries.js'
import { documentOf, isTaken, keptOf, type Kept } from './incoming.js'
import { IncomingFile } from './IncomingFile.js'
import { keepRecordings } from './keep-recordings.js'
import classes from './ImportDialog.module.css'
import type { IncomingFiles } from './useIncoming.js'

export interface ImportDialogProps {
  readonly opened: boolean
  readonly incoming: IncomingFiles
  readonly flows: readonly LibraryEntry[]
  readonly onClose: () => void
}

/** What the files would bring; nothing is kept before somebody says so. */
export function ImportDialog({ opened, incoming: { all, take, change }, flows, onClose }: ImportDialogProps) {
  const { t } = useTranslation('library')
  const known = { ids: takenIds(flows), names: takenNames(flows) }
  const shown = all.filter(({ left }) => !left)
  const kept = keptOf(all, known)
  const { keep, isPending } = useKeep(flows, (key) => change(key, { left: true }), onClose)
  return (
    <Modal opened={opened} onClose={onClose} title={t('importing.title')} size="lg">
      <Stack gap="md">
        {shown.length === 0 ? (
          <Text className={classes.none ?? ''}>{t('importing.help')}</Text>
        ) : (
          <ul className={classes.files}>
            {shown.map((each) => (
              <IncomingFile
                key={each.key}
                incoming={each}
                taken={!isTaken(each, all, known) ? undefined : known.ids.has(documentOf(each)?.id ?? '') ? 'library' : 'file'}
                kept={kept.find(({ key }) => key === each.key)}
                onChange={(part) => change(each.key, part)}
              />
            ))}
          </ul>
        )}
        <Group justify="space-between">
          <FileButton multiple accept=".json,.zip,application/json,application/zip" onChange={take}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconUpload size={16} aria-hidden />} data-autofocus={shown.length === 0 || undefined}>
                {t('importing.choose')}
              </Button>
            )}
          </FileButton>
          <Group>
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button disabled={kept.length === 0} loading={isPending} onClick={() => void keep(kept)}>
              {t('importing.confirm', { count: kept.length })}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Modal>
  )
}

/** Keeps the flows one after the other; each that fails is told by its name, and stays to be tried again. */
function useKeep(flows: readonly LibraryEntry[], onKept: (key: string) => void, onDone: () => void): { readonly keep: (kept: readonly Kept[]) => Promise<void>; readonly isPending: boolean } {
  const { t } = useTranslation('library')
  const navigate = useNavigate()
  const create = useCreateDraft()
  const [isPending, setPending] = useState(false)

  async function keep(kept: readonly Kept[]): Promise<void> {
    setPending(true)
    const done: string[] = []
    for (const { key, document, replace, recordings } of kept) {
      const baseVersion = replace ? flows.find(({ flow }) => flow === document.id)?.live?.version : undefined
      try {
        // Before the flow: whoever opens it finds them there.
        const lost = await keepRecordings(recordings)
        await create.mutateAsync({ document: document as never, replace, ...(baseVersion !== undefined && { baseVersion }) })
        done.push(document.id)
        onKept(key)
        if (lost.length > 0) notifications.show({ color: 'yellow', title: document.name, message: t('importing.lostRecordings', { count: lost.length }), autoClose: false })
      } catch (error) {
        notifications.show({ color: 'red', title: t('importing.failed', { name: document.name }), message: faultText(error) })
      }
    }
    setPending(false)
    if (done.length > 0) notifications.show({ color: 'green', message: t('importing.done', { count: done.length }) })
    if (done.length === kept.length) onDone()
    if (kept.length === 1 && done[0] !== undefined) void navigate(`/flows/${done[0]}`)
  }

  return { keep, isPending }
}
