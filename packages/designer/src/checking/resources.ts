import type { KnownAudio, ResourcesView } from '@callchart/protocol'
import { recordingsOf } from '@callchart/flow'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { ApiError, ask } from '../api/request.js'
import type { EditorStore } from '../editor/editor-store.js'

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

/** What a draft is checked with. */
export interface CheckedWith extends ResourcesView {
  /** Recordings that the server has, of those that the draft plays; absent while nobody knows. */
  readonly recordings?: readonly string[]
}

/** Asked anew whenever the draft plays others: somebody may have uploaded one a moment ago. */
function useKnownRecordings(editor: EditorStore): readonly string[] | undefined {
  const named = useStore(editor, ({ document }) => recordingsOf(document).join(' '))
  const { data } = useQuery({
    queryKey: ['known-recordings', named],
    queryFn: async ({ signal }) => (await ask<KnownAudio>('/v1/audio/known', { method: 'POST', body: { audio: named.split(' ') }, signal })).known,
    enabled: named !== '',
    staleTime: 60_000,
  })
  return data
}

/** Everything that the checks of an open draft look at. */
export function useCheckedWith(editor: EditorStore): CheckedWith | undefined {
  const resources = useResources()
  const recordings = useKnownRecordings(editor)
  return useMemo(() => (resources === undefined || recordings === undefined ? resources : { ...resources, recordings }), [resources, recordings])
}
