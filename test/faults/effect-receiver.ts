import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'

/** One request as it came in, whatever came of it. */
export interface RawRequest {
  readonly key: string
  readonly atMs: number
  readonly body: unknown
}

/** What flows do outside: each request is counted as it comes, a repeated one too, and is answered after a while. */
export class EffectReceiver {
  readonly requests: RawRequest[] = []
  /** Calls with a request that has not been answered. */
  readonly open = new Set<string>()

  private constructor(
    private readonly server: Server,
    private readonly answerAfterMs: number,
  ) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.take(request, response).catch(() => response.destroy()))
  }

  static async open(answerAfterMs: number): Promise<EffectReceiver> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new EffectReceiver(server, answerAfterMs)
  }

  get url(): string {
    return `http://${this.host}`
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  close(): void {
    this.server.closeAllConnections()
    this.server.close()
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const key = String(request.headers['idempotency-key'] ?? '')
    const [callId = ''] = key.split('/')
    const atMs = Date.now()
    this.requests.push({ key, atMs, body: JSON.parse(await text(request)) as unknown })
    this.open.add(callId)
    await pause(this.answerAfterMs)
    this.open.delete(callId)
    response.setHeader('content-type', 'application/json')
    response.end('{"taken":true}')
  }
}
