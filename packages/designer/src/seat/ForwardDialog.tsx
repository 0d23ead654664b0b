import { Alert, Button, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core'
import type { QueueView } from '@callchart/protocol'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'

export interface ForwardDialogProps {
  readonly opened: boolean
  /** Beside the one in which the human sits. */
  readonly queues: readonly QueueView[]
  readonly onForward: (to: { readonly queue: string; readonly note: string }) => void
  readonly onClose: () => void
}

/** Sends the caller on to other humans, with a word for them. */
export function ForwardDialog({ opened, queues, onForward, onClose }: ForwardDialogProps) {
  const { t } = useTranslation('seat')
  const [queue, setQueue] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const chosen = queues.find((each) => each.queue === queue)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (queue !== null) onForward({ queue, note: note.trim() })
  }
  return (
    <Modal opened={opened} onClose={onClose} title={t('forward.title')}>
      {queues.length === 0 ? (
        <Alert color="blue" variant="light">
          {t('forward.noQueues')}
        </Alert>
      ) : (
        <form onSubmit={submit}>
          <Stack gap="md">
            <Text size="sm" c="dimmed">
              {t('forward.help')}
            </Text>
            <Select
              label={t('forward.queue')}
              required
              data-autofocus
              searchable
              allowDeselect={false}
              value={queue}
              onChange={setQueue}
              data={queues.map((each) => ({ value: each.queue, label: `${each.queue} · ${t('forward.free', { count: each.seats.free })}` }))}
            />
            {/* Room is kept for it: nothing below jumps. */}
            <Text size="sm" mih={22} role="status">
              {chosen === undefined ? '' : chosen.seats.free > 0 ? t('forward.atOnce') : t('forward.willWait', { count: chosen.waiting })}
            </Text>
            <Textarea label={t('forward.note')} description={t('forward.noteHelp')} autosize minRows={3} maxLength={500} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('forward.cancel')}
              </Button>
              <Button type="submit" disabled={queue === null}>
                {t('forward.confirm')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  )
}
