import { Button } from '@mantine/core'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { lazy, Suspense, useRef, useState, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Fields.module.css'
import { calendarsSource, RemoteField, useRemoteChoices } from './RemoteField.js'
import { useField } from './useField.js'

const CalendarDialog = lazy(async () => ({ default: (await import('../../calendars/CalendarDialog.js')).CalendarDialog }))

export interface CalendarFieldProps {
  readonly at: string
  readonly placeholder: string
}

/** One of the calendars that flows share, which are made and changed from here too. */
export function CalendarField({ at, placeholder }: CalendarFieldProps) {
  const { t } = useTranslation('calendars')
  const { value, replace } = useField(at)
  const known = useRemoteChoices(calendarsSource).some((choice) => choice.value === value)
  const [open, setOpen] = useState<{ readonly calendar: string | undefined; readonly isOpen: boolean }>()
  // The dialog is there only once it is open: it cannot know where the keyboard was.
  const opener = useRef<HTMLButtonElement>(null)
  const begin = (event: MouseEvent<HTMLButtonElement>, calendar: string | undefined): void => {
    opener.current = event.currentTarget
    setOpen({ calendar, isOpen: true })
  }
  const close = (): void => setOpen((before) => before && { ...before, isOpen: false })
  return (
    <div className={classes.withDeeds}>
      <RemoteField at={at} source={calendarsSource} placeholder={placeholder} />
      <div className={classes.deeds}>
        <Button variant="subtle" size="compact-xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={(event) => begin(event, undefined)}>
          {t('field.new')}
        </Button>
        {known && (
          <Button variant="subtle" size="compact-xs" leftSection={<IconPencil size={14} aria-hidden />} onClick={(event) => begin(event, value as string)}>
            {t('field.edit')}
          </Button>
        )}
      </div>
      {open !== undefined && (
        <Suspense>
          <CalendarDialog
            opened={open.isOpen}
            calendar={open.calendar}
            onClose={close}
            onClosed={() => opener.current?.focus()}
            onSaved={(calendar) => {
              if (calendar !== value) replace(calendar)
              close()
            }}
          />
        </Suspense>
      )}
    </div>
  )
}
