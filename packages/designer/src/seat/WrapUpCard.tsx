import { Button, Chip, Group, Stack, Text, Textarea, Title } from '@mantine/core'
import type { WrapUpCode } from '@callchart/protocol'
import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EventFrom } from 'xstate'
import { usePreferences } from '../app/preferences.js'
import { clockText, useElapsed } from '../telephone/useElapsed.js'
import type { SeatContext, seatMachine } from './seat-machine.js'
import classes from './SeatPage.module.css'

export interface WrapUpCardProps {
  readonly context: SeatContext
  readonly codes: readonly WrapUpCode[]
  readonly isSending: boolean
  readonly send: (event: EventFrom<typeof seatMachine>) => void
}

/** What came of the call: said before the next one rings. */
export function WrapUpCard({ context, codes, isSending, send }: WrapUpCardProps) {
  const { t } = useTranslation('seat')
  const language = usePreferences((preferences) => preferences.language)
  const [code, setCode] = useState('')
  const [note, setNote] = useState('')
  const elapsedMs = useElapsed(context.endedAt)
  return (
    <Stack gap="md" className={classes.card ?? ''}>
      <Group justify="space-between">
        <Title order={2}>{t('wrapUp.title')}</Title>
        <Text className={classes.count ?? ''} c="dimmed">
          {clockText(elapsedMs)}
        </Text>
      </Group>
      {context.offer !== undefined && (
        <Text fw={600}>
          {[context.offer.ani ?? t('ringing.unknown'), context.offer.flow.name, context.offer.summary].filter((part) => part !== '').join(' · ')}
        </Text>
      )}
      <Text c="dimmed" size="sm">
        {context.endedBy === undefined ? '' : t(`wrapUp.by.${context.endedBy}`)} {t('wrapUp.help')}
      </Text>
      <div>
        <Text size="sm" fw={500} mb={6} id="wrap-up-code">
          {t('wrapUp.code')}
        </Text>
        <Chip.Group value={code} onChange={(chosen) => setCode(chosen)}>
          <Group gap="xs" role="radiogroup" aria-labelledby="wrap-up-code">
            {codes.map((each) => (
              <Chip key={each.code} value={each.code}>
                {language === 'zh-CN' ? each.zh : each.en}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </div>
      <Textarea label={t('wrapUp.note')} placeholder={t('wrapUp.noteHelp')} value={note} maxLength={2_000} autosize minRows={3} maxRows={8} onChange={({ currentTarget }) => setNote(currentTarget.value)} />
      <Group justify="flex-end">
        <Button variant="subtle" color="gray" disabled={isSending} onClick={() => send({ type: 'ready' })}>
          {t('wrapUp.skip')}
        </Button>
        <Button leftSection={<IconCheck size={18} aria-hidden />} disabled={code === ''} loading={isSending} onClick={() => send({ type: 'wrap up', code, note: note.trim() })}>
          {context.pausesNext ? t('wrapUp.donePause') : t('wrapUp.done')}
        </Button>
      </Group>
    </Stack>
  )
}
