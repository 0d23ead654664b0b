import { Alert, Button, Group, List } from '@mantine/core'
import type { CalendarDetail, ProblemView } from '@callchart/protocol'
import { useTranslation } from 'react-i18next'
import { ApiError, ask } from '../api/request.js'
import type { CalendarForm } from './useCalendarForm.js'

const problemsOf = (error: Error): readonly ProblemView[] => {
  const body = error instanceof ApiError ? error.body : undefined
  return typeof body === 'object' && body !== null && 'problems' in body && Array.isArray(body.problems) ? (body.problems as readonly ProblemView[]) : []
}

/** Why it was not saved, and the way on. */
export function SaveFailure({ form }: { readonly form: CalendarForm }) {
  const { t, i18n } = useTranslation('calendars')
  const { failure, isOvertaken, id } = form
  if (failure === undefined) return null
  if (isOvertaken) {
    const now = (): Promise<CalendarDetail> => ask<CalendarDetail>(`/v1/calendars/${encodeURIComponent(id)}`)
    return (
      <Alert color="yellow" title={t('overtaken.title')}>
        {t('overtaken.help')}
        <Group gap="xs" mt="sm">
          <Button size="xs" variant="default" onClick={() => void now().then(form.reset, () => undefined)}>
            {t('overtaken.theirs')}
          </Button>
          <Button size="xs" variant="default" onClick={() => void now().then(({ revision }) => form.save(revision), () => undefined)}>
            {t('overtaken.mine')}
          </Button>
        </Group>
      </Alert>
    )
  }
  const problems = problemsOf(failure)
  const isAway = failure instanceof ApiError && failure.status === 0
  return (
    <Alert color="red" title={t('notSaved')}>
      {isAway ? t('away') : problems.length === 0 ? failure.message : <List size="sm">{problems.map(({ message, zh }, index) => <List.Item key={index}>{i18n.language === 'zh-CN' ? zh.message : message}</List.Item>)}</List>}
    </Alert>
  )
}
