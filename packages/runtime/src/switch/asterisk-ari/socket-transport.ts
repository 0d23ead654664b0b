import { readAs } from '@callchart/protocol'
import type { Logger } from 'pino'
import type { RawData, WebSocket } from 'ws'
import { z } from 'zod'
import type { CancelTimer, Clock } from '../../clock.js'
import { keepAlive } from '../../keep-alive.js'
import { OpenRequests, unavailable } from './open-requests.js'
import { queryOf, requestDeadlineMs, type AriAnswer, type AriListener, type AriRequest, type AriTransport } from './transport.js'

const responseSchema = z.looseObject({
  type: z.literal('RESTResponse'),
  request_id: z.string().max(64),
  status_code: z.number().int(),
  message_body: z.string().optional(),
})

/**
 * Asterisk 22.10.1 loses a request that comes together with our answer to its upgrade (1 of 2 connections that were broken and opened again at
 * once). It begins with an event of its own, `ApplicationRegistered`: that is waited for, or for so long.
 */
const quietMs = 500

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** JSON of a text frame; undefined: it is none. */
export const jsonOf = (data: RawData, isBinary: boolean): unknown => (isBinary ? undefined : parsed((data as Buffer).toString('utf8')))

/**
 * ARI on a WebSocket that Asterisk opens to us (`type=outbound_websocket` in ari.conf): events, and `RESTRequest` / `RESTResponse` on the same
 * socket. One connection: the newer one wins, for an Asterisk that was started again does not close the old one.
 * @see https://docs.asterisk.org/Configuration/Interfaces/Asterisk-REST-Interface-ARI/ARI-REST-over-WebSocket/
 */
export class SocketTransport implements AriTransport {
  private socket: WebSocket | undefined
  private hasBegun = false
  private cancelBegin: CancelTimer = () => undefined
  private readonly requests: OpenRequests

  constructor(
    private readonly listener: AriListener,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.requests = new OpenRequests(clock, requestDeadlineMs)
  }

  get isOpen(): boolean {
    return this.hasBegun
  }

  /** Takes a connection that has shown its credentials. */
  serve(socket: WebSocket): void {
    const older = this.socket
    this.lose('the switch opened a newer connection')
    older?.close(1000, 'a newer connection of the same switch')
    this.socket = socket
    this.cancelBegin = this.clock.after(quietMs, () => this.begin())
    keepAlive(socket, this.clock)
    socket.on('message', (data, isBinary) => this.socket === socket && this.received(jsonOf(data, isBinary)))
    socket.on('error', (error) => this.logger.warn({ err: error }, 'control connection of the switch failed'))
    socket.on('close', () => this.socket === socket && this.lose('its connection is closed'))
  }

  async request({ method, path, query, body }: AriRequest): Promise<AriAnswer> {
    const { socket } = this
    if (socket === undefined || !this.hasBegun) throw unavailable('it is not connected')
    return this.requests.open((requestId) =>
      socket.send(
        JSON.stringify({
          type: 'RESTRequest',
          transaction_id: requestId,
          request_id: requestId,
          method,
          uri: `${path}${queryOf(query)}`,
          ...(body !== undefined && { content_type: 'application/json', message_body: JSON.stringify(body) }),
        }),
      ),
    )
  }

  close(): void {
    const { socket } = this
    this.lose('we are ending')
    socket?.close(1001)
  }

  private begin(): void {
    if (this.hasBegun) return
    this.cancelBegin()
    this.hasBegun = true
    this.listener.opened()
  }

  private received(json: unknown): void {
    this.begin()
    if (json === undefined) return this.logger.warn('a message of the switch is no JSON text: it is left out')
    const response = readAs(responseSchema, json)
    if (!response.success) return this.listener.event(json)
    const { request_id: requestId, status_code: status, message_body: text } = response.data
    this.requests.settle(requestId, { status, body: text === undefined ? undefined : parsed(text) })
  }

  private lose(why: string): void {
    if (this.socket === undefined) return
    this.socket = undefined
    this.cancelBegin()
    this.requests.failAll(why)
    if (!this.hasBegun) return
    this.hasBegun = false
    this.listener.closed()
  }
}
