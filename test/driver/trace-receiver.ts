import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

export interface ReceivedSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | undefined
  readonly name: string
  readonly attributes: Readonly<Record<string, unknown>>
  /** Name of the service that sent it. */
  readonly service: unknown
}

interface WireAttribute {
  readonly key: string
  readonly value: Readonly<Record<string, unknown>>
}

interface WireTraces {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly WireAttribute[] }
    readonly scopeSpans: readonly { readonly spans: readonly (Omit<ReceivedSpan, 'attributes' | 'service'> & { readonly attributes: readonly WireAttribute[] })[] }[]
  }[]
}

const fieldsOf = (attributes: readonly WireAttribute[]): Record<string, unknown> => Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))

/** An OpenTelemetry receiver that keeps what it is sent, over OTLP/HTTP in JSON. */
export class TraceReceiver {
  readonly spans: ReceivedSpan[] = []
  /** As they came. */
  readonly bodies: string[] = []

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      void json(request).then((body) => {
        this.bodies.push(JSON.stringify(body))
        for (const { resource, scopeSpans } of (body as WireTraces).resourceSpans)
          for (const span of scopeSpans.flatMap(({ spans }) => spans)) this.spans.push({ ...span, attributes: fieldsOf(span.attributes), service: fieldsOf(resource.attributes)['service.name'] })
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
      })
    })
  }

  static async open(): Promise<TraceReceiver> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new TraceReceiver(server)
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1/traces`
  }

  close(): void {
    this.server.closeAllConnections()
    this.server.close()
  }
}
