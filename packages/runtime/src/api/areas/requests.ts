import type { HttpRequestEffect } from '@callchart/flow'
import { triedRequestSchema, tryRequestSchema, type TriedRequest } from '@callchart/protocol'
import { randomUUID } from 'node:crypto'
import type { Clock } from '../../clock.js'
import type { RequestOutcome } from '../../perform/request/outcome.js'
import type { AnswersOf, Asked, Route } from '../route.js'

export const requestRoutes = {
  tryRequest: {
    method: 'post',
    path: '/v1/requests/try',
    summary: 'Sends a request of a flow once, to see what is answered',
    body: tryRequestSchema,
    bodyBytes: 1_000_000,
    isCostly: true,
    status: 200,
    answer: triedRequestSchema,
    problems: [400, 413, 415, 429],
  },
} as const satisfies Record<string, Route>

export interface RequestAnswerParts {
  readonly clock: Clock
  /** The very way in which calls send their requests: endpoints, secrets and private addresses as there. */
  sendOnce(effect: HttpRequestEffect, key: string, signal: AbortSignal): Promise<RequestOutcome>
}

export const answerRequests = (parts: RequestAnswerParts): AnswersOf<typeof requestRoutes> => ({
  async tryRequest({ body }, response) {
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    const from = parts.clock.now()
    const outcome = await parts.sendOnce(effectOf(body), `try-${randomUUID()}`, gone.signal)
    return triedOf(outcome, Math.round(parts.clock.now() - from))
  },
})

const effectOf = ({ method, url, headers, body, auth, timeoutMs }: Asked<(typeof requestRoutes)['tryRequest']>['body']): HttpRequestEffect => ({
  type: 'request.send',
  requestId: 'try',
  method,
  url,
  headers,
  ...(body !== undefined && { body }),
  auth,
  timeoutMs,
  retryCount: 0,
  idempotent: false,
})

function triedOf(outcome: RequestOutcome, tookMs: number): TriedRequest {
  switch (outcome.type) {
    case 'succeeded':
      return { type: 'succeeded', status: outcome.status, body: outcome.body as Extract<TriedRequest, { type: 'succeeded' }>['body'], tookMs }
    case 'failed': {
      const { cause, detail, status } = outcome
      return { type: 'failed', cause, detail, ...(status !== undefined && { status }), tookMs }
    }
    case 'outcome-unknown':
      return { type: 'outcome-unknown', detail: outcome.detail, tookMs }
  }
}
