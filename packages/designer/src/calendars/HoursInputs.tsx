import { Input } from '@mantine/core'
import { TimeInput } from '@mantine/dates'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarFault, Hours } from './calendar-draft.js'
import classes from './Calendars.module.css'

export interface HoursInputsProps {
  readonly hours: Hours
  readonly fault: CalendarFault | undefined
  readonly onChange: (change: Pick<Hours, 'from' | 'to'>) => void
}

/** A browser's clock has no 24:00: midnight at the end stands as 00:00. */
const endShown = (to: string): string => (to === '24:00' ? '00:00' : to)
const endMeant = (shown: string): string => (shown === '00:00' ? '24:00' : shown)

/** From when to when; over midnight where the end is the earlier one. */
export function HoursInputs({ hours: { from, to }, fault, onChange }: HoursInputsProps) {
  const { t } = useTranslation('calendars')
  const id = useId()
  const isNextDay = from !== '' && to !== '' && to < from
  return (
    <div className={classes.hours} role="group" aria-label={t('hours.title')} {...(fault !== undefined && { 'aria-describedby': id })}>
      <TimeInput aria-label={t('hours.from')} value={from} error={fault !== undefined} onChange={(event) => onChange({ from: event.currentTarget.value, to })} />
      <span aria-hidden>–</span>
      <TimeInput aria-label={t('hours.to')} value={endShown(to)} error={fault !== undefined} onChange={(event) => onChange({ from, to: endMeant(event.currentTarget.value) })} />
      {isNextDay && <span className={classes.sub}>{t('hours.nextDay')}</span>}
      {from === '00:00' && to === '24:00' && <span className={classes.sub}>{t('hours.allDay')}</span>}
      {fault !== undefined && (
        <Input.Error id={id} component="span">
          {t(`fault.${fault}`)}
        </Input.Error>
      )}
    </div>
  )
}
