import { Alert, Badge, Button, Skeleton, Table } from '@mantine/core'
import type { CalendarView } from '@callchart/protocol'
import { IconAlertTriangle, IconCalendarTime, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { faultText } from '../api/fault-text.js'
import { EmptyPage } from '../app/EmptyPage.js'
import { HeadedTable } from '../app/HeadedTable.js'
import { PageHead } from '../app/PageHead.js'
import { useFlowName } from '../library/queries.js'
import { useTimes } from '../library/when.js'
import classes from './Calendars.module.css'
import { useCalendars } from './queries.js'

/** Opening hours that flows share. */
export function CalendarsPage() {
  const { t } = useTranslation('calendars')
  const { data: calendars, error } = useCalendars()
  return (
    <div className={classes.page}>
      <PageHead title={t('title')} subtitle={t('subtitle')}>
        {calendars !== undefined && calendars.length > 0 && <NewButton />}
      </PageHead>
      {calendars === undefined ? (
        error === null ? (
          <Skeleton height={220} aria-busy />
        ) : (
          <Alert color="red" title={t('failed')}>
            {faultText(error)}
          </Alert>
        )
      ) : calendars.length === 0 ? (
        <EmptyPage Icon={IconCalendarTime} title={t('empty.title')} help={t('empty.help')}>
          <NewButton />
        </EmptyPage>
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

const columns = ['name', 'now', 'timeZone', 'usedBy', 'changed'] as const

function CalendarTable({ calendars }: { readonly calendars: readonly CalendarView[] }) {
  const { t } = useTranslation('calendars')
  return (
    <div className={classes.list}>
      <HeadedTable className={classes.table} heads={columns.map((column) => t(`column.${column}`))} label={t('title')}>
        {calendars.map((calendar) => (
          <CalendarRow key={calendar.calendar} {...calendar} />
        ))}
      </HeadedTable>
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
        <Link to={`/calendars/${calendar}`} className={classes.name ?? ''} title={calendar}>
          {name}
        </Link>
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
  const flowName = useFlowName()
  return flows.map((flow) => (
    <div key={flow}>
      <Link to={`/flows/${flow}`} className={classes.link ?? ''} title={flow}>
        {flowName(flow)}
      </Link>
    </div>
  ))
}
