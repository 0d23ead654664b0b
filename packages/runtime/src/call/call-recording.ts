import type { RecordingPause } from '@callchart/protocol'

/** A file of sound as the journal knows it. */
export interface CallRecording {
  readonly recordingId: string
  readonly kind: 'call' | 'message'
  /** Of a message: the turn on the wire. */
  readonly turnId?: string
  /** On the call's sample clock; absent until the bridge has begun. */
  fromMs?: number
  readonly gaps: { readonly fromMs: number; toMs?: number; readonly by: RecordingPause }[]
  /** Absent while it goes on, and where a bridge was lost with it. */
  end?: { readonly durationMs: number; readonly bytes: number; readonly digest: string }
  /** Why there is less of it than was wanted. */
  fault?: string
}
