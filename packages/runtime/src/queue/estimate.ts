/** What a queue's waiting time is estimated from. */
export interface QueuePace {
  /** Mean length of the last talks; absent while there were none. */
  readonly talkMs?: number
  /** Humans who are there, free or not. */
  readonly seatCount: number
}

/** Talks that the mean is taken of. */
export const pacedTalkCount = 20
/** A usual length of a talk in a contact centre, for a queue that has had none. */
const usualTalkMs = 180_000

/** Everybody ahead and the caller's own turn, shared among the humans who are there; one is counted where none is yet. */
export const estimateWaitMs = (position: number, { talkMs = usualTalkMs, seatCount }: QueuePace): number =>
  Math.round((position * talkMs) / Math.max(1, seatCount))
