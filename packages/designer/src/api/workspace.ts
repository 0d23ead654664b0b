import type { Workspace } from '@callchart/protocol'
import { useQuery } from '@tanstack/react-query'
import { ask } from './request.js'

/** What a page needs to know of the installation: asked once, and again from time to time. */
export const useWorkspace = () =>
  useQuery({ queryKey: ['workspace'], queryFn: ({ signal }) => ask<Workspace>('/v1/workspace', { signal }), staleTime: 60_000 })
