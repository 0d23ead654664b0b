import type { VariableValue } from '@callchart/flow'
import type { IncomingMessage } from 'node:http'
import { failed, type RequestOutcome } from './outcome.js'

export const responseCapBytes = 256 * 1024

const jsonType = /^application\/(?:[\w.+-]+\+)?json\b/i

function parsedBody(text: string, contentType: string | undefined): { body: VariableValue } | undefined {
  if (text === '') return { body: null }
  if (!jsonType.test(contentType ?? '')) return { body: text }
  try {
    return { body: JSON.parse(text) as VariableValue }
  } catch {
    return undefined
  }
}

/** The whole body as text, or undefined when it is larger than the cap. Rejects when the connection breaks first. */
async function readCapped(response: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length
    if (sizeBytes > responseCapBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** What a whole answer means. Redirects are not followed: the address they name is not the flow's. */
export async function readResponse(response: IncomingMessage): Promise<RequestOutcome> {
  const status = response.statusCode ?? 0
  if (status >= 300 && status < 400)
    return failed('RUNTIME_REQUEST_REDIRECTED', 'The answer is a redirect, which is not followed: use its target as URL.', status)
  if (status >= 400) return failed('RUNTIME_REQUEST_STATUS', `The answer has status ${status}.`, status)
  const encoding = response.headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity')
    return failed('RUNTIME_RESPONSE_INVALID', `The answer is encoded as "${encoding}", which was not asked for.`, status)
  const text = await readCapped(response)
  if (text === undefined) return failed('RUNTIME_RESPONSE_TOO_LARGE', `The answer is larger than ${responseCapBytes} bytes.`, status)
  const parsed = parsedBody(text, response.headers['content-type'])
  return parsed === undefined
    ? failed('RUNTIME_RESPONSE_INVALID', 'The answer says that it is JSON, but it is not.', status)
    : { type: 'succeeded', status, ...parsed }
}
