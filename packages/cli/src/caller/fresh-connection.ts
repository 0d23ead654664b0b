import { once } from 'node:events'
import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { text } from 'node:stream/consumers'

/**
 * Asks on a connection of its own: one that was kept may be closed by the other side at this very moment, and what may have arrived must not
 * be sent again. @param body sent as JSON; absent: nothing is sent
 */
export async function askOnFreshConnection(method: string, url: URL, body: unknown, withinMs: number): Promise<{ readonly status: number; readonly text: string }> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp
  const json = body === undefined ? undefined : JSON.stringify(body)
  const headers = json === undefined ? {} : { 'content-type': 'application/json' }
  const request = send(url, { method, agent: false, signal: AbortSignal.timeout(withinMs), headers })
  const answered = once(request, 'response')
  request.end(json)
  const [response] = (await answered) as [IncomingMessage]
  return { status: response.statusCode ?? 0, text: await text(response) }
}
