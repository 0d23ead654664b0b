import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Registry } from 'prom-client'
import { WebSocketServer, type WebSocket } from 'ws'
import { MediaError } from '../errors.js'
import type { AnswerPreview } from './preview.js'
import { readMediaRequest, readUrl, type MediaAccess, type MediaRequest } from './admission.js'
import { refuseUpgrade } from './refusal.js'
import { createTlsServer, type TlsFiles } from './tls.js'

/** A larger message ends the connection; what a dialect takes is smaller and is checked there. */
const maxPayloadBytes = 262_144
/** For the far side to answer a close. */
const closeTimeoutMs = 2_000

/** A connection that may come in; exactly one of both is called. */
export interface Admission {
  accept(socket: WebSocket): void
  /** It left before it was in. */
  abandon(): void
}

export interface MediaServerParts extends MediaAccess {
  readonly host: string
  /** 0 is any free one. */
  readonly port: number
  /** Absent: connections are not encrypted. */
  readonly tls: TlsFiles | undefined
  readonly registry: Registry
  readonly activeCalls: () => number
  readonly preview: AnswerPreview
  /**
   * Decides before the upgrade.
   * @throws MediaError the reason, which the client is told
   */
  readonly admit: (request: MediaRequest) => Promise<Admission>
  readonly refused: (error: MediaError) => void
  /** A renewed certificate cannot be used; the one before it stays. */
  readonly certificateFault: (error: MediaError) => void
}

export interface MediaServer {
  readonly port: number
  close(): Promise<void>
}

const answerJson = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const answer = async (request: IncomingMessage, response: ServerResponse, { registry, activeCalls, preview }: MediaServerParts): Promise<void> => {
  const { pathname } = readUrl(request)
  if (preview(request, response, pathname)) return
  if (pathname === '/healthz') answerJson(response, 200, { status: 'ok', calls: activeCalls() })
  else if (pathname === '/metrics') response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics())
  else
    answerJson(response, 404, {
      status: 404,
      code: 'MEDIA_PATH_UNKNOWN',
      detail: 'Media comes by WebSocket at /media; there are /healthz and /metrics beside it.',
    })
}

const listen = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE'
      reject(
        isTaken
          ? new MediaError(
              'MEDIA_PORT_IN_USE',
              `Port ${port} of ${host} is in use: end the other process or give the bridge another port.`,
              { cause: error },
            )
          : error,
      )
    })
    server.listen(port, host, () => {
      server.removeAllListeners('error')
      resolve()
    })
  })

/** @throws MediaError MEDIA_PORT_IN_USE, MEDIA_TLS_UNUSABLE */
export const startMediaServer = async (parts: MediaServerParts): Promise<MediaServer> => {
  const subprotocols = new Set(parts.dialects.flatMap((dialect) => dialect.subprotocols))
  const options = {
    noServer: true,
    maxPayload: maxPayloadBytes,
    perMessageDeflate: false,
    closeTimeout: closeTimeoutMs,
    handleProtocols: (offered: Set<string>): string | false => [...offered].find((name) => subprotocols.has(name)) ?? false,
  }
  const sockets = new WebSocketServer(options)
  const server = parts.tls === undefined ? createServer() : createTlsServer(parts.tls, parts.certificateFault)
  server.on('request', (request: IncomingMessage, response: ServerResponse) => void answer(request, response, parts))

  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    try {
      const admission = await parts.admit(readMediaRequest(request, parts))
      let isIn = false
      sockets.handleUpgrade(request, socket, head, (accepted) => {
        isIn = true
        admission.accept(accepted)
      })
      // ws calls back before it returns, or never: then the socket was gone.
      if (!isIn) admission.abandon()
    } catch (error) {
      const refusal =
        error instanceof MediaError
          ? error
          : new MediaError('MEDIA_RUNTIME_UNAVAILABLE', 'The media connection could not be set up: try again.', {
              cause: error,
              retryable: true,
            })
      parts.refused(refusal)
      refuseUpgrade(socket, refusal)
    }
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    void upgrade(request, socket, head)
  })
  await listen(server, parts.host, parts.port)

  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      sockets.close()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}
