import type { DraftCopyView, DraftView, RollBackRequest, VersionDocument, VersionView } from '@callchart/protocol'
import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { ask } from '../api/request.js'
import { authorOf } from '../app/preferences.js'
import { createDraft, draftPath, libraryKey } from '../library/queries.js'
import { versionName } from './version-name.js'

const flowPath = (flow: string): string => `/v1/flows/${encodeURIComponent(flow)}`

export const versionsKey = (flow: string) => ['versions', flow] as const
const copiesKey = (flow: string) => ['copies', flow] as const

export const useVersions = (flow: string): UseQueryResult<readonly VersionView[]> =>
  useQuery({ queryKey: versionsKey(flow), queryFn: async ({ signal }) => (await ask<{ readonly versions: readonly VersionView[] }>(`${flowPath(flow)}/versions`, { signal })).versions })

export const useCopies = (flow: string): UseQueryResult<readonly DraftCopyView[]> =>
  useQuery({ queryKey: copiesKey(flow), queryFn: async ({ signal }) => (await ask<{ readonly copies: readonly DraftCopyView[] }>(`${draftPath(flow)}/copies`, { signal })).copies })

/** The draft as the server has it now; the editor keeps one of its own. */
export const useStoredDraft = (flow: string): UseQueryResult<DraftView> => useQuery({ queryKey: ['stored-draft', flow], queryFn: ({ signal }) => ask<DraftView>(draftPath(flow), { signal }) })

export const askVersion = (version: string, signal?: AbortSignal): Promise<VersionDocument> => ask<VersionDocument>(`/v1/versions/${encodeURIComponent(version)}`, { ...(signal !== undefined && { signal }) })
export const askCopy = (flow: string, copyId: string, signal?: AbortSignal): Promise<DraftCopyView> =>
  ask<DraftCopyView>(`${draftPath(flow)}/copies/${encodeURIComponent(copyId)}`, { ...(signal !== undefined && { signal }) })

/** A version never changes. @param known what needs not be asked for */
export const useVersion = (version: string | undefined, known?: () => VersionDocument | undefined): UseQueryResult<VersionDocument> =>
  useQuery({
    queryKey: ['version', version],
    queryFn: ({ signal }) => askVersion(version ?? '', signal),
    staleTime: Infinity,
    enabled: version !== undefined,
    ...(known !== undefined && { initialData: known }),
  })

/** Names the versions of a flow by their ids. */
export function useVersionName(flow: string): (version: string) => string {
  const { data: versions } = useVersions(flow)
  return (version) => versionName({ version, number: versions?.find((each) => each.version === version)?.number })
}

/** What is live, and every draft of the flow, may be another one now. */
export function useForgetFlow(): (flow: string) => void {
  const queries = useQueryClient()
  return (flow) => {
    void queries.invalidateQueries({ queryKey: libraryKey })
    void queries.invalidateQueries({ queryKey: versionsKey(flow) })
    void queries.invalidateQueries({ queryKey: copiesKey(flow) })
    void queries.invalidateQueries({ queryKey: ['stored-draft', flow] })
  }
}

export interface Restore {
  readonly flow: string
  readonly document: DraftView['document']
  /** Absent: of a copy, which is no version. */
  readonly version?: string
}

/** Puts an earlier document in the place of the draft, which is kept as a copy. */
export function useRestore(): UseMutationResult<DraftView, Error, Restore> {
  const queries = useQueryClient()
  const forget = useForgetFlow()
  return useMutation({
    mutationFn: ({ document, version }: Restore) => createDraft({ document, replace: true, ...(version !== undefined && { baseVersion: version }) }),
    onSuccess: (_draft, { flow }) => {
      forget(flow)
      queries.removeQueries({ queryKey: ['draft', flow] })
    },
  })
}

export function useRollBack(flow: string): UseMutationResult<unknown, Error, Omit<RollBackRequest, 'author'>> {
  const queries = useQueryClient()
  const forget = useForgetFlow()
  return useMutation({
    mutationFn: (asked: Omit<RollBackRequest, 'author'>) => ask(`${flowPath(flow)}/rollback`, { method: 'POST', body: { ...asked, author: authorOf() } satisfies RollBackRequest }),
    onSuccess: () => {
      forget(flow)
      queries.removeQueries({ queryKey: ['draft', flow] })
    },
  })
}
