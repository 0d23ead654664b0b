import { Button, Code, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useRouteError } from 'react-router'

/** What stands in the place of a page that failed. */
export function PageCrash() {
  const { t } = useTranslation()
  const error = useRouteError()
  return (
    <Stack align="center" justify="center" h="80vh" gap="xs" role="alert">
      <Title order={1}>{t('status.crashed')}</Title>
      <Text c="dimmed">{t('status.crashedHelp')}</Text>
      <Code block maw={720}>
        {error instanceof Error ? error.message : String(error)}
      </Code>
      <Button mt="md" onClick={() => window.location.reload()}>
        {t('status.retry')}
      </Button>
    </Stack>
  )
}
