import type { CallListEntry, CallStep, CallView } from '@callchart/protocol'
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { ask } from '../api/request.js'
import { queryOf, type CallFilters } from './filters.js'

interface CallPageAnswer {
  readonly calls: readonly CallListEntry[]
  readonly nextCursor?: string
}

const pageSize = 50
/** Calls come and go while somebody looks. */
const everyMs = 4_000
const mostRunning = 200

const askCalls = (filters: CallFilters, more: Readonly<Record<string, string>>, signal: AbortSignal): Promise<CallPageAnswer> => {
  const query = queryOf(filters, new Date())
  for (const [name, value] of Object.entries(more)) query.set(name, value)
  return ask<CallPageAnswer>(`/v1/calls?${query.toString()}`, { signal })
}

/** Calls that run now and fit; asked apart, so that they stand first whenever they began. */
export const useRunningCalls = (filters: CallFilters): UseQueryResult<readonly CallListEntry[]> =>
  useQuery({
    queryKey: ['running-calls', filters],
    queryFn: async ({ signal }) => (await askCalls(filters, { status: 'active', limit: String(mostRunning) }, signal)).calls,
    enabled: filters.status === '',
    refetchInterval: everyMs,
    placeholderData: keepPreviousData,
  })

/** The calls by pages, the latest first; without those that run where no status is asked for. */
export const usePastCalls = (filters: CallFilters) =>
  useInfiniteQuery({
    queryKey: ['past-calls', filters],
    queryFn: ({ signal, pageParam }) => askCalls(filters, { status: filters.status === '' ? 'ended' : filters.status, limit: String(pageSize), ...(pageParam !== '' && { cursor: pageParam }) }, signal),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: everyMs,
    placeholderData: keepPreviousData,
  })

export const callPath = (callId: string): string => `/v1/calls/${encodeURIComponent(callId)}`

export const useCall = (callId: string): UseQueryResult<CallView> => useQuery({ queryKey: ['call', callId], queryFn: ({ signal }) => ask<CallView>(callPath(callId), { signal }) })

const followEveryMs = 2_000

export const useCallSteps = (callId: string, isOver: boolean): UseQueryResult<readonly CallStep[]> =>
  useQuery({
    queryKey: ['call-steps', callId, isOver],
    queryFn: async ({ signal }) => (await ask<{ readonly steps: readonly CallStep[] }>(`${callPath(callId)}/steps`, { signal })).steps,
    refetchInterval: isOver ? false : followEveryMs,
    staleTime: isOver ? Infinity : 0,
    placeholderData: keepPreviousData,
  })

/** Destroys what was said and typed in a call; what any page shows of it is asked for anew. */
export function useDeleteContent() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (callId: string) => ask<undefined>(`${callPath(callId)}/content`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries(),
  })
}
