import { ActionIcon, Button, Checkbox, Input, SegmentedControl, TextInput, Tooltip } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { freshHoliday, freshHours, type CalendarFault, type HolidayRow } from './calendar-draft.js'
import classes from './Calendars.module.css'
import { HoursInputs } from './HoursInputs.js'

export interface HolidayRowsProps {
  readonly rows: readonly HolidayRow[]
  readonly faults: ReadonlyMap<string, CalendarFault>
  readonly onChange: (rows: readonly HolidayRow[]) => void
}

/** Days on which the week does not count: closed, or with hours of their own. */
export function HolidayRows({ rows, faults, onChange }: HolidayRowsProps) {
  const { t } = useTranslation('calendars')
  const add = useRef<HTMLButtonElement>(null)
  const [fresh, setFresh] = useState<number>()
  const addDay = (): void => {
    const row = freshHoliday()
    setFresh(row.key)
    onChange([...rows, row])
  }
  return (
    <div className={classes.rows}>
      {rows.length > 0 && (
        <div className={classes.holidayHead} aria-hidden>
          <span>{t('holidays.date')}</span>
          <span>{t('holidays.until')}</span>
          <span>{t('holidays.name')}</span>
          <span>{t('holidays.yearly')}</span>
          <span>{t('holidays.open')}</span>
        </div>
      )}
      {rows.map((row) => (
        <Holiday
          key={row.key}
          row={row}
          isFresh={row.key === fresh}
          faults={faults}
          onChange={(change) => onChange(rows.map((each) => (each.key === row.key ? { ...each, ...change } : each)))}
          onRemove={() => {
            onChange(rows.filter(({ key }) => key !== row.key))
            add.current?.focus()
          }}
        />
      ))}
      {rows.length === 0 && <p className={classes.sub}>{t('holidays.none')}</p>}
      <div className={classes.rowEnd}>
        <Button ref={add} variant="default" size="xs" leftSection={<IconPlus size={15} aria-hidden />} onClick={addDay}>
          {t('holidays.add')}
        </Button>
      </div>
    </div>
  )
}

interface HolidayProps {
  readonly row: HolidayRow
  /** Somebody has just asked for it: the keyboard is there. */
  readonly isFresh: boolean
  readonly faults: ReadonlyMap<string, CalendarFault>
  readonly onChange: (change: Partial<HolidayRow>) => void
  readonly onRemove: () => void
}

function Holiday({ row, isFresh, faults, onChange, onRemove }: HolidayProps) {
  const { t } = useTranslation('calendars')
  const { date, until, yearly, name, open } = row
  const place = `holidays.${row.key}`
  const dateFault = faults.get(`${place}.date`)
  const nameFault = faults.get(`${place}.name`)
  const faultId = useId()
  const called = name.trim() === '' ? t('holidays.unnamed') : name.trim()
  return (
    <div className={classes.holiday} role="group" aria-label={called}>
      <TextInput type="date" autoFocus={isFresh} aria-label={t('holidays.date')} value={date} error={dateFault !== undefined} aria-describedby={faultId} onChange={(event) => onChange({ date: event.currentTarget.value })} />
      <TextInput type="date" aria-label={t('holidays.until')} min={date} value={until} error={dateFault !== undefined} aria-describedby={faultId} onChange={(event) => onChange({ until: event.currentTarget.value })} />
      <TextInput
        aria-label={t('holidays.name')}
        placeholder={t('holidays.namePlaceholder')}
        value={name}
        maxLength={100}
        error={nameFault === undefined ? undefined : t(`fault.${nameFault}`)}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <Checkbox className={classes.yearly ?? ''} size="md" aria-label={t('holidays.yearly')} checked={yearly} onChange={(event) => onChange({ yearly: event.currentTarget.checked })} />
      <SegmentedControl
        size="xs"
        aria-label={t('holidays.open')}
        value={open === undefined ? 'closed' : 'open'}
        data={[
          { value: 'closed', label: t('holidays.closed') },
          { value: 'open', label: t('holidays.ownHours') },
        ]}
        onChange={(chosen) => onChange({ open: chosen === 'open' ? [freshHours()] : undefined })}
      />
      <Tooltip label={t('holidays.remove')}>
        <ActionIcon variant="subtle" color="gray" size={32} className={classes.bin ?? ''} aria-label={t('holidays.removeNamed', { name: called })} onClick={onRemove}>
          <IconTrash size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {dateFault !== undefined && (
        <Input.Error id={faultId} className={classes.wide ?? ''}>
          {t(`fault.${dateFault}`)}
        </Input.Error>
      )}
      {open !== undefined && (
        <div className={classes.wide}>
          <div className={classes.holidayHours}>
            {open.map((hours) => (
              <div key={hours.key} className={classes.ownHours}>
                <HoursInputs hours={hours} fault={faults.get(`${place}.${hours.key}`)} onChange={(change) => onChange({ open: open.map((each) => (each.key === hours.key ? { ...each, ...change } : each)) })} />
                {open.length > 1 && (
                  <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('hours.remove')} onClick={() => onChange({ open: open.filter(({ key }) => key !== hours.key) })}>
                    <IconTrash size={15} aria-hidden />
                  </ActionIcon>
                )}
              </div>
            ))}
            <Button variant="subtle" size="compact-xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => onChange({ open: [...open, freshHours()] })}>
              {t('hours.add')}
            </Button>
          </div>
        </div>
      )}
    </div>
  )
}
