import type { ResourcesView } from '@callchart/protocol'
import { useQuery } from '@tanstack/react-query'
import { ApiError, ask } from '../api/request.js'

const none: ResourcesView = { files: [], versions: [], hasModel: false }

async function askResources(signal: AbortSignal): Promise<ResourcesView> {
  try {
    return await ask<ResourcesView>('/v1/resources', { signal })
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return none
    throw error
  }
}

/** Everything beside a draft that its checks and its simulated calls look at; none while the server is away. */
export function useResources(): ResourcesView | undefined {
  const { data, isError } = useQuery({ queryKey: ['resources'], queryFn: ({ signal }) => askResources(signal), staleTime: 60_000 })
  return data ?? (isError ? none : undefined)
}
