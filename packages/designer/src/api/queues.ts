import type { QueueList } from '@callchart/protocol'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { ask } from './request.js'

/** Queues with who waits and who sits in them, asked anew as long as somebody looks. */
export const useQueues = (everyMs: number): UseQueryResult<QueueList> =>
  useQuery({ queryKey: ['queues'], queryFn: ({ signal }) => ask<QueueList>('/v1/queues', { signal }), refetchInterval: everyMs })
