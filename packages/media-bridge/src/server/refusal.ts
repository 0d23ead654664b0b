import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { ErrorCode } from '@callchart/protocol'
import type { TimeSource } from '../clock/ticker.js'
import { MediaError } from '../errors.js'

/** For the client to take the answer: anybody may ask, and a connection is not to be had for nothing. */
const takenWithinMs = 2_000

/** A switch tries elsewhere on 5xx and gives up on 4xx. */
const statuses: Partial<Record<ErrorCode, number>> = {
  MEDIA_PATH_UNKNOWN: 404,
  MEDIA_HANDSHAKE_INVALID: 400,
  MEDIA_TOKEN_MISSING: 401,
  MEDIA_TOKEN_REFUSED: 401,
  MEDIA_ORIGIN_REFUSED: 403,
  MEDIA_CREDENTIALS_REFUSED: 401,
  MEDIA_ALREADY_CONNECTED: 409,
}

/** What a client is told of whatever kept it out. */
export const asRefusal = (error: unknown): MediaError =>
  error instanceof MediaError
    ? error
    : new MediaError('MEDIA_RUNTIME_UNAVAILABLE', 'The media connection could not be set up: try again.', { cause: error, retryable: true })

/** Answers an upgrade request with a problem (RFC 9457) instead of a WebSocket, and ends its connection whether the client does or not. */
export const refuseUpgrade = (socket: Duplex, error: MediaError, time: TimeSource): void => {
  if (socket.destroyed) return
  const status = statuses[error.code] ?? 503
  const body = JSON.stringify({ type: 'about:blank', title: error.meaning, status, code: error.code, detail: error.message })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(error.code === 'MEDIA_CREDENTIALS_REFUSED' ? ['WWW-Authenticate: Basic realm="media"'] : []),
  ]
  const cancelDeadline = time.after(takenWithinMs, () => socket.destroy())
  socket.once('finish', () => socket.destroy()).once('close', cancelDeadline)
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
