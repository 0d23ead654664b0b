import { Button, Code, Stack, Text, Title } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useRouteError } from 'react-router'
import { useStanding } from './standing.js'

/** The page asks for a file of an app that is no longer installed. Chromium and Firefox, and Safari, say it so. */
const isOfEarlierApp = (error: unknown): boolean => error instanceof Error && /dynamically imported module|module script failed/i.test(error.message)

const reloadedKey = 'callchart.reloaded'
const reloadAgainMs = 30_000

/** What stands in the place of a page that failed. */
export function PageCrash() {
  const error = useRouteError()
  return isOfEarlierApp(error) ? <NewerApp /> : <Crash error={error} />
}

function Crash({ error }: { readonly error: unknown }) {
  const { t } = useTranslation()
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

/** The server has a newer app, which is loaded at once unless somebody is on the line. */
function NewerApp() {
  const { t } = useTranslation()
  const isTalking = useStanding(({ call, seat }) => call !== undefined || seat?.state === 'talking')
  useEffect(() => {
    if (isTalking || Date.now() - Number(sessionStorage.getItem(reloadedKey) ?? 0) < reloadAgainMs) return
    sessionStorage.setItem(reloadedKey, String(Date.now()))
    window.location.reload()
  }, [isTalking])
  return (
    <Stack align="center" justify="center" h="80vh" gap="xs" role="alert">
      <Title order={1}>{t('status.newer')}</Title>
      <Text c="dimmed">{t(isTalking ? 'status.newerTalking' : 'status.newerHelp')}</Text>
      <Button mt="md" onClick={() => window.location.reload()}>
        {t('status.load')}
      </Button>
    </Stack>
  )
}
