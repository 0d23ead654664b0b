import { Button, Stack, Text } from '@mantine/core'
import { IconPhoneOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'

export interface OtherCallProps {
  readonly flow: string
  readonly name: string
  readonly onHangUp: () => void
}

/** There is one telephone: it is taken by a call to another flow. */
export function OtherCall({ flow, name, onHangUp }: OtherCallProps) {
  const { t } = useTranslation('softphone')
  return (
    <Stack gap="md" p="md">
      <Text fw={600}>{t('other.title', { name })}</Text>
      <Text size="sm" c="dimmed">
        {t('other.help')}
      </Text>
      <Button component={Link} to={`/flows/${encodeURIComponent(flow)}`} variant="default">
        {t('other.show')}
      </Button>
      <Button color="red.9" leftSection={<IconPhoneOff size={18} aria-hidden />} onClick={onHangUp}>
        {t('controls.hangUp')}
      </Button>
    </Stack>
  )
}
