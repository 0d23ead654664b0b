import type { Prompt, TranscriptEntry } from '@callchart/protocol'

/** What a human sees of a caller before taking the call. */
export interface OfferDetails {
  readonly flow: { readonly flow: string; readonly name: string; readonly version: string }
  readonly ani?: string
  readonly summary: string
  readonly transcript: readonly TranscriptEntry[]
  readonly whisper: readonly Prompt[]
  /** Another human sent the caller on. */
  readonly forwarded?: { readonly by: string; readonly note: string }
}

/** A human sends the caller on to another queue. */
export interface Forward {
  readonly queue: string
  readonly note: string
  /** Name of the human. */
  readonly by: string
}

export interface WaitingCaller {
  readonly callId: string
  readonly transferId: string
  readonly queue: string
  /** Nobody took the call until then: milliseconds since the epoch. */
  readonly deadline: number
  /** One offer to one human. */
  readonly ringMs: number
  /** A caller whose position would be higher does not wait; absent: everybody waits. */
  readonly maxWaiting?: number
  /** Asked at each offer, so that it is up to date. */
  details(): OfferDetails
}

export interface AcceptedOffer {
  readonly offerId: string
  readonly agentId: string
}

/** Why the wait is over without a human. */
export type GiveUp = 'no-answer' | 'busy' | 'declined' | 'overflow'

/** What the queue tells a waiting call; each returns at once. */
export interface CallerSide {
  /** The caller waits, and their place has changed. @param position 1 is next */
  queued(position: number, estimatedWaitMs: number): void
  ringing(): void
  accepted(offer: AcceptedOffer): void
  gaveUp(outcome: GiveUp): void
  /** A human is free at another runtime: the call goes there. @param mayGo asked when it is about to: who is offered to a human meanwhile stays */
  goesTo(runtimeId: string, mayGo: () => boolean): void
  /** The human wants the joined call to end for them. */
  endedByAgent(offerId: string): void
  /** The human puts the caller on hold, or comes back. */
  heldByAgent(offerId: string, isHeld: boolean): void
  /** The human sends the caller on, and is free. */
  forwardedByAgent(offerId: string, forward: Forward): void
}

export type WithdrawCause = 'caller-gone' | 'cancelled' | 'failed'

/** Queues as a call sees them. */
export interface Queues {
  /** @param isTakenOver they waited at an earlier runtime: what that has left of them is over in the same moment, and they keep their place */
  enqueue(caller: WaitingCaller, side: CallerSide, isTakenOver?: boolean): Promise<void>
  /** Takes a waiting caller out, and an offer under way with it. */
  withdraw(callId: string, transferId: string, cause: WithdrawCause): Promise<void>
  /** The seat that accepted may connect its media here. */
  admit(offerId: string, mediaUrl: string): void
  joined(offerId: string): void
  /** The caller hears music instead of the human, or the human again. */
  held(offerId: string, isHeld: boolean): void
  /** This runtime goes on with a call of an earlier one: its entries are over, but for the transfer whose human is on the way or talks. */
  takeOver(callId: string, keep: string | undefined): Promise<void>
  /** Another runtime goes on with the call: nobody is offered it here any more. A human who has accepted is its own until their leg is over. */
  handOver(callId: string): Promise<void>
  /** The human's leg is over: the seat is free again. */
  release(offerId: string, by: 'caller' | 'agent' | 'system'): Promise<void>
}
