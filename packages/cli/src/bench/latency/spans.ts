import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'

/** A span of a call, as far as a bench looks at it. */
export interface ToldSpan {
  readonly traceId: string
  readonly parentSpanId: string
  readonly name: string
  /** Since the epoch. */
  readonly startMs: number
  readonly endMs: number
  readonly attributes: Readonly<Record<string, unknown>>
}

interface WireAttribute {
  readonly key: string
  readonly value: Readonly<Record<string, unknown>>
}

interface WireSpan {
  readonly traceId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes: readonly WireAttribute[]
}

interface WireTraces {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly WireSpan[] }[] }[]
}

const ms = (nanoseconds: string): number => Number(BigInt(nanoseconds) / 1_000n) / 1_000

const toldSpan = ({ traceId, parentSpanId = '', name, startTimeUnixNano, endTimeUnixNano, attributes }: WireSpan): ToldSpan => ({
  traceId,
  parentSpanId,
  name,
  startMs: ms(startTimeUnixNano),
  endMs: ms(endTimeUnixNano),
  attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]])),
})

/** Takes what a system of the bench tells of its calls, over OTLP/HTTP in JSON. */
export class SpanReceiver {
  private spans: ToldSpan[] = []

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      void json(request).then((body) => {
        for (const { scopeSpans } of (body as WireTraces).resourceSpans) for (const { spans } of scopeSpans) this.spans.push(...spans.map(toldSpan))
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
      })
    })
  }

  static async open(): Promise<SpanReceiver> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new SpanReceiver(server)
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1/traces`
  }

  /** Those of these calls, all of which are over, once both ends have told of them; what else came is forgotten. */
  async take(traceIds: ReadonlySet<string>, withinMs: number): Promise<readonly ToldSpan[]> {
    const toldOf = (name: string): number => new Set(this.spans.flatMap((span) => (span.name === name && traceIds.has(span.traceId) ? [span.traceId] : []))).size
    for (const until = performance.now() + withinMs; performance.now() < until; await wait(100)) if (toldOf('call') === traceIds.size && toldOf('media') === traceIds.size) break
    const taken = this.spans.filter(({ traceId }) => traceIds.has(traceId))
    this.spans = []
    return taken
  }

  close(): void {
    this.server.closeAllConnections()
    this.server.close()
  }
}
