import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Offer } from './seat-machine.js'

/** Who calls, and what they came for. */
export function CallerFacts({ offer }: { readonly offer: Offer }) {
  const { t } = useTranslation('seat')
  return (
    <Stack gap={4} style={{ minWidth: 0, flex: 1 }}>
      <Title order={2}>{offer.ani ?? t('ringing.unknown')}</Title>
      {offer.summary !== '' && <Text>{offer.summary}</Text>}
      {offer.forwarded !== undefined && (
        <Text>
          {offer.forwarded.note === '' ? t('forward.from', { name: offer.forwarded.by }) : t('forward.fromWithNote', { name: offer.forwarded.by, note: offer.forwarded.note })}
        </Text>
      )}
      {offer.whisper.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('call.whisperText', { text: offer.whisper.map(({ text }) => text).join(' ') })}
        </Text>
      )}
    </Stack>
  )
}
