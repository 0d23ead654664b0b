import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { spanIdOf, traceIdOf, type FinishedSpan } from '@callchart/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTracing } from './open-tracing.js'
import type { TracingSetting } from './tracing-setting.js'

interface Received {
  readonly path: string | undefined
  readonly contentType: string | undefined
  readonly body: Buffer
}

const callId = '0b5a7c1e-7f3d-4c55-9f43-0c9b8f3d2a10'
const root: FinishedSpan = { traceId: traceIdOf(callId), spanId: spanIdOf(callId), name: 'call', kind: 'server', startMs: 1_767_603_600_000.5, endMs: 1_767_603_605_000.25, attributes: { 'callchart.call.turns': 2 } }
const request: FinishedSpan = {
  ...root,
  spanId: spanIdOf(callId, 'effect', 3, 0),
  parentSpanId: root.spanId,
  name: 'request',
  kind: 'client',
  attributes: { 'callchart.endpoint': 'bank' },
  events: [{ name: 'tried', atMs: 1_767_603_601_000 }],
  error: 'failed',
}

let server: Server
let received: Received[]
let status: number
beforeEach(async () => {
  received = []
  status = 200
  server = createServer((asked, answer) => {
    void buffer(asked).then((body) => {
      received.push({ path: asked.url, contentType: asked.headers['content-type'], body })
      answer.writeHead(status, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const settingOf = (protocol: TracingSetting['protocol']): TracingSetting => ({
  url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`,
  protocol,
  sampleRatio: 0.5,
  serviceName: 'desk',
})

describe('traces of calls', () => {
  it('reach an OTLP receiver, each span with its ids, its times and its parent', async () => {
    const tracing = await openTracing(settingOf('http/json'), '-media-bridge', 'b1')
    expect(tracing.sampleRatio).toBe(0.5)

    tracing.record(request)
    tracing.record(root)
    await tracing.close()

    expect(received.map(({ path }) => path)).toEqual(['/v1/traces'])
    const { resourceSpans } = JSON.parse(received[0]?.body.toString() ?? '') as { resourceSpans: { resource: { attributes: { key: string; value: object }[] }; scopeSpans: { spans: object[] }[] }[] }
    expect(resourceSpans[0]?.resource.attributes).toContainEqual({ key: 'service.name', value: { stringValue: 'desk-media-bridge' } })
    expect(resourceSpans[0]?.resource.attributes).toContainEqual({ key: 'service.instance.id', value: { stringValue: 'b1' } })
    expect(resourceSpans[0]?.scopeSpans[0]?.spans).toMatchObject([
      {
        traceId: '0b5a7c1e7f3d4c559f430c9b8f3d2a10',
        spanId: request.spanId,
        parentSpanId: root.spanId,
        name: 'request',
        kind: 3,
        status: { code: 2, message: 'failed' },
        events: [{ name: 'tried', timeUnixNano: '1767603601000000000' }],
      },
      { spanId: root.spanId, name: 'call', kind: 2, startTimeUnixNano: '1767603600000500000', endTimeUnixNano: '1767603605000250000', attributes: [{ key: 'callchart.call.turns', value: { intValue: 2 } }] },
    ])
  })

  it('go as protobuf where nobody asks for JSON', async () => {
    const tracing = await openTracing(settingOf('http/protobuf'), '', 'a1')

    tracing.record(root)
    await tracing.close()

    expect(received[0]?.contentType).toBe('application/x-protobuf')
    expect(received[0]?.body.includes(Buffer.from(root.traceId, 'hex'))).toBe(true)
    expect(received[0]?.body.includes('callchart.call.turns')).toBe(true)
  })

  it('harm nobody where the receiver refuses them', async () => {
    status = 400
    const tracing = await openTracing(settingOf('http/json'), '', 'a1')

    tracing.record(root)

    await expect(tracing.close()).resolves.toBeUndefined()
    expect(received).toHaveLength(1)
  })
})
