import { weekdays } from '@callchart/flow'
import { ActionIcon, Button, Chip, Tooltip } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { freshWeekRow, type CalendarFault, type Weekday, type WeekRow } from './calendar-draft.js'
import classes from './Calendars.module.css'
import { HoursInputs } from './HoursInputs.js'
import { weekdayNames } from './week-words.js'

export interface WeekRowsProps {
  readonly rows: readonly WeekRow[]
  readonly faults: ReadonlyMap<string, CalendarFault>
  readonly onChange: (rows: readonly WeekRow[]) => void
}

const asWeekdays = (days: readonly string[]): readonly Weekday[] => weekdays.filter((day) => days.includes(day))

/** Hours of a week: each row some days and their hours, several rows for days with a break. */
export function WeekRows({ rows, faults, onChange }: WeekRowsProps) {
  const { t, i18n } = useTranslation('calendars')
  const short = useMemo(() => weekdayNames(i18n.language, 'short'), [i18n.language])
  const long = useMemo(() => weekdayNames(i18n.language, 'long'), [i18n.language])
  const add = useRef<HTMLButtonElement>(null)
  const change = (key: number, with_: Partial<WeekRow>): void => onChange(rows.map((row) => (row.key === key ? { ...row, ...with_ } : row)))
  const closed = weekdays.filter((day) => !rows.some(({ days }) => days.includes(day))).map((day) => long.get(day) ?? day)
  return (
    <div className={classes.rows}>
      {rows.map((row, index) => (
        <div key={row.key} className={classes.row} role="group" aria-label={t('week.row', { number: index + 1 })}>
          <Chip.Group multiple value={[...row.days]} onChange={(days) => change(row.key, { days: asWeekdays(days) })}>
            <div className={classes.days} role="group" aria-label={t('week.days')}>
              {weekdays.map((day) => (
                <Chip key={day} value={day} size="sm" radius="sm" aria-label={long.get(day) ?? day}>
                  {short.get(day)}
                </Chip>
              ))}
            </div>
          </Chip.Group>
          <HoursInputs hours={row} fault={faults.get(`weekly.${row.key}`)} onChange={(hours) => change(row.key, hours)} />
          <Tooltip label={t('week.remove')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={32}
              ml="auto"
              aria-label={t('week.removeRow', { number: index + 1 })}
              onClick={() => {
                onChange(rows.filter(({ key }) => key !== row.key))
                add.current?.focus()
              }}
            >
              <IconTrash size={17} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </div>
      ))}
      {rows.length === 0 && <p className={classes.sub}>{t('week.none')}</p>}
      <div className={classes.rowEnd}>
        <Button ref={add} variant="default" size="xs" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => onChange([...rows, freshWeekRow(rows)])}>
          {t('week.add')}
        </Button>
        {rows.length > 0 && closed.length > 0 && <span className={classes.sub}>{t('week.closed', { days: new Intl.ListFormat(i18n.language).format(closed) })}</span>}
      </div>
    </div>
  )
}
