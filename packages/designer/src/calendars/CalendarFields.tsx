import { Select, TextInput } from '@mantine/core'
import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarDraft, CalendarFault } from './calendar-draft.js'
import classes from './Calendars.module.css'
import { HolidayRows } from './HolidayRows.js'
import { OpenAt } from './OpenAt.js'
import { ownTimeZone, timeZoneChoices } from './time-zones.js'
import { WeekRows } from './WeekRows.js'

export interface CalendarFieldsProps {
  readonly draft: CalendarDraft
  /** Of what is shown: a form that nobody has sent yet reproaches nobody. */
  readonly faults: ReadonlyMap<string, CalendarFault>
  readonly id: string
  readonly onChange: (change: Partial<CalendarDraft>) => void
}

export function CalendarFields({ draft, faults, id, onChange }: CalendarFieldsProps) {
  const { t, i18n } = useTranslation('calendars')
  const { name, timeZone, weekly, holidays } = draft
  const zones = useMemo(() => timeZoneChoices(i18n.language, [timeZone, ownTimeZone()]), [i18n.language, timeZone])
  const nameFault = faults.get('name')
  return (
    <>
      <div className={classes.basics}>
        <TextInput
          label={t('name')}
          required
          value={name}
          maxLength={100}
          placeholder={t('namePlaceholder')}
          data-autofocus
          description={t('idIs', { id })}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          error={nameFault === undefined ? undefined : t(`fault.${nameFault}`)}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <Select
          label={t('timeZone')}
          description={t('timeZoneHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          required
          searchable
          allowDeselect={false}
          limit={60}
          value={timeZone}
          data={zones}
          nothingFoundMessage={t('noZone')}
          onChange={(chosen) => chosen !== null && onChange({ timeZone: chosen })}
        />
      </div>
      <Part title={t('week.title')} help={t('week.help')}>
        <WeekRows rows={weekly} faults={faults} onChange={(rows) => onChange({ weekly: rows })} />
      </Part>
      <Part title={t('holidays.title')} help={t('holidays.help')}>
        <HolidayRows rows={holidays} faults={faults} onChange={(rows) => onChange({ holidays: rows })} />
      </Part>
      <Part title={t('openAt.title')} help={t('openAt.help')}>
        <OpenAt draft={draft} />
      </Part>
    </>
  )
}

function Part({ title, help, children }: { readonly title: string; readonly help: string; readonly children: ReactNode }) {
  return (
    <section className={classes.part} aria-label={title}>
      <h2 className={classes.partTitle}>{title}</h2>
      <p className={classes.partHelp}>{help}</p>
      {children}
    </section>
  )
}
