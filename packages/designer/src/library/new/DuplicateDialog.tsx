import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { DraftView, LibraryEntry } from '@callchart/protocol'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { faultText } from '../../api/fault-text.js'
import { ask } from '../../api/request.js'
import { freshFlowName } from '../flow-id.js'
import { draftPath, useCreateDraft } from '../queries.js'
import { idOf, namingFaults, takenIds, takenNames, type FlowNaming } from './flow-naming.js'
import { NamingFields } from './NamingFields.js'

export interface DuplicateDialogProps {
  readonly entry: LibraryEntry | undefined
  readonly flows: readonly LibraryEntry[]
  readonly onClose: () => void
}

/** Makes a second flow of one that is there. */
export function DuplicateDialog({ entry, flows, onClose }: DuplicateDialogProps) {
  const { t } = useTranslation('library')
  return (
    <Modal opened={entry !== undefined} onClose={onClose} title={entry === undefined ? '' : t('duplicate.title', { name: entry.name })}>
      {entry !== undefined && <DuplicateForm entry={entry} flows={flows} onClose={onClose} />}
    </Modal>
  )
}

function DuplicateForm({ entry, flows, onClose }: DuplicateDialogProps & { readonly entry: LibraryEntry }) {
  const { t } = useTranslation('library')
  const navigate = useNavigate()
  const [naming, setNaming] = useState<FlowNaming>({ name: freshFlowName(entry.name, takenNames(flows)), ownId: undefined, dnis: [] })
  const create = useCreateDraft()
  const [failure, setFailure] = useState<string>()
  const faults = namingFaults(naming, flows)

  async function duplicate(): Promise<void> {
    const { document } = await ask<DraftView>(draftPath(entry.flow))
    const { dnis: _dnis, ...rest } = document
    const id = idOf(naming, takenIds(flows))
    await create.mutateAsync({ document: { ...rest, id, name: naming.name.trim() } })
    void navigate(`/flows/${id}`)
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (faults.length === 0) duplicate().catch((error: unknown) => setFailure(faultText(error)))
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('duplicate.help')}
        </Text>
        <NamingFields naming={naming} flows={flows} faults={faults} onChange={(change) => setNaming((before) => ({ ...before, ...change }))} />
        {failure !== undefined && (
          <Alert color="red" title={t('form.failed')}>
            {failure}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={create.isPending} disabled={faults.length > 0}>
            {t('duplicate.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
