import { Button, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <Stack align="center" justify="center" h="60vh" gap="xs">
      <Title order={1}>{t('status.notFound')}</Title>
      <Text c="dimmed">{t('status.notFoundHelp')}</Text>
      <Button component={Link} to="/flows" mt="md">
        {t('status.toFlows')}
      </Button>
    </Stack>
  )
}
