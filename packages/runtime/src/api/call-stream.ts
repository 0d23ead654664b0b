import type { CallView } from '@callchart/protocol'
import type { CancelTimer, Clock } from '../clock.js'

/** What a call's views come from. */
export interface WatchedCalls {
  view(callId: string): Promise<CallView | undefined>
  /** @returns the way to stop */
  watch(callId: string, changed: () => void): () => void
  /** Whether this runtime holds the call, and so tells of its changes. */
  holds(callId: string): boolean
}

/** The response, as far as it is written to. */
export interface EventSink {
  /** @returns false while the far side does not take it in */
  write(text: string): boolean
  end(): void
  once(event: 'drain', run: () => void): unknown
}

/** Views follow each other no faster: a person reads no faster either. */
export const throttleMs = 100
/** A call of another runtime is looked at this often. */
export const pollMs = 1_000
/** Keeps proxies from closing a line on which nothing happens. */
export const heartbeatMs = 15_000

export interface CallStreamParts {
  readonly calls: WatchedCalls
  readonly clock: Clock
  readonly callId: string
  readonly sink: EventSink
  /** Sent at once. */
  readonly first: CallView
}

/**
 * Server-sent events of one call: its view whenever that has changed, `event: end` behind the last one.
 * @returns the way to stop, for when the far side has gone
 */
export function streamCall({ calls, clock, callId, sink, first }: CallStreamParts): () => void {
  let isOver = false
  let isBlocked = false
  let isReading = false
  let isChanged = false
  let last = ''
  let cancelNext: CancelTimer | undefined
  let cancelHeartbeat: CancelTimer = () => undefined

  const stop = (): void => {
    isOver = true
    unwatch()
    cancelNext?.()
    cancelHeartbeat()
  }

  const write = (text: string): void => {
    if (isOver || isBlocked) return
    isBlocked = !sink.write(text)
    if (isBlocked)
      sink.once('drain', () => {
        isBlocked = false
        changed()
      })
  }

  const send = (view: CallView): void => {
    const text = JSON.stringify(view)
    if (text !== last && !isBlocked) {
      last = text
      write(`data: ${text}\n\n`)
    }
    if (view.status !== 'ended' || isOver || last !== text) return
    sink.write('event: end\ndata: {}\n\n')
    stop()
    sink.end()
  }

  const read = async (): Promise<void> => {
    isReading = true
    isChanged = false
    const view = await calls.view(callId).catch(() => undefined)
    isReading = false
    if (isOver) return
    if (view !== undefined) send(view)
    plan()
  }

  const plan = (): void => {
    if (isOver) return
    if (isChanged) next(throttleMs)
    else if (!calls.holds(callId)) next(pollMs)
  }

  const next = (ms: number): void => {
    cancelNext?.()
    cancelNext = clock.after(ms, () => {
      cancelNext = undefined
      void read()
    })
  }

  const changed = (): void => {
    if (isOver || isChanged) return
    isChanged = true
    if (!isReading) next(throttleMs)
  }

  const beat = (): void => {
    cancelHeartbeat = clock.after(heartbeatMs, () => {
      write(': here\n\n')
      beat()
    })
  }

  const unwatch = calls.watch(callId, changed)
  beat()
  send(first)
  plan()
  return stop
}
