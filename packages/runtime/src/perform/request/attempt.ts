import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Clock } from '../../clock.js'
import { PrivateAddressError } from './address.js'
import type { RequestContent } from './headers.js'
import { failed, type RequestFailure, type RequestOutcome } from './outcome.js'
import { readResponse } from './response.js'
import { addressRefused, type RequestTarget } from './target.js'

/** One attempt: an answer, or none and whether the receiver may have seen the request. */
export type AttemptOutcome =
  | { readonly type: 'answered'; readonly outcome: RequestOutcome }
  | { readonly type: 'unanswered'; readonly sent: boolean; readonly failure: RequestFailure }

export interface AttemptOptions {
  readonly method: string
  readonly timeoutMs: number
  readonly clock: Clock
  readonly signal: AbortSignal
}

export const cancelled = (): RequestFailure => failed('RUNTIME_REQUEST_CANCELLED', 'The flow went on without the answer.')

function failureOf(error: unknown, host: string): RequestFailure {
  if (error instanceof PrivateAddressError) return addressRefused(host)
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no answer'
  return failed('RUNTIME_REQUEST_UNREACHABLE', `${host} cannot be reached (${code}): check the address and that the service runs.`)
}

function answerOf(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve)
    request.on('error', reject)
  })
}

interface Limit {
  /** Why we ended the request ourselves; the error that this raises says less. */
  readonly reached: () => RequestFailure | undefined
  release(): void
}

/** Ends the request at its deadline or when the flow cancels it. */
function limit(request: ClientRequest, { timeoutMs, clock, signal }: AttemptOptions): Limit {
  let failure: RequestFailure | undefined
  const end = (why: RequestFailure): void => {
    failure ??= why
    request.destroy(new Error(why.detail))
  }
  const cancel = (): void => end(cancelled())
  const stopTimer = clock.after(timeoutMs, () => end(failed('RUNTIME_REQUEST_TIMEOUT', `No whole answer came within ${timeoutMs} ms.`)))
  signal.addEventListener('abort', cancel)
  return {
    reached: () => failure,
    release: () => {
      stopTimer()
      signal.removeEventListener('abort', cancel)
    },
  }
}

/** A connection of its own: a kept one may close just as we write, and nobody could tell whether the request arrived. */
export async function attemptRequest(target: RequestTarget, content: RequestContent, options: AttemptOptions): Promise<AttemptOutcome> {
  const { url, lookup } = target
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  const request = send(url, { method: options.method, headers: content.headers, lookup, agent: false })
  let sent = false
  request.once('socket', (socket) => {
    // Before that the connection, or its encryption, does not stand: nothing has left.
    socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => (sent = true))
  })
  const limits = limit(request, options)
  try {
    const answer = answerOf(request)
    request.end(content.body)
    return { type: 'answered', outcome: await readResponse(await answer) }
  } catch (error) {
    return { type: 'unanswered', sent, failure: limits.reached() ?? failureOf(error, url.host) }
  } finally {
    limits.release()
    request.destroy()
  }
}
