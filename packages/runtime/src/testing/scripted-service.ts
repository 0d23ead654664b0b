import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Inbox } from './inbox.js'

export interface Asked {
  readonly key: string | undefined
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  readonly traceparent: string | undefined
  /** As it came, whole when it is asked for. */
  body(): Promise<string>
  answer(body: unknown, status?: number): void
}

/** An HTTP service on loopback that answers when the test says so. */
export class ScriptedService {
  private readonly inbox = new Inbox<Asked>()

  private constructor(private readonly server: Server) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.inbox.push({
        key: request.headers['idempotency-key']?.toString(),
        method: request.method ?? '',
        path: request.url ?? '',
        authorization: request.headers.authorization,
        traceparent: request.headers.traceparent?.toString(),
        body: () => text(request),
        answer: (body, status = 200) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      })
    })
  }

  static async open(): Promise<ScriptedService> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new ScriptedService(server)
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  asked(): Promise<Asked> {
    return this.inbox.take()
  }

  close(): Promise<void> {
    this.server.closeAllConnections()
    return new Promise((resolve) => this.server.close(() => resolve()))
  }
}
