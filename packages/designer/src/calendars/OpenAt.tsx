import { calendarSchema, instantIn, localTimeIn, openingAt } from '@callchart/flow'
import { Badge, Button, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { documentOf, type CalendarDraft } from './calendar-draft.js'
import classes from './Calendars.module.css'

const two = (value: number): string => String(value).padStart(2, '0')

/** What the clock says there now: `YYYY-MM-DDTHH:MM`. */
export function nowIn(timeZone: string): string {
  const { date, minute } = localTimeIn(timeZone, Date.now())
  return `${date}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

/** Whether it is open at a moment of its own clock, by the very function that calls ask; of a calendar that is not good yet nothing is said. */
function openingOf(draft: CalendarDraft, local: string): ReturnType<typeof openingAt> | undefined {
  const calendar = calendarSchema.safeParse(documentOf('tried', withNames(draft)))
  if (!calendar.success || !/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(local)) return undefined
  return openingAt(calendar.data, instantIn(draft.timeZone, local))
}

/** Hours can be tried before anything has a name. */
const withNames = (draft: CalendarDraft): CalendarDraft => ({
  ...draft,
  name: draft.name.trim() || '?',
  holidays: draft.holidays.filter(({ date }) => date !== '').map((holiday) => ({ ...holiday, name: holiday.name.trim() || '?' })),
})

/** Asks the calendar as it stands in the form, saved or not. */
export function OpenAt({ draft }: { readonly draft: CalendarDraft }) {
  const { t } = useTranslation('calendars')
  const [asked, setAsked] = useState<string>()
  const local = asked ?? (draft.timeZone === '' ? '' : nowIn(draft.timeZone))
  const opening = useMemo(() => openingOf(draft, local), [draft, local])
  return (
    <div className={classes.openAt}>
      <TextInput type="datetime-local" label={t('openAt.label')} value={local} onChange={(event) => setAsked(event.currentTarget.value)} />
      <Button variant="default" size="sm" onClick={() => setAsked(undefined)}>
        {t('openAt.now')}
      </Button>
      <output className={classes.answer} aria-live="polite">
        {opening === undefined ? (
          <span className={classes.sub}>{t('openAt.unknown')}</span>
        ) : (
          <>
            <Badge size="lg" variant="light" color={opening.open ? 'green' : 'gray'}>
              {t(opening.open ? 'open' : 'closed')}
            </Badge>
            <span className={classes.sub}>{opening.reason === 'holiday' ? t('openAt.holiday', { name: opening.holiday ?? '' }) : t('openAt.week')}</span>
          </>
        )}
      </output>
    </div>
  )
}
