import { ActionIcon, Alert, Anchor, Button, Skeleton, Table, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { VoicemailEntry } from '@callchart/protocol'
import { IconMicrophone, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { faultText } from '../api/fault-text.js'
import { confirmLoss } from '../app/confirm-loss.js'
import { EmptyPage } from '../app/EmptyPage.js'
import { HeadedTable } from '../app/HeadedTable.js'
import { PageHead } from '../app/PageHead.js'
import { useTimes } from '../library/when.js'
import { tellLength } from './call-words.js'
import classes from './Recording.module.css'
import { useDestroyVoicemail, useVoicemails, voicemailPath } from './recording-queries.js'

/** Messages that callers have left. */
export function VoicemailsPage() {
  const { t } = useTranslation('calls')
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useVoicemails()
  const messages = data?.pages.flatMap(({ voicemails }) => voicemails)
  return (
    <div className={classes.page}>
      <PageHead title={t('voicemail.title')} subtitle={t('voicemail.subtitle')} />
      {error !== null && (
        <Alert color="red" title={t('voicemail.failed')}>
          {faultText(error)}
        </Alert>
      )}
      {messages === undefined ? error === null && <Skeleton height={160} /> : messages.length === 0 ? <EmptyPage Icon={IconMicrophone} title={t('voicemail.none')} help={t('voicemail.noneHelp')} /> : <Messages messages={messages} />}
      {hasNextPage && (
        <Button variant="default" onClick={() => void fetchNextPage()} loading={isFetchingNextPage} style={{ alignSelf: 'center' }}>
          {t('voicemail.older')}
        </Button>
      )}
    </div>
  )
}

const columns = ['at', 'mailbox', 'number', 'length', 'sound'] as const

function Messages({ messages }: { readonly messages: readonly VoicemailEntry[] }) {
  const { t } = useTranslation('calls')
  return (
    <Table.ScrollContainer minWidth={760}>
      <HeadedTable heads={[...columns.map((name) => t(`voicemail.${name}`)), t('voicemail.destroy')]} label={t('voicemail.title')}>
        {messages.map((message) => (
          <Message key={`${message.callId} ${message.turnId}`} message={message} />
        ))}
      </HeadedTable>
    </Table.ScrollContainer>
  )
}

function Message({ message }: { readonly message: VoicemailEntry }) {
  const { t } = useTranslation('calls')
  const { time } = useTimes()
  const { mutate, isPending } = useDestroyVoicemail()
  const { callId, mailbox, ani, durationMs, at, audio } = message
  const destroy = (): void => {
    confirmLoss({
      title: t('voicemail.destroyTitle'),
      children: <Text size="sm">{t('voicemail.destroyHelp')}</Text>,
      labels: { confirm: t('voicemail.destroy'), cancel: t('voicemail.keep') },
      onConfirm: () => mutate(message, { onError: (error) => notifications.show({ color: 'red', message: faultText(error) }) }),
    })
  }
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={Link} to={`/calls/${encodeURIComponent(callId)}`} size="sm">
          {time(at)}
        </Anchor>
      </Table.Td>
      <Table.Td>{mailbox}</Table.Td>
      <Table.Td>{ani ?? t('withheld')}</Table.Td>
      <Table.Td>{tellLength(Math.round(durationMs / 1_000))}</Table.Td>
      <Table.Td>{audio === 'kept' ? <audio className={classes.player} controls preload="none" src={`${voicemailPath(message)}/audio`} aria-label={t('voicemail.play', { mailbox, at: time(at) })} /> : <Text size="sm" c="dimmed">{t(`voicemail.${audio}Sound`)}</Text>}</Table.Td>
      <Table.Td>
        <ActionIcon variant="subtle" color="red" onClick={destroy} loading={isPending} aria-label={t('voicemail.destroyOne', { mailbox, at: time(at) })} title={t('voicemail.destroy')}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Table.Td>
    </Table.Tr>
  )
}
