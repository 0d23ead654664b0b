import { STATUS_CODES, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { readAs, seatCommandSchema, type SeatCommand, type SeatEvent } from '@callchart/protocol'
import type { Logger } from 'pino'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import { z } from 'zod'
import type { Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'
import { keepAlive } from '../keep-alive.js'
import { hashToken } from '../store/tokens.js'
import type { QueueBoard } from './board.js'
import type { QueueRows, SeatedAgent } from './queue-rows.js'

export const seatPath = '/v1/seats'
const longestMessageBytes = 16_384

export interface SeatSocketParts {
  readonly board: QueueBoard
  readonly rows: Pick<QueueRows, 'redeemSeat'>
  readonly clock: Clock
  readonly logger: Logger
}

export interface SeatSockets {
  /** Of the HTTP server's `upgrade`. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>
  close(): void
}

/** Control connections of human seats: JSON text frames, opened with a one-use token. */
export function createSeatSockets({ board, rows, clock, logger }: SeatSocketParts): SeatSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: longestMessageBytes })

  function open(socket: WebSocket, agent: SeatedAgent): void {
    const link = { send: (event: SeatEvent) => socket.send(JSON.stringify(event)), close: () => socket.close(1000) }
    keepAlive(socket, clock)
    socket.on('message', (data, binary) => {
      const command = readCommand(data, binary)
      if (command instanceof RuntimeError) link.send({ type: 'error', code: command.code, message: command.message })
      else board.command(agent.agentId, command)
    })
    socket.on('error', (error) => logger.warn({ agentId: agent.agentId, err: error }, 'seat connection failed'))
    socket.on('close', () => board.seatClosed(agent.agentId))
    board.seat(agent, link).catch((error: unknown) => {
      logger.error({ agentId: agent.agentId, err: error }, 'agent not seated')
      socket.close(1011)
    })
  }

  return {
    async upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy())
      const url = urlOf(request)
      if (url?.pathname !== seatPath) return refuseUpgrade(socket, 404, 'RUNTIME_ROUTE_UNKNOWN', 'No WebSocket is served at this path.')
      const agent = await rows.redeemSeat(hashToken(url.searchParams.get('token') ?? ''), clock.now()).catch((error: unknown) => {
        logger.error({ err: error }, 'seat token not checked')
        return 'unchecked' as const
      })
      if (agent === 'unchecked') return refuseUpgrade(socket, 503, 'RUNTIME_STORE_UNAVAILABLE', 'The token cannot be checked now: try again.')
      if (agent === undefined)
        return refuseUpgrade(socket, 401, 'RUNTIME_TOKEN_REFUSED', 'The token is unknown, used or expired: ask for a fresh one.')
      server.handleUpgrade(request, socket, head, (webSocket) => open(webSocket, agent))
    },
    close() {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}

function urlOf(request: IncomingMessage): URL | undefined {
  try {
    return new URL(request.url ?? '/', 'ws://seat')
  } catch {
    return undefined
  }
}

/** Answers an upgrade that is not taken, and closes the line whether the client does or not. */
export function refuseUpgrade(socket: Duplex, status: number, code: string, detail: string): void {
  const title = STATUS_CODES[status] ?? 'Error'
  const body = JSON.stringify({ type: 'about:blank', title, status, detail, code })
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.once('finish', () => socket.destroy())
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function readCommand(data: RawData, binary: boolean): SeatCommand | RuntimeError {
  const invalid = (why: string) => new RuntimeError('RUNTIME_SEAT_MESSAGE_INVALID', `The message is not taken: ${why}.`)
  if (binary) return invalid('seats speak JSON in text frames')
  let json: unknown
  try {
    json = JSON.parse((data as Buffer).toString('utf8'))
  } catch {
    return invalid('it is not JSON')
  }
  const parsed = readAs(seatCommandSchema, json)
  return parsed.success ? parsed.data : invalid(z.prettifyError(parsed.error))
}
