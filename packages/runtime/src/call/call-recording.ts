import type { RecordingPause } from '@callchart/protocol'

/** A moment: on the call's sample clock, and in milliseconds since the epoch. */
export interface Beginning {
  readonly fromMs: number
  readonly startedAt: number
}

/** A file of sound as the journal knows it. */
export interface CallRecording {
  readonly recordingId: string
  readonly kind: 'call' | 'message'
  /** Of a message: the turn on the wire. */
  readonly turnId?: string
  /** The switch records it, where no bridge hears the call; absent: a bridge does. */
  readonly switchId?: string
  /** When a switch was asked for it. */
  readonly asked?: Beginning
  /** When the switch began, in milliseconds since the epoch. */
  startedAt?: number
  /** On the call's sample clock; absent until it has begun. */
  fromMs?: number
  readonly gaps: { readonly fromMs: number; toMs?: number; readonly by: RecordingPause }[]
  /** Absent while it goes on, and where a bridge was lost with it. */
  end?: { readonly durationMs: number; readonly bytes?: number; readonly digest?: string }
  /** Why there is less of it than was wanted. */
  fault?: string
}
