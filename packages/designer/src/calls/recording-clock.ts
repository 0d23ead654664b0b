import type { CallStep, CallView } from '@callchart/protocol'

/** Where a recording and the steps of its call meet. All times are on the call's sample clock. */
export interface RecordingClock {
  readonly fromMs: number
  /** From the beginning of the call to that of its sample clock: from there on steps are counted. */
  readonly offsetMs: number
}

/** @returns undefined where nothing of the call was recorded */
export function recordingClock({ recordings, cdr, startedAt }: CallView): RecordingClock | undefined {
  const begun = recordings?.filter(({ toMs, state, fromMs }) => state !== 'cut' || toMs !== undefined || fromMs > 0) ?? []
  const answeredAt = cdr[0]?.answeredAt
  if (begun.length === 0 || answeredAt === undefined) return undefined
  return { fromMs: Math.min(...begun.map(({ fromMs }) => fromMs)), offsetMs: Date.parse(answeredAt) - Date.parse(startedAt) }
}

/** Seconds into the file. */
export const placeOf = (ms: number, { fromMs }: RecordingClock): number => Math.max(0, (ms - fromMs) / 1_000)

export const stepTimeMs = (step: CallStep | undefined, { offsetMs }: RecordingClock): number => (step?.atMs ?? 0) - offsetMs

/** The step during which something is heard; the first one before all. */
export function stepAtPlace(steps: readonly CallStep[], seconds: number, clock: RecordingClock): number {
  const ms = seconds * 1_000 + clock.fromMs
  const next = steps.findIndex((step) => stepTimeMs(step, clock) > ms)
  return next < 0 ? steps.length - 1 : Math.max(0, next - 1)
}
