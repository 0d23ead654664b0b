import { SettingRefusal } from '../system/understanding-setting.js'

/** Where traces of calls go, over OTLP. */
export interface TracingSetting {
  /** Whole address of the receiver, `…/v1/traces`. */
  readonly url: string
  readonly protocol: (typeof protocols)[number]
  /** Share of the calls that are traced, 0..1. */
  readonly sampleRatio: number
  /** Of the app; the media bridge is told apart by what follows it. */
  readonly serviceName: string
}

const protocols = ['http/protobuf', 'http/json'] as const

export const tracingHelp = `  OTEL_EXPORTER_OTLP_ENDPOINT  base address of an OpenTelemetry receiver, such as http://collector:4318: each call is then a trace there
                  (default: there are no traces); OTEL_EXPORTER_OTLP_TRACES_ENDPOINT names the whole address instead
  OTEL_EXPORTER_OTLP_PROTOCOL  http/protobuf (default) or http/json; OTEL_EXPORTER_OTLP_HEADERS, …_TIMEOUT, …_COMPRESSION and OTEL_BSP_… as OpenTelemetry has them
  OTEL_TRACES_SAMPLER_ARG  share of the calls that are traced, 0 to 1 (default 1); OTEL_SERVICE_NAME (default callchart)
  TRACED_ENDPOINTS  names, among ENDPOINTS, of services of yours that are told, by traceparent, which trace a request belongs to, by comma`

/** @throws SettingRefusal naming the variable */
export function readTracingSetting(value: (name: string) => string | undefined): TracingSetting | undefined {
  if (value('OTEL_SDK_DISABLED')?.toLowerCase() === 'true') return undefined
  const url = urlOf(value)
  if (url === undefined) return undefined
  const given = value('OTEL_EXPORTER_OTLP_TRACES_PROTOCOL') ?? value('OTEL_EXPORTER_OTLP_PROTOCOL') ?? 'http/protobuf'
  const protocol = protocols.find((known) => known === given)
  if (protocol === undefined) throw new SettingRefusal(`OTEL_EXPORTER_OTLP_PROTOCOL is "${given}": give one of ${protocols.join(', ')}.`)
  return { url, protocol, sampleRatio: ratioOf(value('OTEL_TRACES_SAMPLER_ARG') ?? '1'), serviceName: value('OTEL_SERVICE_NAME') ?? 'callchart' }
}

function urlOf(value: (name: string) => string | undefined): string | undefined {
  const whole = value('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT')
  if (whole !== undefined) return checked('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', whole)
  const base = value('OTEL_EXPORTER_OTLP_ENDPOINT')
  return base === undefined ? undefined : `${checked('OTEL_EXPORTER_OTLP_ENDPOINT', base).replace(/\/$/, '')}/v1/traces`
}

function checked(name: string, text: string): string {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text
  throw new SettingRefusal(`${name} is "${text}": give an http or https address, such as http://collector:4318.`)
}

function ratioOf(text: string): number {
  const ratio = Number(text)
  if (text.trim() !== '' && ratio >= 0 && ratio <= 1) return ratio
  throw new SettingRefusal(`OTEL_TRACES_SAMPLER_ARG is "${text}": give a share from 0 to 1.`)
}
