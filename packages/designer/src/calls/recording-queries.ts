import type { VoicemailList } from '@callchart/protocol'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '../api/request.js'
import { peaksOf, type Peaks } from './peaks.js'

/** `waiting`: it goes on, or is not stored yet. */
export type RecordingState = 'ready' | 'waiting' | 'gone' | 'unavailable'

const askAgainMs = 3_000
const stretchCount = 400
/** Of a longer recording nobody waits for the drawing. */
const mostDrawnSeconds = 1_800

const states: Readonly<Record<number, RecordingState>> = { 200: 'ready', 404: 'gone', 409: 'waiting', 410: 'gone' }

async function stateOf(url: string, signal: AbortSignal): Promise<RecordingState> {
  const { status } = await fetch(url, { method: 'HEAD', signal })
  return states[status] ?? 'unavailable'
}

export function useRecordingState(url: string, isThere: boolean): RecordingState {
  const { data, error } = useQuery({
    queryKey: ['recording', url],
    queryFn: ({ signal }) => stateOf(url, signal),
    enabled: isThere,
    refetchInterval: ({ state }) => (state.data === 'waiting' ? askAgainMs : false),
    staleTime: Infinity,
  })
  return data ?? (error === null ? 'waiting' : 'unavailable')
}

export const usePeaks = (url: string, lengthSeconds: number): Peaks | undefined =>
  useQuery({ queryKey: ['recording-peaks', url], queryFn: ({ signal }) => peaksOf(url, stretchCount, signal), enabled: lengthSeconds <= mostDrawnSeconds, staleTime: Infinity, retry: false }).data

export const voicemailPath = ({ callId, turnId }: { readonly callId: string; readonly turnId: string }): string => `/v1/voicemails/${encodeURIComponent(callId)}/${encodeURIComponent(turnId)}`

export const useVoicemails = () =>
  useInfiniteQuery({
    queryKey: ['voicemails'],
    queryFn: ({ signal, pageParam }) => ask<VoicemailList>(`/v1/voicemails${pageParam === '' ? '' : `?cursor=${encodeURIComponent(pageParam)}`}`, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })

export function useDestroyVoicemail() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (message: { readonly callId: string; readonly turnId: string }) => ask<undefined>(voicemailPath(message), { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['voicemails'] }),
  })
}
