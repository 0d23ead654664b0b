import type { TranscriptEntry } from '@callchart/protocol'

/** How long a caller waited for an answer. */
export interface TurnLatency {
  /** From the caller's last sound, or last key, to the first sound of the answer. */
  readonly ms: number
  /** Of it, the silence after which the caller was taken to have finished; absent for keys. */
  readonly endpointSilenceMs: number | undefined
}

/** Of the entry at `index`; absent where it answers nobody, or began before they had finished. */
export function latencyOf(transcript: readonly TranscriptEntry[], index: number): TurnLatency | undefined {
  const answer = transcript[index]
  if (answer?.who !== 'bot') return undefined
  const before = transcript.slice(0, index).findLast(({ who }) => who !== 'system')
  if (before?.who !== 'caller' || answer.startMs < before.endMs) return undefined
  return { ms: answer.startMs - before.endMs, endpointSilenceMs: before.endpointSilenceMs }
}
