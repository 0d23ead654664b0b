import { Stack, Text, Title } from '@mantine/core'
import type { TranscriptEntry } from '@callchart/protocol'
import { useTranslation } from 'react-i18next'
import { lastAnswer } from './last-answer.js'
import type { Offer } from './seat-machine.js'
import { useFlowNames } from './useFlowNames.js'

/** Who calls, out of which flow, and what they came for. */
export function CallerFacts({ offer }: { readonly offer: Offer }) {
  const { t } = useTranslation('seat')
  return (
    <Stack gap={4} style={{ minWidth: 0, flex: 1 }}>
      <Text size="sm" c="dimmed" truncate title={offer.flow.name}>
        {offer.flow.name}
      </Text>
      <Title order={2}>{offer.ani ?? t('ringing.unknown')}</Title>
      {offer.summary !== '' && <Text>{offer.summary}</Text>}
      <LastAnswer transcript={offer.transcript} version={offer.flow.version} />
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

/** What the caller said or pressed last, where, and what it was taken for. */
function LastAnswer({ transcript, version }: { readonly transcript: readonly TranscriptEntry[]; readonly version: string }) {
  const { t } = useTranslation('seat')
  const names = useFlowNames(version)
  const answer = lastAnswer(transcript)
  if (answer === undefined) return null
  const { by, text, nodeId, intents } = answer
  const node = nodeId === undefined ? undefined : names.nodeName(nodeId)
  const meant = intents.flatMap((intent) => names.intentName(intent) ?? []).join(' / ')
  return (
    <Text size="sm" lineClamp={3}>
      {[t(`last.${by}`, { text }), ...(meant === '' ? [] : [t('last.meant', { meant })]), ...(node === undefined ? [] : [t('last.at', { node })])].join(t('last.joint'))}
    </Text>
  )
}
