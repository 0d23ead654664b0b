import type { CallView } from '@callchart/protocol'
import { useEffect, useState } from 'react'

export interface FollowedCall {
  /** As it was told last; absent until then. */
  readonly view: CallView | undefined
  /** The server does not tell any more. */
  readonly isLost: boolean
}

const nothingYet: FollowedCall = { view: undefined, isLost: false }

/** A call as it goes on, until it ends. */
export function useFollowedCall(callId: string | undefined): FollowedCall {
  const [followed, setFollowed] = useState<FollowedCall>(nothingYet)
  useEffect(() => {
    setFollowed(nothingYet)
    if (callId === undefined) return
    const source = new EventSource(`/v1/calls/${encodeURIComponent(callId)}/events`)
    source.onmessage = ({ data }: MessageEvent<string>) => setFollowed({ view: JSON.parse(data) as CallView, isLost: false })
    source.addEventListener('end', () => source.close())
    // The browser connects again by itself; what is told then is whole.
    source.onerror = () => setFollowed(({ view }) => ({ view, isLost: view?.status !== 'ended' }))
    return () => source.close()
  }, [callId])
  return followed
}
