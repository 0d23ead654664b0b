import { hostname } from 'node:os'
import type { Tracing } from '@callchart/protocol'
import type { TracingSetting } from './tracing-setting.js'

export interface OpenTracing extends Tracing {
  /** Sends what waits, and ends; never rejects. */
  close(): Promise<void>
}

/** What waits when the process ends is sent within this time, or lost. */
const closeWithinMs = 2_000

const thisProcess = (): string => `${hostname()}-${process.pid}`

/** Of the app; undefined where nobody wants traces. */
export const openAppTracing = async (setting: TracingSetting | undefined): Promise<OpenTracing | undefined> => setting && openTracing(setting, '', thisProcess())

/** Of a media bridge. */
export const openBridgeTracing = async (setting: TracingSetting | undefined): Promise<OpenTracing | undefined> => setting && openTracing(setting, '-media-bridge', thisProcess())

/**
 * Sends finished spans to the receiver of the settings, in batches, behind the work: the queue is bounded, and a receiver that is slow or away costs
 * spans, never a call. What OpenTelemetry needs is loaded only here.
 * @param part follows the name of the service; empty for the app
 */
export async function openTracing({ url, protocol, sampleRatio, serviceName }: TracingSetting, part: string, instanceId: string): Promise<OpenTracing> {
  const [{ BatchSpanProcessor }, { defaultResource, resourceFromAttributes }, { OTLPTraceExporter }, { readableSpan }] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/resources'),
    protocol === 'http/json' ? import('@opentelemetry/exporter-trace-otlp-http') : import('@opentelemetry/exporter-trace-otlp-proto'),
    import('./span-export.js'),
  ])
  const resource = defaultResource().merge(resourceFromAttributes({ 'service.name': `${serviceName}${part}`, 'service.namespace': serviceName, 'service.instance.id': instanceId }))
  const processor = new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }) })
  return {
    sampleRatio,
    record: (span) => processor.onEnd(readableSpan(span, resource)),
    async close() {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, closeWithinMs)
      })
      await Promise.race([processor.shutdown().catch(() => undefined), late])
      clearTimeout(timer)
    },
  }
}
