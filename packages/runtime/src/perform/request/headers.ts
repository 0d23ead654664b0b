import type { HttpRequestEffect } from '@callchart/flow'
import { failed, type RequestFailure, type RequestSettings } from './outcome.js'

/** Framing and routing belong to us: a flow that set them could make the receiver see another request (RFC 9112 §11). */
const reserved = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

// RFC 9110 §5.6.2 token, §5.5 field-content without obs-text.
const namePattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const valuePattern = /^[\t\x20-\x7e]*$/

export type RequestHeaders = Record<string, string>

export interface RequestContent {
  readonly headers: RequestHeaders
  readonly body: string | undefined
}

const invalid = (name: string, why: string): RequestFailure => failed('RUNTIME_REQUEST_INVALID', `Header "${name}" ${why}.`)

function badHeader(given: Readonly<Record<string, string>>): RequestFailure | undefined {
  for (const [name, value] of Object.entries(given)) {
    if (!namePattern.test(name)) return failed('RUNTIME_REQUEST_INVALID', 'A header of the request has no valid name.')
    if (reserved.has(name.toLowerCase())) return invalid(name, 'is set by the runtime: remove it from the flow')
    if (!valuePattern.test(value)) return invalid(name, 'holds a line break, a control character or a letter outside ASCII')
  }
  return undefined
}

const lowerCased = (given: Readonly<Record<string, string>>): RequestHeaders =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]))

function authorization({ auth }: HttpRequestEffect, secrets: Readonly<Record<string, string>>): string | undefined | RequestFailure {
  if (auth.type === 'none') return undefined
  const secret = Object.hasOwn(secrets, auth.secret) ? secrets[auth.secret] : undefined
  if (secret === undefined)
    return failed('RUNTIME_SECRET_MISSING', `No secret "${auth.secret}" is set: add it to the settings, or correct the flow.`)
  if (auth.type === 'basic') return `Basic ${Buffer.from(`${auth.user}:${secret}`).toString('base64')}`
  return valuePattern.test(secret)
    ? `Bearer ${secret}`
    : failed('RUNTIME_SECRET_MISSING', `Secret "${auth.secret}" cannot stand in a header.`)
}

function bodyText({ method, body }: HttpRequestEffect): { text: string; type: string } | undefined {
  if (body === undefined || method === 'GET') return undefined
  return typeof body === 'string'
    ? { text: body, type: 'text/plain; charset=utf-8' }
    : { text: JSON.stringify(body), type: 'application/json' }
}

/** Headers and body of every attempt: the same bytes each time. */
export function composeContent(effect: HttpRequestEffect, key: string, settings: RequestSettings): RequestContent | RequestFailure {
  const bad = badHeader({ ...effect.headers, 'idempotency-key': key })
  if (bad !== undefined) return bad
  const credentials = authorization(effect, settings.secrets)
  if (typeof credentials === 'object') return credentials
  const body = bodyText(effect)
  const traceparent = settings.traceparentOf?.(effect.url, key)
  const headers: RequestHeaders = {
    accept: 'application/json, text/*;q=0.9',
    'user-agent': 'callchart',
    ...(body !== undefined && { 'content-type': body.type }),
    ...lowerCased(effect.headers),
    ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body.text)) }),
    ...(credentials !== undefined && { authorization: credentials }),
    ...(traceparent !== undefined && { traceparent }),
    'idempotency-key': key,
  }
  return { headers, body: body?.text }
}
