import { once } from 'node:events'
import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { text } from 'node:stream/consumers'

/**
 * Posts JSON on a connection of its own: one that was kept may be closed by the other side at this very moment, and a post that
 * may have arrived must not be sent again.
 */
export async function postOnFreshConnection(url: URL, body: unknown, withinMs: number): Promise<{ readonly status: number; readonly text: string }> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp
  const request = send(url, {
    method: 'POST',
    agent: false,
    signal: AbortSignal.timeout(withinMs),
    headers: { 'content-type': 'application/json' },
  })
  const answered = once(request, 'response')
  request.end(JSON.stringify(body))
  const [response] = (await answered) as [IncomingMessage]
  return { status: response.statusCode ?? 0, text: await text(response) }
}
