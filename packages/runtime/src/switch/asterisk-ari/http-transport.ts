import type { Logger } from 'pino'
import { WebSocket } from 'ws'
import type { CancelTimer, Clock } from '../../clock.js'
import { keepAlive } from '../../keep-alive.js'
import { unavailable } from './open-requests.js'
import { jsonOf } from './socket-transport.js'
import { longestMessageBytes, queryOf, requestDeadlineMs, type AriAnswer, type AriListener, type AriRequest, type AriTransport } from './transport.js'

export interface HttpAccess {
  /** Address of Asterisk's HTTP server, such as `http://127.0.0.1:8088`. */
  readonly url: string
  readonly user: string
  readonly password: string
  readonly app: string
}

const firstWaitMs = 500
/** An Asterisk that was started again sends its callers elsewhere until then. */
const longestWaitMs = 2_000

/** ARI as Asterisk serves it: events by a WebSocket that we open, requests by HTTP. For an Asterisk that cannot dial us. */
export class HttpTransport implements AriTransport {
  private socket: WebSocket | undefined
  private waitMs = firstWaitMs
  private isEnding = false
  private cancelRetry: CancelTimer = () => undefined
  private readonly authorization: string

  constructor(
    private readonly access: HttpAccess,
    private readonly listener: AriListener,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.authorization = `Basic ${Buffer.from(`${access.user}:${access.password}`).toString('base64')}`
    this.connect()
  }

  get isOpen(): boolean {
    return this.socket !== undefined
  }

  async request({ method, path, query, body }: AriRequest): Promise<AriAnswer> {
    if (!this.isOpen) throw unavailable('it is not connected')
    const giveUp = new AbortController()
    const cancelDeadline = this.clock.after(requestDeadlineMs, () => giveUp.abort())
    try {
      const response = await fetch(`${this.access.url}/ari/${path}${queryOf(query)}`, {
        method,
        headers: { authorization: this.authorization, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: giveUp.signal,
      })
      return { status: response.status, body: await readJson(response) }
    } catch (error) {
      throw unavailable(giveUp.signal.aborted ? `it did not answer within ${requestDeadlineMs} ms` : 'its HTTP server cannot be reached', error)
    } finally {
      cancelDeadline()
    }
  }

  close(): void {
    this.isEnding = true
    this.cancelRetry()
    this.socket?.close(1000)
  }

  private connect(): void {
    const { url, app } = this.access
    const address = `${url.replace(/^http/, 'ws')}/ari/events${queryOf({ app, subscribeAll: 'false' })}`
    const socket = new WebSocket(address, { headers: { authorization: this.authorization }, maxPayload: longestMessageBytes, handshakeTimeout: requestDeadlineMs })
    socket.on('open', () => {
      if (this.isEnding) return socket.close(1000)
      this.socket = socket
      this.waitMs = firstWaitMs
      keepAlive(socket, this.clock)
      this.listener.opened()
    })
    socket.on('message', (data, isBinary) => {
      const json = jsonOf(data, isBinary)
      if (json !== undefined) this.listener.event(json)
    })
    socket.on('error', (error) => this.logger.warn({ err: error }, 'control connection to the switch failed'))
    socket.on('close', () => this.lost())
  }

  private lost(): void {
    if (this.socket !== undefined) {
      this.socket = undefined
      this.listener.closed()
    }
    if (this.isEnding) return
    this.cancelRetry = this.clock.after(this.waitMs, () => this.connect())
    this.waitMs = Math.min(this.waitMs * 2, longestWaitMs)
  }
}

/** @throws Error the answer is larger than what is taken */
async function readJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    sizeBytes += chunk.length
    if (sizeBytes > longestMessageBytes) throw new Error(`the answer is larger than ${longestMessageBytes} bytes`)
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return undefined
  }
}
