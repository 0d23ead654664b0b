import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Dialect, MediaConnection } from '../dialect/call-audio.js'
import { MediaError } from '../errors.js'

const maxTokenChars = 200

export interface BasicCredentials {
  readonly user: string
  readonly password: string
}

/** A connection that asks for media, as its request says. */
export interface MediaRequest {
  readonly dialect: Dialect
  /** Absent: it comes in the first messages. */
  readonly token?: string
}

/** A connection that may come in; exactly one of both is called. */
export interface Admission {
  accept(connection: MediaConnection): void
  /** It left before it was in. */
  abandon(): void
}

/**
 * Asks for the call or leg of a token.
 * @throws MediaError the reason, which the client is told
 */
export type Admit = (token: string) => Promise<Admission>

const equal = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** Browsers say on whose behalf they ask, and a page of anybody may ask them to: switches say nothing (RFC 6455 section 10.2). */
const checkOrigin = ({ headers: { origin } }: IncomingMessage, webOrigins: readonly string[]): void => {
  if (origin === undefined || webOrigins.includes(origin)) return
  throw new MediaError(
    'MEDIA_ORIGIN_REFUSED',
    `A page of ${origin.slice(0, 100)} asked for a media connection: only the web app may, so name its address in the settings of the bridge.`,
  )
}

const checkCredentials = (request: IncomingMessage, { user, password }: BasicCredentials): void => {
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  if (equal(request.headers.authorization ?? '', expected)) return
  throw new MediaError(
    'MEDIA_CREDENTIALS_REFUSED',
    'The media connection came with wrong credentials: give the switch the user and password of the bridge.',
  )
}

/** Of the request's path; one that cannot be read leads nowhere. */
export const readUrl = ({ url = '/' }: IncomingMessage): URL => new URL(URL.canParse(url, 'http://bridge') ? url : '/', 'http://bridge')

/** What ws would refuse later, when the runtime has given the call away already (RFC 6455 section 4.2.1). */
const isWebSocket = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' &&
  headers.upgrade?.toLowerCase() === 'websocket' &&
  /^(8|13)$/.test(headers['sec-websocket-version'] ?? '') &&
  /^[+/0-9A-Za-z]{22}==$/.test(headers['sec-websocket-key'] ?? '') &&
  /^[\w!#$%&'*+.^`|~, -]*$/.test(headers['sec-websocket-protocol'] ?? '')

/** Who may ask for media. */
export interface MediaAccess {
  readonly dialects: readonly Dialect[]
  /** Of switches: no browser sends them with a WebSocket, its token and its origin are asked for instead. */
  readonly credentials: BasicCredentials | undefined
  /** Of the pages that may connect, such as `https://bot.example`. */
  readonly webOrigins: readonly string[]
}

/**
 * Reads what an upgrade request asks for.
 * @throws MediaError MEDIA_PATH_UNKNOWN, MEDIA_ORIGIN_REFUSED, MEDIA_HANDSHAKE_INVALID, MEDIA_CREDENTIALS_REFUSED, MEDIA_TOKEN_MISSING, MEDIA_TOKEN_REFUSED
 */
export const readMediaRequest = (
  request: IncomingMessage,
  { dialects, credentials, webOrigins }: MediaAccess,
): MediaRequest => {
  const url = readUrl(request)
  const dialect = dialects.find(({ path }) => path === url.pathname)
  if (dialect === undefined)
    throw new MediaError(
      'MEDIA_PATH_UNKNOWN',
      `No media is served at ${url.pathname.slice(0, 100)}: use ${dialects.map(({ path }) => path).join(', ')}.`,
    )
  checkOrigin(request, webOrigins)
  if (!isWebSocket(request))
    throw new MediaError(
      'MEDIA_HANDSHAKE_INVALID',
      'The request is no WebSocket handshake of version 13: check what the switch sends through its proxy.',
    )
  if (credentials !== undefined && dialect.sendsCredentials && request.headers.origin === undefined) checkCredentials(request, credentials)
  const token = url.searchParams.get('token') ?? ''
  if (token !== '') return { dialect, token: checkToken(token) }
  if (dialect.tokenOf !== undefined) return { dialect }
  throw new MediaError(
    'MEDIA_TOKEN_MISSING',
    'The media connection came without a token: connect to the mediaUrl that POST /v1/calls gave.',
  )
}

/** @throws MediaError MEDIA_TOKEN_REFUSED it is longer than any of ours */
export const checkToken = (token: string): string => {
  if (token.length <= maxTokenChars) return token
  throw new MediaError(
    'MEDIA_TOKEN_REFUSED',
    'The token of the media connection is none of ours: connect to the mediaUrl that POST /v1/calls gave.',
  )
}
