import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Registry } from 'prom-client'
import { WebSocketServer, type WebSocket } from 'ws'
import type { TimeSource } from '../clock/ticker.js'
import { MediaError } from '../errors.js'
import type { AnswerPreview } from './preview.js'
import { readMediaRequest, readUrl, type Admit, type MediaAccess } from './admission.js'
import { connectionOver } from './connection.js'
import { LateTokens } from './late-tokens.js'
import { listen, requestTimeouts } from './listen.js'
import { asRefusal, refuseUpgrade } from './refusal.js'
import { createTlsServer, type TlsFiles } from './tls.js'

/** A larger message ends the connection; what a dialect takes is smaller and is checked there. */
const maxPayloadBytes = 262_144
/** For the far side to answer a close. */
const closeTimeoutMs = 2_000

export interface MediaServerParts extends MediaAccess {
  readonly host: string
  /** 0 is any free one. */
  readonly port: number
  /** Absent: connections are not encrypted. */
  readonly tls: TlsFiles | undefined
  readonly registry: Registry
  readonly activeCalls: () => number
  /** What is not `ok` keeps further calls away. */
  readonly readiness: () => Readonly<Record<string, string>>
  readonly preview: AnswerPreview
  readonly time: TimeSource
  /** Decides before the upgrade, where the token is in the address. */
  readonly admit: Admit
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

const answerReadiness = (response: ServerResponse, checks: Readonly<Record<string, string>>): void => {
  const isReady = Object.values(checks).every((check) => check === 'ok')
  answerJson(response, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not-ready', checks })
}

const answer = async (request: IncomingMessage, response: ServerResponse, parts: MediaServerParts): Promise<void> => {
  const { registry, activeCalls, preview } = parts
  const { pathname } = readUrl(request)
  if (preview(request, response, pathname)) return
  if (pathname === '/healthz') answerJson(response, 200, { status: 'ok', calls: activeCalls() })
  else if (pathname === '/readyz') answerReadiness(response, parts.readiness())
  else if (pathname === '/metrics') response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics())
  else
    answerJson(response, 404, {
      status: 404,
      code: 'MEDIA_PATH_UNKNOWN',
      detail: 'Media comes by WebSocket at /media; there are /healthz, /readyz and /metrics beside it.',
    })
}

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
  const server = parts.tls === undefined ? createServer(requestTimeouts) : createTlsServer(parts.tls, parts.certificateFault)
  server.on('request', (request: IncomingMessage, response: ServerResponse) => void answer(request, response, parts))

  const lateTokens = new LateTokens(parts)
  /** @returns false: the socket was gone. ws calls back before it returns, or never. */
  const complete = (request: IncomingMessage, socket: Duplex, head: Buffer, accepted: (socket: WebSocket) => void): boolean => {
    let isIn = false
    sockets.handleUpgrade(request, socket, head, (opened) => {
      isIn = true
      accepted(opened)
    })
    return isIn
  }

  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    try {
      const { dialect, token } = readMediaRequest(request, parts)
      if (token === undefined) {
        lateTokens.checkRoom()
        complete(request, socket, head, (opened) => lateTokens.await(opened, dialect))
        return
      }
      const admission = await parts.admit(token)
      if (!complete(request, socket, head, (opened) => admission.accept(connectionOver(opened, dialect)))) admission.abandon()
    } catch (error) {
      const refusal = asRefusal(error)
      parts.refused(refusal)
      refuseUpgrade(socket, refusal, parts.time)
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
      lateTokens.close()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}
