import type { CreateDraftRequest, DraftView, LibraryEntry, ReviewDraftRequest } from '@callchart/protocol'
import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ask } from '../api/request.js'
import { authorOf } from '../app/preferences.js'

export const libraryKey = ['library'] as const

/** Others work at the same time: the list is looked at again now and then. */
const everyMs = 15_000

export const useLibrary = (): UseQueryResult<readonly LibraryEntry[]> =>
  useQuery({
    queryKey: libraryKey,
    queryFn: async ({ signal }) => (await ask<{ readonly flows: readonly LibraryEntry[] }>('/v1/library', { signal })).flows,
    refetchInterval: everyMs,
  })

/** Names of flows by their ids; the id where there is no name. */
export function useFlowName(): (flow: string) => string {
  const { data: flows } = useLibrary()
  return useMemo(() => {
    const names = new Map(flows?.map(({ flow, name }) => [flow, name]))
    return (flow) => names.get(flow) || flow
  }, [flows])
}

export const draftPath = (flow: string): string => `/v1/drafts/${encodeURIComponent(flow)}`

export const createDraft = (request: Omit<CreateDraftRequest, 'author'>): Promise<DraftView> =>
  ask<DraftView>('/v1/drafts', { method: 'POST', body: { ...request, author: authorOf() } satisfies CreateDraftRequest })

/** Keeps a new flow, or a draft in the place of another one. */
export function useCreateDraft(): UseMutationResult<DraftView, Error, Omit<CreateDraftRequest, 'author'>> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: createDraft,
    onSuccess: ({ flow }) => {
      void queries.invalidateQueries({ queryKey: libraryKey })
      queries.removeQueries({ queryKey: ['draft', flow] })
    },
  })
}

export interface Discarded {
  readonly flow: string
  /** What the person sees of it: a draft that has moved on is left. */
  readonly revision: number
}

/** Takes a draft away; it is kept as a copy. */
export function useDiscardDraft(): UseMutationResult<unknown, Error, Discarded> {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ flow, revision }: Discarded) => ask(`${draftPath(flow)}/discard`, { method: 'POST', body: { author: authorOf(), revision } satisfies ReviewDraftRequest }),
    onSuccess: (_answer, { flow }) => {
      void queries.invalidateQueries({ queryKey: libraryKey })
      queries.removeQueries({ queryKey: ['draft', flow] })
    },
  })
}
