import { Alert, Anchor, Button, Group, Skeleton, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { CalendarDetail } from '@callchart/protocol'
import { IconArrowLeft, IconTrash } from '@tabler/icons-react'
import { useEffect, useRef, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useBlocker, useNavigate, useParams } from 'react-router'
import { faultText } from '../api/fault-text.js'
import { ApiError } from '../api/request.js'
import { confirmLoss } from '../app/confirm-loss.js'
import { ProblemList } from '../library/FlowProblems.js'
import { useFlowName } from '../library/queries.js'
import { useTimes } from '../library/when.js'
import { CalendarFields } from './CalendarFields.js'
import classes from './Calendars.module.css'
import { useCalendar, useRemoveCalendar } from './queries.js'
import { SaveFailure } from './SaveFailure.js'
import { focusFault, useCalendarForm } from './useCalendarForm.js'

/** No calendar has such an id. */
const newAddress = '_new'

export function CalendarPage() {
  const { calendar = '' } = useParams()
  const { t } = useTranslation('calendars')
  return (
    <div className={classes.page} data-narrow>
      <Anchor component={Link} to="/calendars" className={classes.back ?? ''}>
        <IconArrowLeft size={16} aria-hidden />
        {t('title')}
      </Anchor>
      {calendar === newAddress ? <Editor key="new" known={undefined} /> : <Known key={calendar} calendar={calendar} />}
    </div>
  )
}

function Known({ calendar }: { readonly calendar: string }) {
  const { t } = useTranslation('calendars')
  const { data, error } = useCalendar(calendar)
  if (data !== undefined) return <Editor known={data} />
  if (error === null) return <Skeleton height={420} aria-busy />
  return (
    <Alert color="red" title={t('failed')}>
      {error instanceof ApiError && error.status === 404 ? t('gone') : faultText(error)}
    </Alert>
  )
}

function Editor({ known }: { readonly known: CalendarDetail | undefined }) {
  const { t } = useTranslation('calendars')
  const navigate = useNavigate()
  const form = useCalendarForm(known)
  const leave = useKeptWork(form.isChanged)
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const page = event.currentTarget
    void form.save().then((saved) => {
      if (saved === undefined) return focusFault(page)
      notifications.show({ color: 'green', message: t('saved', { name: saved.name }) })
      if (known === undefined) leave(() => void navigate(`/calendars/${saved.calendar}`, { replace: true }))
    })
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={1}>{known === undefined ? t('new') : known.name}</Title>
          <Text c="dimmed" size="sm">
            {t('atOnce')}
          </Text>
        </div>
        <Group gap="xs" wrap="nowrap">
          {known !== undefined && <RemoveButton known={known} leave={leave} />}
          <Button type="submit" loading={form.isSaving} disabled={known !== undefined && !form.isChanged}>
            {t(known === undefined ? 'create' : 'save')}
          </Button>
        </Group>
      </Group>
      {known !== undefined && <About known={known} />}
      <SaveFailure form={form} />
      <div className={classes.sheet}>
        <CalendarFields draft={form.draft} faults={form.faults} id={form.id} onChange={form.change} />
      </div>
    </form>
  )
}

/** Nothing is lost by leaving. @returns the way to leave without being asked */
function useKeptWork(isChanged: boolean): (go: () => void) => void {
  const { t } = useTranslation('calendars')
  const leaving = useRef(false)
  const blocker = useBlocker(({ currentLocation, nextLocation }) => isChanged && !leaving.current && currentLocation.pathname !== nextLocation.pathname)
  useEffect(() => {
    if (blocker.state !== 'blocked') return
    confirmLoss({
      title: t('leave.title'),
      children: <Text size="sm">{t('leave.help')}</Text>,
      labels: { confirm: t('leave.confirm'), cancel: t('leave.stay') },
      onConfirm: () => blocker.proceed(),
      onCancel: () => blocker.reset(),
    })
  }, [blocker, t])
  useEffect(() => {
    if (!isChanged) return
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isChanged])
  return (go) => {
    leaving.current = true
    go()
    leaving.current = false
  }
}

function About({ known }: { readonly known: CalendarDetail }) {
  const { t } = useTranslation('calendars')
  const { ago } = useTimes()
  const flowName = useFlowName()
  const { usedBy, problems, publishedAt, author, file } = known
  return (
    <>
      <p className={classes.about}>
        {usedBy.length === 0 ? (
          t('usedByNone')
        ) : (
          <>
            {t('usedBy')}{' '}
            {usedBy.map((flow, index) => (
              <span key={flow}>
                {index > 0 && ', '}
                <Anchor component={Link} to={`/flows/${flow}`} size="sm" underline="always">
                  {flowName(flow)}
                </Anchor>
              </span>
            ))}
          </>
        )}
        {publishedAt !== undefined && <span> · {author === undefined ? t('changed', { ago: ago(publishedAt) }) : t('changedBy', { ago: ago(publishedAt), author })}</span>}
        {file !== undefined && <span> · {file}</span>}
      </p>
      {problems.length > 0 && (
        <Alert color="yellow" title={t('problems')}>
          <ProblemList problems={problems} />
        </Alert>
      )}
    </>
  )
}

function RemoveButton({ known, leave }: { readonly known: CalendarDetail; readonly leave: (go: () => void) => void }) {
  const { t } = useTranslation('calendars')
  const navigate = useNavigate()
  const remove = useRemoveCalendar()
  const { name, usedBy } = known
  const confirm = (): void => {
    confirmLoss({
      title: t('remove.title', { name }),
      children: <Text size="sm">{usedBy.length === 0 ? t('remove.help') : t('remove.inUse', { flows: usedBy.join(', ') })}</Text>,
      labels: { confirm: t('remove.confirm'), cancel: t('cancel') },
      confirmProps: { disabled: usedBy.length > 0 },
      onConfirm: () =>
        remove.mutate(known, {
          onSuccess: () => {
            notifications.show({ color: 'green', message: t('remove.done', { name }) })
            leave(() => void navigate('/calendars'))
          },
          onError: ({ message }) => notifications.show({ color: 'red', title: t('remove.failed', { name }), message }),
        }),
    })
  }
  return (
    <Button variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={confirm} loading={remove.isPending}>
      {t('remove.button')}
    </Button>
  )
}
