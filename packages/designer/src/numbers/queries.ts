import type { NumberList, NumberOverride, NumberRoute, NumberSettings, TestNumberRequest, TestNumberResponse } from '@callchart/protocol'
import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { ask } from '../api/request.js'
import { authorOf } from '../app/preferences.js'

const listKey = ['numbers'] as const
/** Others change numbers too, and an override matters at once. */
const everyMs = 10_000

export const useNumbers = (): UseQueryResult<NumberList> =>
  useQuery({ queryKey: listKey, queryFn: ({ signal }) => ask<NumberList>('/v1/numbers', { signal }), refetchInterval: everyMs })

/** One thing that is done to numbers. */
export type NumberChange =
  | { readonly type: 'route'; readonly routeId: string | undefined; readonly route: NumberRoute }
  | { readonly type: 'removeRoute'; readonly routeId: string }
  | { readonly type: 'number'; readonly number: string; readonly settings: NumberSettings }
  | { readonly type: 'removeNumber'; readonly number: string }
  | { readonly type: 'override'; readonly number: string; readonly override: NumberOverride | null }
  | { readonly type: 'defaultFlow'; readonly flow: string | null }

const changeNumbers = (change: NumberChange): Promise<unknown> => {
  const author = authorOf()
  switch (change.type) {
    case 'route':
      return change.routeId === undefined
        ? ask('/v1/numbers/routes', { method: 'POST', body: { author, route: change.route } })
        : ask(`/v1/numbers/routes/${encodeURIComponent(change.routeId)}`, { method: 'PUT', body: { author, route: change.route } })
    case 'removeRoute':
      return ask(`/v1/numbers/routes/${encodeURIComponent(change.routeId)}`, { method: 'DELETE' })
    case 'number':
      return ask(`/v1/numbers/own/${encodeURIComponent(change.number)}`, { method: 'PUT', body: { author, ...change.settings } })
    case 'removeNumber':
      return ask(`/v1/numbers/own/${encodeURIComponent(change.number)}`, { method: 'DELETE' })
    case 'override':
      return ask(`/v1/numbers/overrides/${encodeURIComponent(change.number)}`, { method: 'PUT', body: { author, override: change.override } })
    case 'defaultFlow':
      return ask('/v1/numbers/default-flow', { method: 'PUT', body: { author, flow: change.flow } })
  }
}

export function useChangeNumbers(): UseMutationResult<unknown, Error, NumberChange> {
  const queries = useQueryClient()
  return useMutation({ mutationFn: changeNumbers, onSuccess: () => queries.invalidateQueries({ queryKey: listKey }) })
}

export const useTestNumber = (): UseMutationResult<TestNumberResponse, Error, TestNumberRequest> =>
  useMutation({ mutationFn: (body: TestNumberRequest) => ask<TestNumberResponse>('/v1/numbers/test', { method: 'POST', body }) })
