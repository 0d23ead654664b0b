import type { Alternative, Expectation, Interpretation } from '@callchart/protocol'
import type { Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'
import type { Understander, UnderstanderName, UnderstandingContext } from './understander.js'

export interface Guard {
  /** Of one question to the service. */
  readonly deadlineMs: number
  /** So many failures in a row, and the service is left alone. */
  readonly failureCount: number
  readonly restMs: number
  /** Of one call. */
  readonly mostTurns: number
  /** An embedded interpretation of this confidence stands, and the service is not asked; above 1 it is always asked. */
  readonly sureFrom: number
}

export const defaultGuard: Guard = { deadlineMs: 1_500, failureCount: 3, restMs: 30_000, mostTurns: 30, sureFrom: 2 }

/** An outside understander that cannot hold a call up: shared by all calls of a runtime. */
export interface GuardedUnderstander {
  readonly name: UnderstanderName
  readonly sureFrom: number
  /**
   * @param asked how often this call has asked already
   * @throws RuntimeError RUNTIME_SERVICE_…; always within the deadline
   */
  ask(alternatives: readonly Alternative[], expectation: Expectation, context: UnderstandingContext, asked: number, signal: AbortSignal): Promise<Interpretation>
  close(): void
}

/** What says nothing of the service's health. */
const harmless: ReadonlySet<string> = new Set(['RUNTIME_SERVICE_CANCELLED', 'RUNTIME_SERVICE_OUT_OF_FENCE', 'RUNTIME_SERVICE_BANNED_WORDS'])

/** Failures in a row open it; after a rest one question is let through to try. */
class Breaker {
  private failures = 0
  private restingUntil = 0
  private isTrying = false

  constructor(
    private readonly clock: Clock,
    private readonly guard: Guard,
  ) {}

  enter(name: string): void {
    if (this.failures < this.guard.failureCount) return
    if (this.isTrying || this.clock.now() < this.restingUntil)
      throw new RuntimeError('RUNTIME_SERVICE_RESTING', `The understanding service "${name}" failed ${this.failures} times in a row and is left alone for now.`)
    this.isTrying = true
  }

  succeeded(): void {
    this.failures = 0
    this.isTrying = false
  }

  failed(code: string): void {
    this.isTrying = false
    if (code === 'RUNTIME_SERVICE_CANCELLED') return
    if (harmless.has(code)) return this.succeeded()
    this.failures += 1
    this.restingUntil = this.clock.now() + this.guard.restMs
  }
}

/** Settles by the deadline, or when `signal` is aborted, whatever the work does. */
function within<Result>(work: (signal: AbortSignal) => Promise<Result>, name: string, deadlineMs: number, clock: Clock, signal: AbortSignal): Promise<Result> {
  const limit = new AbortController()
  return new Promise<Result>((resolve, reject) => {
    const finish = (settle: () => void): void => {
      stopTimer()
      signal.removeEventListener('abort', cancel)
      settle()
      limit.abort()
    }
    const cancel = (): void =>
      finish(() => reject(new RuntimeError('RUNTIME_SERVICE_CANCELLED', `The understanding service "${name}" is not waited for any more.`)))
    const stopTimer = clock.after(deadlineMs, () =>
      finish(() => reject(new RuntimeError('RUNTIME_SERVICE_TIMEOUT', `The understanding service "${name}" did not answer within ${deadlineMs} ms.`))),
    )
    signal.addEventListener('abort', cancel)
    if (signal.aborted) return cancel()
    work(limit.signal).then(
      (result) => finish(() => resolve(result)),
      (error: unknown) => finish(() => reject(error instanceof Error ? error : new Error(String(error)))),
    )
  })
}

export function guardUnderstander(inner: Understander, guard: Guard, clock: Clock): GuardedUnderstander {
  const breaker = new Breaker(clock, guard)
  const { name } = inner
  return {
    name,
    sureFrom: guard.sureFrom,
    async ask(alternatives, expectation, context, asked, signal) {
      if (asked >= guard.mostTurns)
        throw new RuntimeError('RUNTIME_SERVICE_TURN_LIMIT', `The call has asked the understanding service "${name}" ${asked} times, which is the most.`)
      breaker.enter(name)
      try {
        const meaning = await within(async (limit) => inner.understand(alternatives, expectation, context, limit), name, guard.deadlineMs, clock, signal)
        breaker.succeeded()
        return meaning
      } catch (error) {
        breaker.failed(error instanceof RuntimeError ? error.code : 'RUNTIME_INTERNAL')
        throw error
      }
    },
    close: () => inner.close?.(),
  }
}
