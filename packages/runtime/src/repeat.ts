import type { CancelTimer, Clock } from './clock.js'

/** Works every so often, from the end of one time to the next; one that fails is no reason to leave out the next. @returns stops it */
export function repeat(clock: Clock, everyMs: number, work: () => Promise<unknown>, failed: (error: unknown) => void = () => undefined): () => void {
  let cancel: CancelTimer = () => undefined
  let isStopped = false
  const plan = (): void => {
    if (!isStopped) cancel = clock.after(everyMs, () => void work().catch(failed).finally(plan))
  }
  plan()
  return () => {
    isStopped = true
    cancel()
  }
}
