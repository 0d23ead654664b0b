import { settled } from '../call/settled-note.js'
import { effectKey, type OpenRow, type RowEffect } from '../call/state.js'
import type { CancelTimer } from '../clock.js'
import type { CallHands } from './hands.js'

/** Where a row came from. */
export interface RowOrigin {
  readonly callId: string
  readonly flow: string
  readonly ani?: string
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** Writes the row of an effect, once however often it is asked. Resolves with what came of it. @throws RUNTIME_STORE_UNAVAILABLE */
export type WriteRow = (effect: RowEffect, origin: RowOrigin) => Promise<string>

export interface Rows {
  /** The effect is journaled as dispatched by now. */
  start(open: OpenRow): void
  /** Rows of which nobody knows whether they were written: each is written once all the same. */
  rearm(): void
  cancelAll(): void
}

/** The database may be away for a while: the call is kept until its rows are written. */
const pausesMs = [1_000, 5_000, 15_000, 30_000]

/** What a call leaves outside its journal: numbers not to be called, messages. */
export function createRows({ state, clock, log, post, record }: CallHands, write: WriteRow, outcomes: (type: string, outcome: string) => void): Rows {
  const retries = new Map<string, CancelTimer>()
  let isClosed = false

  const settle = (open: OpenRow, outcome: string): void =>
    post(async () => {
      if (!state.rows.has(effectKey(open))) return
      await record([settled(open, open.effect.type, outcome)])
      outcomes(open.effect.type, outcome)
    })

  const start = (open: OpenRow, attempt = 0): void => {
    const key = effectKey(open)
    const { ani, callId } = state.origin
    const origin = { callId, flow: state.ready.manifest.flow, at: open.at, ...(ani === undefined ? {} : { ani }) }
    write(open.effect, origin).then(
      (outcome) => settle(open, outcome),
      (error: unknown) => {
        log.warn({ err: error, effect: open.effect.type }, 'row not written yet')
        if (isClosed) return
        retries.set(
          key,
          clock.after(pausesMs[Math.min(attempt, pausesMs.length - 1)] ?? 0, () => {
            retries.delete(key)
            start(open, attempt + 1)
          }),
        )
      },
    )
  }

  return {
    start: (open) => start(open),
    rearm: () => [...state.rows.values()].forEach((open) => start(open)),
    cancelAll() {
      isClosed = true
      for (const cancel of retries.values()) cancel()
      retries.clear()
    },
  }
}
