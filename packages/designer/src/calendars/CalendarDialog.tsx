import { Alert, Button, Group, Modal, Skeleton, Stack } from '@mantine/core'
import type { CalendarDetail } from '@callchart/protocol'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { faultText } from '../api/fault-text.js'
import { CalendarFields } from './CalendarFields.js'
import { useCalendar } from './queries.js'
import { SaveFailure } from './SaveFailure.js'
import { focusFault, useCalendarForm } from './useCalendarForm.js'

export interface CalendarDialogProps {
  readonly opened: boolean
  /** Absent: a new one. */
  readonly calendar: string | undefined
  readonly onSaved: (calendar: string) => void
  readonly onClose: () => void
  /** It is gone from the screen: the keyboard may go back. */
  readonly onClosed: () => void
}

/** A calendar made or changed without leaving the flow that asks it. */
export function CalendarDialog({ opened, calendar, onSaved, onClose, onClosed }: CalendarDialogProps) {
  const { t } = useTranslation('calendars')
  return (
    <Modal opened={opened} onClose={onClose} size={860} title={t(calendar === undefined ? 'new' : 'edit')} closeOnClickOutside={false} returnFocus={false} onExitTransitionEnd={onClosed}>
      {calendar === undefined ? <Form known={undefined} onSaved={onSaved} onClose={onClose} /> : <Known calendar={calendar} onSaved={onSaved} onClose={onClose} />}
    </Modal>
  )
}

type Inner = Pick<CalendarDialogProps, 'onSaved' | 'onClose'>

function Known({ calendar, ...rest }: Inner & { readonly calendar: string }) {
  const { t } = useTranslation('calendars')
  const { data, error } = useCalendar(calendar)
  if (data !== undefined) return <Form known={data} {...rest} />
  return error === null ? (
    <Skeleton height={360} aria-busy />
  ) : (
    <Alert color="red" title={t('failed')}>
      {faultText(error)}
    </Alert>
  )
}

function Form({ known, onSaved, onClose }: Inner & { readonly known: CalendarDetail | undefined }) {
  const { t } = useTranslation('calendars')
  const form = useCalendarForm(known)
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const page = event.currentTarget
    // A form in a portal is still inside of the page's own.
    event.stopPropagation()
    void form.save().then((saved) => (saved === undefined ? focusFault(page) : onSaved(saved.calendar)))
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <CalendarFields draft={form.draft} faults={form.faults} id={form.id} onChange={form.change} />
        <SaveFailure form={form} />
        <Alert color="blue" variant="light" p="xs">
          {t('atOnce')}
        </Alert>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={form.isSaving}>
            {t(known === undefined ? 'create' : 'save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
