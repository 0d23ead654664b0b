import type { CancelTimer, Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'
import type { CallWatchers } from './call-watchers.js'
import type { LiveCall } from './live-call.js'

/** Of requests under way: their answers are not lost, where they come soon. */
const quietWithinMs = 3_000

export const runtimeEnds = (): RuntimeError =>
  new RuntimeError('RUNTIME_DRAINING', 'This runtime is about to end: another one goes on with its calls.', { retryable: true })

/** Lets go of calls in such a way that their bridges attach them to another runtime at once. Resolves when all are gone. */
export async function handOver(calls: readonly LiveCall[], clock: Clock, watchers: CallWatchers): Promise<void> {
  await Promise.all(
    calls.map(async (call) => {
      await untilQuiet(call, clock, watchers)
      call.close(runtimeEnds())
    }),
  )
}

/** Lets go of one call so that its bridge attaches it to that runtime; not where it may not go any more. @returns whether it has gone */
export async function sendTo(runtimeId: string, call: LiveCall, clock: Clock, watchers: CallWatchers, mayGo: () => boolean): Promise<boolean> {
  await untilQuiet(call, clock, watchers)
  if (!mayGo()) return false
  call.close(new RuntimeError('RUNTIME_CALL_GOES', `Call ${call.callId} goes on at another runtime, where a human is free.`, { retryable: true, fields: { runtimeId } }))
  return true
}

/** Nothing of the call is on its way outside, nor to another bridge, so that whoever goes on with it repeats nothing; or that takes too long. */
function untilQuiet(call: LiveCall, clock: Clock, watchers: CallWatchers): Promise<void> {
  const isQuiet = (): boolean => !call.isMoving && [...call.state.requests.values()].every(({ dispatched }) => !dispatched)
  if (isQuiet()) return call.settled()
  return new Promise((resolve) => {
    const over = (): void => {
      cancel()
      stop()
      resolve(call.settled())
    }
    const cancel: CancelTimer = clock.after(quietWithinMs, over)
    const stop = watchers.watch(call.callId, () => {
      if (isQuiet()) over()
    })
  })
}
