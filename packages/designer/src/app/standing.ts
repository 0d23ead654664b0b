import { create } from 'zustand'

/** What a human's seat does, as every page tells it. */
export type SeatState = 'connecting' | 'lost' | 'ringing' | 'talking' | 'wrappingUp' | 'paused' | 'free'

/** A call from this page to a draft. */
export interface StandingCall {
  readonly flow: string
  readonly name: string
  /** Milliseconds since the epoch; absent until somebody is on the line. */
  readonly answeredAt: number | undefined
  readonly hangUp: () => void
}

export interface Standing {
  readonly seat: { readonly state: SeatState; readonly queue: string } | undefined
  readonly call: StandingCall | undefined
}

/** What goes on whichever page is looked at. */
export const useStanding = create<Standing>(() => ({ seat: undefined, call: undefined }))
