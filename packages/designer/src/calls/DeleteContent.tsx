import { Button, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { faultText } from '../api/fault-text.js'
import { confirmLoss } from '../app/confirm-loss.js'
import { useDeleteContent } from './queries.js'

/** For a caller who asks that nothing of theirs is kept. */
export function DeleteContentButton({ callId }: { readonly callId: string }) {
  const { t } = useTranslation('calls')
  const { mutate, isPending } = useDeleteContent()
  const ask = (): void => {
    confirmLoss({
      title: t('contentDeleted.askTitle'),
      children: <Text size="sm">{t('contentDeleted.askHelp')}</Text>,
      labels: { confirm: t('contentDeleted.delete'), cancel: t('contentDeleted.keep') },
      onConfirm: () => mutate(callId, { onError: (error) => notifications.show({ color: 'red', message: faultText(error) }) }),
    })
  }
  return (
    <Button variant="default" size="xs" leftSection={<IconTrash size={14} aria-hidden />} onClick={ask} loading={isPending} title={t('contentDeleted.deleteHelp')}>
      {t('contentDeleted.delete')}
    </Button>
  )
}
