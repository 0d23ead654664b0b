import type { CancelTimer, Clock } from '../../clock.js'
import { RuntimeError } from '../../errors.js'
import type { AriAnswer } from './transport.js'

interface OpenRequest {
  readonly answered: (answer: AriAnswer) => void
  readonly failed: (error: RuntimeError) => void
  readonly cancelDeadline: CancelTimer
}

export const unavailable = (why: string, cause?: unknown): RuntimeError =>
  new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', `The switch cannot be told anything now: ${why}.`, { retryable: true, ...(cause !== undefined && { cause }) })

/** Requests that wait for an answer which names them. */
export class OpenRequests {
  private readonly waiting = new Map<string, OpenRequest>()
  private count = 0

  constructor(
    private readonly clock: Clock,
    private readonly deadlineMs: number,
  ) {}

  /** @param send is given the request's name; its answer rejects with RUNTIME_SWITCH_UNAVAILABLE after the deadline */
  open(send: (requestId: string) => void): Promise<AriAnswer> {
    const requestId = `r${(this.count += 1)}`
    return new Promise((resolve, reject) => {
      const cancelDeadline = this.clock.after(this.deadlineMs, () => {
        this.waiting.delete(requestId)
        reject(unavailable(`it did not answer within ${this.deadlineMs} ms`))
      })
      this.waiting.set(requestId, { answered: resolve, failed: reject, cancelDeadline })
      send(requestId)
    })
  }

  /** An answer that nobody waits for any more is dropped. */
  settle(requestId: string, answer: AriAnswer): void {
    this.take(requestId)?.answered(answer)
  }

  failAll(why: string): void {
    for (const requestId of [...this.waiting.keys()]) this.take(requestId)?.failed(unavailable(why))
  }

  private take(requestId: string): OpenRequest | undefined {
    const open = this.waiting.get(requestId)
    this.waiting.delete(requestId)
    open?.cancelDeadline()
    return open
  }
}
