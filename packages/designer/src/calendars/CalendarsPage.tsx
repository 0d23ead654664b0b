import { Alert, Badge, Button, Group, Skeleton, Table, Text, Title } from '@mantine/core'
import type { CalendarView } from '@callchart/protocol'
import { IconAlertTriangle, IconCalendarTime, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useTimes } from '../library/when.js'
import classes from './Calendars.module.css'
import { useCalendars } from './queries.js'

/** Opening hours that flows share. */
export function CalendarsPage() {
  const { t } = useTranslation('calendars')
  const { data: calendars, error } = useCalendars()
  return (
    <div className={classes.page}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text c="dimmed" size="sm">
            {t('subtitle')}
          </Text>
        </div>
        {calendars !== undefined && calendars.length > 0 && <NewButton />}
      </Group>
      {calendars === undefined ? (
        error === null ? (
          <Skeleton height={220} aria-busy />
        ) : (
          <Alert color="red" title={t('failed')}>
            {error.message}
          </Alert>
        )
      ) : calendars.length === 0 ? (
        <NoCalendars />
      ) : (
        <CalendarTable calendars={calendars} />
      )}
    </div>
  )
}

function NewButton() {
  const { t } = useTranslation('calendars')
  return (
    <Button component={Link} to="/calendars/_new" leftSection={<IconPlus size={16} aria-hidden />}>
      {t('new')}
    </Button>
  )
}

function NoCalendars() {
  const { t } = useTranslation('calendars')
  return (
    <div className={classes.empty}>
      <IconCalendarTime size={44} stroke={1.3} color="var(--cc-dimmed)" aria-hidden />
      <Title order={2} size="h3">
        {t('empty.title')}
      </Title>
      <Text c="dimmed">{t('empty.help')}</Text>
      <NewButton />
    </div>
  )
}

const columns = ['name', 'now', 'timeZone', 'usedBy', 'changed'] as const

function CalendarTable({ calendars }: { readonly calendars: readonly CalendarView[] }) {
  const { t } = useTranslation('calendars')
  return (
    <div className={classes.list}>
      <Table className={classes.table ?? ''} aria-label={t('title')} horizontalSpacing="md" verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column}>{t(`column.${column}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {calendars.map((calendar) => (
            <CalendarRow key={calendar.calendar} {...calendar} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function CalendarRow({ calendar, name, timeZone, open, holiday, publishedAt, author, usedBy, problems }: CalendarView) {
  const { t, i18n } = useTranslation('calendars')
  const { ago, time } = useTimes()
  const [problem] = problems
  return (
    <Table.Tr>
      <Table.Td>
        <Link to={`/calendars/${calendar}`} className={classes.name ?? ''}>
          {name}
        </Link>
        <div className={classes.sub}>{calendar}</div>
        {problem !== undefined && (
          <div className={classes.problem}>
            <IconAlertTriangle size={15} aria-hidden />
            {i18n.language === 'zh-CN' ? problem.zh.message : problem.message}
          </div>
        )}
      </Table.Td>
      <Table.Td>
        {open !== undefined && (
          <Badge variant="light" color={open ? 'green' : 'gray'}>
            {t(open ? 'open' : 'closed')}
          </Badge>
        )}
        {holiday !== undefined && <div className={classes.sub}>{holiday}</div>}
      </Table.Td>
      <Table.Td>{timeZone?.replaceAll('_', ' ')}</Table.Td>
      <Table.Td>{usedBy.length === 0 ? <span className={classes.sub}>{t('unused')}</span> : <Flows flows={usedBy} />}</Table.Td>
      <Table.Td>
        {publishedAt !== undefined && (
          <time dateTime={publishedAt} title={time(publishedAt)}>
            {ago(publishedAt)}
          </time>
        )}
        {author !== undefined && <div className={classes.sub}>{author}</div>}
      </Table.Td>
    </Table.Tr>
  )
}

function Flows({ flows }: { readonly flows: readonly string[] }) {
  return flows.map((flow) => (
    <div key={flow}>
      <Link to={`/flows/${flow}`} className={classes.link ?? ''}>
        {flow}
      </Link>
    </div>
  ))
}
