import type { AddToIntentRequest, AddToIntentResponse, ReopenRequest, UnrecognisedGroup } from '@callchart/protocol'
import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { ask } from '../api/request.js'
import { authorOf } from '../app/preferences.js'

const inboxPath = (flow: string): string => `/v1/flows/${encodeURIComponent(flow)}/unrecognised`
const inboxKey = (flow: string) => ['inbox', flow] as const

const groupCount = 100
const everyMs = 10_000

export const useInbox = (flow: string): UseQueryResult<readonly UnrecognisedGroup[]> =>
  useQuery({
    queryKey: inboxKey(flow),
    queryFn: async ({ signal }) => (await ask<{ readonly groups: readonly UnrecognisedGroup[] }>(`${inboxPath(flow)}/groups?limit=${groupCount}`, { signal })).groups,
    refetchInterval: everyMs,
    enabled: flow !== '',
  })

/** What was made of a group, so that it can be taken back. */
export interface Settled {
  readonly flow: string
  /** Each text of the group, with the phrase that it became. */
  readonly texts: readonly { readonly id: string; readonly phrase?: string }[]
}

export interface Added extends Settled {
  readonly where: AddToIntentResponse['where']
}

const idsOf = ({ id, variants }: UnrecognisedGroup): string[] => [id, ...variants.map((variant) => variant.id)]
const post = <Answer>(flow: string, id: string, step: string, body?: unknown): Promise<Answer> => ask<Answer>(`${inboxPath(flow)}/${encodeURIComponent(id)}/${step}`, { method: 'POST', ...(body !== undefined && { body }) })

async function addGroup({ flow, group, intent }: { readonly flow: string; readonly group: UnrecognisedGroup; readonly intent: string }): Promise<Added> {
  const texts: { id: string; phrase?: string }[] = []
  let where: AddToIntentResponse['where'] = 'draft'
  // One after the other: each changes the same intent.
  for (const id of idsOf(group)) {
    const answer = await post<AddToIntentResponse>(flow, id, 'intent', { intent, author: authorOf() } satisfies AddToIntentRequest)
    where = answer.where
    texts.push({ id, ...(answer.added && { phrase: answer.phrase }) })
  }
  return { flow, texts, where }
}

async function dismissGroup({ flow, group }: { readonly flow: string; readonly group: UnrecognisedGroup }): Promise<Settled> {
  for (const id of idsOf(group)) await post(flow, id, 'dismiss')
  return { flow, texts: idsOf(group).map((id) => ({ id })) }
}

async function reopenGroup({ flow, texts }: Settled): Promise<void> {
  for (const { id, phrase } of texts) await post(flow, id, 'reopen', { author: authorOf(), ...(phrase !== undefined && { phrase }) } satisfies ReopenRequest)
}

function useInboxChange<Asked extends { readonly flow: string }, Answer>(change: (asked: Asked) => Promise<Answer>): UseMutationResult<Answer, Error, Asked> {
  const queries = useQueryClient()
  return useMutation({ mutationFn: change, onSettled: (_answer, _error, { flow }) => queries.invalidateQueries({ queryKey: inboxKey(flow) }) })
}

export const useAddGroup = () => useInboxChange(addGroup)
export const useDismissGroup = () => useInboxChange(dismissGroup)
export const useReopenGroup = () => useInboxChange(reopenGroup)
