import type { CalendarDetail } from '@callchart/protocol'
import { useMemo, useState } from 'react'
import { ApiError } from '../api/request.js'
import { freshFlowId } from '../library/flow-id.js'
import { blankCalendar, documentOf, draftOf, faultsOf, type CalendarDraft, type CalendarFault } from './calendar-draft.js'
import { useCalendars, useSaveCalendar } from './queries.js'
import { ownTimeZone } from './time-zones.js'

export interface CalendarForm {
  readonly draft: CalendarDraft
  readonly id: string
  readonly faults: ReadonlyMap<string, CalendarFault>
  readonly isChanged: boolean
  readonly isSaving: boolean
  readonly failure: Error | undefined
  /** Somebody else has saved it meanwhile. */
  readonly isOvertaken: boolean
  readonly change: (change: Partial<CalendarDraft>) => void
  /** Begins anew with what is saved. */
  readonly reset: (saved: CalendarDetail) => void
  /** @param revision in whose place it is to stand; absent: the one that was looked at @returns undefined where it is not saved */
  readonly save: (revision?: number) => Promise<CalendarDetail | undefined>
}

const textOf = (draft: CalendarDraft): string => JSON.stringify(documentOf('', draft))

/** A calendar while somebody writes it. @param known absent: a new one */
export function useCalendarForm(known: CalendarDetail | undefined): CalendarForm {
  const [began, setBegan] = useState(() => ({ draft: known === undefined ? blankCalendar(ownTimeZone()) : draftOf(known.document), revision: known?.revision }))
  const [draft, setDraft] = useState(began.draft)
  const [wasSent, setWasSent] = useState(false)
  const { data: calendars } = useCalendars()
  const { mutateAsync, isPending, error, reset: forgetError } = useSaveCalendar()
  const taken = useMemo(() => new Set(calendars?.map(({ calendar }) => calendar)), [calendars])
  const faults = useMemo(() => faultsOf(draft), [draft])
  const id = known?.calendar ?? freshFlowId(draft.name, taken, 'calendar')

  const reset = (saved: CalendarDetail): void => {
    const fresh = draftOf(saved.document)
    setBegan({ draft: fresh, revision: saved.revision })
    setDraft(fresh)
    setWasSent(false)
    forgetError()
  }
  return {
    draft,
    id,
    faults: wasSent ? faults : withoutMissing(faults),
    isChanged: textOf(draft) !== textOf(began.draft),
    isSaving: isPending,
    failure: error ?? undefined,
    isOvertaken: error instanceof ApiError && error.code === 'RUNTIME_CALENDAR_CHANGED',
    change: (change) => setDraft((before) => ({ ...before, ...change })),
    reset,
    async save(revision = began.revision) {
      setWasSent(true)
      if (faults.size > 0) return undefined
      const saved = await mutateAsync({ document: documentOf(id, draft), ...(revision !== undefined && { revision }) }).catch(() => undefined)
      if (saved !== undefined) reset(saved)
      return saved
    },
  }
}

/** What nobody has written yet is no fault before it is sent. */
const withoutMissing = (faults: ReadonlyMap<string, CalendarFault>): ReadonlyMap<string, CalendarFault> => new Map([...faults].filter(([, fault]) => fault !== 'noName' && fault !== 'noDate'))

/** To the first thing that is wrong, when what is marked is there. */
export const focusFault = (form: HTMLElement): void => void requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
