import type { HttpRequestEffect, VariableValue } from '@callchart/flow'
import type { Clock } from '../clock.js'
import type { RequestOutcome, RequestSettings } from './request/outcome.js'
import { sendRequest } from './request/send-request.js'

/** Where whoever takes callers over wants to be told of them. */
export interface HandoverSettings {
  readonly url: string
  /** Name of the secret that is sent as a bearer token. */
  readonly secret?: string
}

/** `refused`: the receiver does not want it; `unreachable`: it was tried for a minute. */
export type PushOutcome = 'sent' | 'refused' | 'unreachable' | 'cancelled'

/** Tells the receiver what is handed over; the key is the same in every try. Never rejects. */
export type PushHandover = (body: VariableValue, key: string, signal: AbortSignal) => Promise<PushOutcome>

/** One try. With the pauses between, all of them end within 60 s. */
const timeoutMs = 5_000
const pausesMs = [1_000, 3_000, 9_000, 20_000]

/** The receiver de-duplicates by the key, so a try of which nobody knows the outcome is repeated. */
export const createHandoverPush =
  ({ url, secret }: HandoverSettings, { secrets, clock }: { readonly secrets: RequestSettings['secrets']; readonly clock: Clock }): PushHandover =>
  async (body, key, signal) => {
    const settings: RequestSettings = { endpoints: {}, secrets, allowedHosts: [new URL(url).host], clock }
    const request: HttpRequestEffect = {
      type: 'request.send',
      requestId: 'handover',
      method: 'POST',
      url,
      headers: {},
      body,
      auth: secret === undefined ? { type: 'none' } : { type: 'bearer', secret },
      timeoutMs,
      retryCount: 0,
      idempotent: true,
    }
    for (let tried = 0; ; tried += 1) {
      const outcome = pushed(await sendRequest(request, key, settings, signal))
      const pauseMs = pausesMs[tried]
      if (outcome !== 'unreachable' || pauseMs === undefined) return outcome
      await new Promise<void>((resolve) => {
        const stop = clock.after(pauseMs, resolve)
        signal.addEventListener('abort', () => (stop(), resolve()), { once: true })
      })
      if (signal.aborted) return 'cancelled'
    }
  }

const passing: ReadonlySet<number> = new Set([408, 425, 429])

function pushed(outcome: RequestOutcome): PushOutcome {
  if (outcome.type === 'outcome-unknown') return 'unreachable'
  // What the receiver answers is its own affair.
  if (outcome.type === 'succeeded' || outcome.cause === 'RUNTIME_RESPONSE_INVALID' || outcome.cause === 'RUNTIME_RESPONSE_TOO_LARGE') return 'sent'
  if (outcome.cause === 'RUNTIME_REQUEST_CANCELLED') return 'cancelled'
  const { status, cause } = outcome
  if (status !== undefined) return status >= 500 || passing.has(status) ? 'unreachable' : 'refused'
  return cause === 'RUNTIME_REQUEST_TIMEOUT' || cause === 'RUNTIME_REQUEST_UNREACHABLE' ? 'unreachable' : 'refused'
}
