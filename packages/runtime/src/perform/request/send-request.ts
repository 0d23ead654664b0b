import type { HttpRequestEffect } from '@callchart/flow'
import { systemClock, type Clock } from '../../clock.js'
import { attemptRequest, cancelled, type AttemptOptions, type AttemptOutcome } from './attempt.js'
import { composeContent } from './headers.js'
import { isFailure, type RequestOutcome, type RequestSettings } from './outcome.js'
import { findTarget } from './target.js'

/** The receiver is busy or not there for the moment. */
const passingStatuses = new Set([408, 425, 429, 500, 502, 503, 504])
const firstPauseMs = 200
const longestPauseMs = 2_000

/** Resolves after the pause, or at once when the flow cancels. */
function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      stop()
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const stop = clock.after(ms, finish)
    signal.addEventListener('abort', finish)
  })
}

/** A POST whose answer was lost may have been acted on: it is sent again only to a receiver that de-duplicates by its key. */
const maySendAgain = ({ method, idempotent }: HttpRequestEffect): boolean => method === 'GET' || idempotent

function isPassing(attempt: AttemptOutcome): boolean {
  if (attempt.type === 'unanswered')
    return attempt.failure.cause === 'RUNTIME_REQUEST_TIMEOUT' || attempt.failure.cause === 'RUNTIME_REQUEST_UNREACHABLE'
  return attempt.outcome.type === 'failed' && passingStatuses.has(attempt.outcome.status ?? 0)
}

function shouldRetry(effect: HttpRequestEffect, attempt: AttemptOutcome): boolean {
  const neverArrived = attempt.type === 'unanswered' && !attempt.sent
  return isPassing(attempt) && (neverArrived || maySendAgain(effect))
}

/** `unsettled`: an attempt was sent and never answered, so an answer-less end proves nothing. */
function outcomeOf(effect: HttpRequestEffect, attempt: AttemptOutcome, unsettled: boolean): RequestOutcome {
  if (attempt.type === 'answered') return attempt.outcome
  const { failure } = attempt
  return unsettled && effect.method !== 'GET' ? { type: 'outcome-unknown', detail: failure.detail } : failure
}

/**
 * Performs a flow's HTTP request with all its attempts; never rejects.
 * @param key (call, step, index) of the effect: sent as `Idempotency-Key`, the same in every attempt
 */
export async function sendRequest(
  effect: HttpRequestEffect,
  key: string,
  settings: RequestSettings,
  signal: AbortSignal = new AbortController().signal,
): Promise<RequestOutcome> {
  const target = findTarget(effect.url, settings)
  if (isFailure(target)) return target
  const content = composeContent(effect, key, settings)
  if (isFailure(content)) return content
  const clock = settings.clock ?? systemClock
  const options: AttemptOptions = { method: effect.method, timeoutMs: effect.timeoutMs, clock, signal }
  let unsettled = false
  for (let retry = 0; ; retry += 1) {
    if (signal.aborted) return outcomeOf(effect, { type: 'unanswered', sent: false, failure: cancelled() }, unsettled)
    const attempt = await attemptRequest(target, content, options)
    unsettled ||= attempt.type === 'unanswered' && attempt.sent
    if (retry >= effect.retryCount || !shouldRetry(effect, attempt)) return outcomeOf(effect, attempt, unsettled)
    await pause(clock, Math.min(firstPauseMs * 2 ** retry, longestPauseMs), signal)
  }
}
