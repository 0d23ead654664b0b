import type { CalendarDetail, CalendarView, ChangeCalendarRequest, CreateCalendarRequest } from '@callchart/protocol'
import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { ask } from '../api/request.js'
import { authorOf } from '../app/preferences.js'

const listKey = ['calendar-list'] as const
const detailKey = (id: string) => ['calendar', id] as const
const path = (id: string): string => `/v1/calendars/${encodeURIComponent(id)}`

/** Whether it is open now changes by itself, and others change calendars too. */
const everyMs = 30_000

export const useCalendars = (): UseQueryResult<readonly CalendarView[]> =>
  useQuery({
    queryKey: listKey,
    queryFn: async ({ signal }) => (await ask<{ readonly calendars: readonly CalendarView[] }>('/v1/calendars', { signal })).calendars,
    refetchInterval: everyMs,
  })

/** It is not asked again by itself while somebody writes. */
export const useCalendar = (id: string): UseQueryResult<CalendarDetail> =>
  useQuery({ queryKey: detailKey(id), queryFn: ({ signal }) => ask<CalendarDetail>(path(id), { signal }), staleTime: Infinity, gcTime: 0 })

/** Whatever was checked with it is checked anew. */
function useTell(): (detail: CalendarDetail | undefined) => void {
  const queries = useQueryClient()
  return (detail) => {
    if (detail !== undefined) queries.setQueryData(detailKey(detail.calendar), detail)
    for (const queryKey of [listKey, ['calendars'], ['resources'], ['library']]) void queries.invalidateQueries({ queryKey })
  }
}

export interface SavedCalendar {
  readonly document: ChangeCalendarRequest['document']
  /** That was looked at; absent: it is a new one. */
  readonly revision?: number
}

export function useSaveCalendar(): UseMutationResult<CalendarDetail, Error, SavedCalendar> {
  const tell = useTell()
  return useMutation({
    mutationFn: ({ document, revision }: SavedCalendar) =>
      revision === undefined
        ? ask<CalendarDetail>('/v1/calendars', { method: 'POST', body: { author: authorOf(), document } satisfies CreateCalendarRequest })
        : ask<CalendarDetail>(path(document.id), { method: 'PUT', body: { author: authorOf(), document, revision } satisfies ChangeCalendarRequest }),
    onSuccess: tell,
  })
}

export function useRemoveCalendar(): UseMutationResult<unknown, Error, Pick<CalendarDetail, 'calendar' | 'revision'>> {
  const tell = useTell()
  return useMutation({
    mutationFn: ({ calendar, revision }: Pick<CalendarDetail, 'calendar' | 'revision'>) => ask(`${path(calendar)}?revision=${revision}`, { method: 'DELETE' }),
    onSuccess: () => tell(undefined),
  })
}
