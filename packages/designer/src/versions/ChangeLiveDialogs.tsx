import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { DraftView } from '@callchart/protocol'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { faultText } from '../api/fault-text.js'
import { Between } from './CompareDialog.js'
import classes from './PublishDialog.module.css'
import { askCopy, askVersion, useRestore, useRollBack, useStoredDraft, useVersionName } from './queries.js'

/** A version, or a copy that was kept. */
export type Kept = { readonly type: 'version'; readonly version: string } | { readonly type: 'copy'; readonly copyId: string; readonly name: string }

interface DialogProps<Of> {
  readonly flow: string
  readonly of: Of | undefined
  readonly onClose: () => void
}

/** What the list of versions calls it. */
function useKeptName(flow: string): (kept: Kept) => string {
  const nameOf = useVersionName(flow)
  return (kept) => (kept.type === 'version' ? nameOf(kept.version) : kept.name)
}

/** Puts an earlier document in the place of the draft. */
export function RestoreDialog({ flow, of, onClose }: DialogProps<Kept>) {
  const { t } = useTranslation('versions')
  const nameOf = useKeptName(flow)
  return (
    <Modal opened={of !== undefined} onClose={onClose} title={of === undefined ? '' : t('restoring.title', { version: nameOf(of) })}>
      {of !== undefined && <RestoreForm flow={flow} of={of} onClose={onClose} />}
    </Modal>
  )
}

async function documentOf(flow: string, kept: Kept): Promise<DraftView['document']> {
  if (kept.type === 'version') return (await askVersion(kept.version)).document
  const { document } = await askCopy(flow, kept.copyId)
  if (document === undefined) throw new Error(`The copy "${kept.name}" has no document.`)
  return document
}

function RestoreForm({ flow, of, onClose }: DialogProps<Kept> & { readonly of: Kept }) {
  const { t } = useTranslation('versions')
  const navigate = useNavigate()
  const nameOf = useKeptName(flow)
  const { mutateAsync } = useRestore()
  const { data: draft } = useStoredDraft(flow)
  const [isPending, setPending] = useState(false)

  async function restore(): Promise<void> {
    setPending(true)
    try {
      await mutateAsync({ flow, document: await documentOf(flow, of), ...(of.type === 'version' && { version: of.version }) })
      notifications.show({ color: 'green', message: t('restoring.done', { version: nameOf(of) }) })
      void navigate(`/flows/${flow}`)
    } catch (error) {
      notifications.show({ color: 'red', title: t('restoring.failed'), message: faultText(error) })
      setPending(false)
    }
  }

  return (
    <Stack gap="md">
      <Text size="sm">{t('restoring.body')}</Text>
      {draft !== undefined && draft.revision > 0 && draft.updatedAt !== undefined && <Alert color="yellow">{t('restoring.keepsDraft')}</Alert>}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button data-autofocus loading={isPending} onClick={() => void restore()}>
          {t('restoring.confirm')}
        </Button>
      </Group>
    </Stack>
  )
}

interface RollBackProps extends DialogProps<string> {
  readonly liveVersion: string | undefined
}

/** Makes an earlier version live again, at once. */
export function RollBackDialog({ flow, of, liveVersion, onClose }: RollBackProps) {
  const { t } = useTranslation('versions')
  const nameOf = useVersionName(flow)
  return (
    <Modal opened={of !== undefined} onClose={onClose} size={720} title={of === undefined ? '' : t('rollingBack.title', { version: nameOf(of) })}>
      {of !== undefined && <RollBackForm flow={flow} of={of} liveVersion={liveVersion} onClose={onClose} />}
    </Modal>
  )
}

function RollBackForm({ flow, of, liveVersion, onClose }: RollBackProps & { readonly of: string }) {
  const { t } = useTranslation('versions')
  const nameOf = useVersionName(flow)
  const [note, setNote] = useState('')
  const { mutate, isPending } = useRollBack(flow)
  const rollBack = (): void =>
    mutate(
      { version: of, note: note.trim() },
      {
        onSuccess: () => {
          notifications.show({ color: 'green', message: t('rollingBack.done', { version: nameOf(of) }) })
          onClose()
        },
        onError: (error) => notifications.show({ color: 'red', title: t('rollingBack.failed'), message: faultText(error) }),
      },
    )
  return (
    <Stack gap="md">
      <Text size="sm">{t('rollingBack.body')}</Text>
      {liveVersion !== undefined && (
        <div className={classes.changes} tabIndex={0} role="region" aria-label={t('compareTitle', { older: nameOf(liveVersion), newer: nameOf(of) })}>
          <Between flow={flow} older={liveVersion} newer={of} />
        </div>
      )}
      <Textarea label={t('rollingBack.why')} value={note} maxLength={2_000} autosize minRows={1} maxRows={4} onChange={(event) => setNote(event.currentTarget.value)} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button data-autofocus loading={isPending} onClick={rollBack}>
          {t('rollingBack.confirm')}
        </Button>
      </Group>
    </Stack>
  )
}
