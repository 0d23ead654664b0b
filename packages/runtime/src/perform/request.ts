import type { HttpRequestEffect } from '@callchart/flow'
import type { NewEvent } from '../call/entries.js'
import type { OpenRequest } from '../call/state.js'
import type { CallHands } from './hands.js'

export type RequestAnswer = Extract<NewEvent, { type: 'request.succeeded' | 'request.failed' | 'request.outcome-unknown' }>

/** Sends the request with all its attempts; resolves with what came of it, and never rejects. */
export type SendRequest = (effect: HttpRequestEffect, key: string, signal: AbortSignal) => Promise<RequestAnswer>

export interface Requests {
  /** The effect is journaled as dispatched by now. */
  start(open: OpenRequest): void
  cancel(requestId: string): void
  /** Requests in flight when an earlier runtime died. Gives those that it had not dispatched yet. */
  rearm(): OpenRequest[]
  abortAll(): void
}

/** A repetition harms nobody: the method is safe (RFC 9110, 9.2.1), or the receiver knows the key. */
const mayBeRepeated = (effect: HttpRequestEffect): boolean => effect.idempotent || effect.method === 'GET'

export function createRequests({ state, report, log }: CallHands, send: SendRequest, outcomes: (outcome: string) => void): Requests {
  const running = new Map<string, AbortController>()
  const start = ({ effect, step, index }: OpenRequest): void => {
    const abort = new AbortController()
    running.set(effect.requestId, abort)
    const key = `${state.origin.callId}/${step}/${index}`
    const settle = (answer: RequestAnswer): void => {
      if (running.get(effect.requestId) !== abort) return
      running.delete(effect.requestId)
      outcomes(answer.type.slice('request.'.length))
      report(answer)
    }
    send(effect, key, abort.signal).then(settle, (error: unknown) => {
      log.error({ err: error, key }, 'request failed unexpectedly')
      settle({ type: 'request.failed', requestId: effect.requestId, cause: 'internal' })
    })
  }
  const cancel = (requestId: string): void => {
    const abort = running.get(requestId)
    running.delete(requestId)
    abort?.abort()
  }
  return {
    start,
    cancel,
    rearm() {
      const open = [...state.requests.values()]
      for (const request of open.filter((each) => each.dispatched)) {
        if (mayBeRepeated(request.effect)) start(request)
        else report({ type: 'request.outcome-unknown', requestId: request.effect.requestId })
      }
      return open.filter((each) => !each.dispatched)
    },
    abortAll: () => [...running.keys()].forEach(cancel),
  }
}
