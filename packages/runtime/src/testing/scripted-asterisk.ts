import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import { Inbox } from './inbox.js'

export interface AsteriskAsked {
  readonly method: string
  /** Without its query, decoded: `channels/ast-1/answer`. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>>
}

/** `silence`: it is never answered. */
export type AsteriskAnswer = { readonly status: number; readonly body?: unknown } | 'silence'

type Rule = { readonly fits: (asked: AsteriskAsked) => boolean; readonly answer: AsteriskAnswer }

/** The ARI side of an Asterisk, which does nothing by itself but say yes: a test says what it tells, and what it refuses. */
export class ScriptedAsterisk {
  /** Each request that was not taken by `next`. */
  private readonly inbox = new Inbox<AsteriskAsked>()
  private readonly rules: Rule[] = []
  private socket: WebSocket | undefined
  private http: Server | undefined
  readonly heard: AsteriskAsked[] = []
  /** As `GET /channels` and `GET /bridges` have them. */
  channels: readonly unknown[] = []
  bridges: readonly unknown[] = []

  /** It opens its control connection to us. */
  async dials(url: string, credentials = 'asterisk:dial-secret', protocols = ['ari']): Promise<void> {
    const socket = new WebSocket(url, protocols, { headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` } })
    socket.on('message', (data: Buffer) => this.received(socket, data.toString()))
    await new Promise<void>((resolve, reject) => {
      socket.on('open', () => resolve())
      socket.on('unexpected-response', (_, response) => reject(new Error(`refused with ${response.statusCode}`)))
      socket.on('error', reject)
    })
    this.socket = socket
    this.tells({ type: 'ApplicationRegistered', application: 'callchart' })
  }

  /** It serves ARI itself. @returns the address of its HTTP server */
  async serves(): Promise<string> {
    const http = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const answer = this.take(request.method ?? '', (request.url ?? '').replace(/^\/ari\//, ''), text)
        if (answer === 'silence') return
        response.writeHead(answer.status, { 'content-type': 'application/json' })
        response.end(answer.body === undefined ? '' : JSON.stringify(answer.body))
      })
    })
    const server = new WebSocketServer({ server: http })
    server.on('connection', (socket) => (this.socket = socket))
    this.http = http
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  }

  /** The connection is there, and what is asked when it begins was answered. */
  async isFollowed(): Promise<void> {
    await this.next('GET', /^bridges$/)
  }

  async next(method: string, path: RegExp): Promise<AsteriskAsked> {
    return this.inbox.take((asked) => asked.method === method && path.test(asked.path))
  }

  /** Answers the requests that fit, the newest rule first. */
  answers(method: string, path: RegExp, answer: AsteriskAnswer): void {
    this.rules.unshift({ fits: (asked) => asked.method === method && path.test(asked.path), answer })
  }

  tells(event: object | string | Buffer): void {
    this.socket?.send(typeof event === 'string' || Buffer.isBuffer(event) ? event : JSON.stringify(event))
  }

  breaks(): void {
    this.socket?.terminate()
  }

  async isClosed(): Promise<void> {
    const { socket } = this
    if (socket !== undefined && socket.readyState !== socket.CLOSED) await new Promise((resolve) => socket.once('close', resolve))
  }

  close(): void {
    this.breaks()
    this.http?.closeAllConnections()
    this.http?.close()
  }

  private received(socket: WebSocket, text: string): void {
    const { request_id, method, uri, message_body } = JSON.parse(text) as { request_id: string; method: string; uri: string; message_body?: string }
    const answer = this.take(method, uri, message_body ?? '')
    if (answer === 'silence') return
    socket.send(
      JSON.stringify({
        type: 'RESTResponse',
        request_id,
        status_code: answer.status,
        ...(answer.body !== undefined && { content_type: 'application/json', message_body: JSON.stringify(answer.body) }),
      }),
    )
  }

  private take(method: string, uri: string, text: string): AsteriskAnswer {
    const url = new URL(uri, 'http://asterisk/')
    const asked: AsteriskAsked = {
      method,
      path: decodeURIComponent(url.pathname.slice(1)),
      query: Object.fromEntries(url.searchParams),
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    }
    this.heard.push(asked)
    this.inbox.push(asked)
    return this.rules.find(({ fits }) => fits(asked))?.answer ?? this.usual(asked)
  }

  private usual({ method, path }: AsteriskAsked): AsteriskAnswer {
    if (method === 'GET' && path === 'channels') return { status: 200, body: this.channels }
    if (method === 'GET' && path === 'bridges') return { status: 200, body: this.bridges }
    if (method === 'GET') return { status: 404, body: { message: 'Provided variable was not found' } }
    return method === 'POST' && /^channels(\/externalMedia)?$/.test(path) ? { status: 200, body: {} } : { status: 204 }
  }
}
