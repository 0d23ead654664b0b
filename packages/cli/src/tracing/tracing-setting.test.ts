import { describe, expect, it } from 'vitest'
import { readTracingSetting } from './tracing-setting.js'

const read = (environment: Readonly<Record<string, string>>) => readTracingSetting((name) => environment[name])

describe('where traces go', () => {
  it('is nowhere, unless an address is given', () => {
    expect(read({})).toBeUndefined()
    expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', OTEL_SDK_DISABLED: 'true' })).toBeUndefined()
  })

  it('is the usual path below a base address, or the whole address that is given', () => {
    expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' })).toEqual({ url: 'http://collector:4318/v1/traces', protocol: 'http/protobuf', sampleRatio: 1, serviceName: 'callchart' })
    expect(read({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://in.example/otlp', OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json', OTEL_TRACES_SAMPLER_ARG: '0.1', OTEL_SERVICE_NAME: 'desk' })).toEqual({
      url: 'https://in.example/otlp',
      protocol: 'http/json',
      sampleRatio: 0.1,
      serviceName: 'desk',
    })
  })

  it('is refused by the name of the variable that does not fit', () => {
    const base = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }
    expect(() => read({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' })).toThrow('OTEL_EXPORTER_OTLP_ENDPOINT')
    expect(() => read({ ...base, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toThrow('OTEL_EXPORTER_OTLP_PROTOCOL')
    for (const ratio of ['2', '-1', 'all']) expect(() => read({ ...base, OTEL_TRACES_SAMPLER_ARG: ratio })).toThrow('OTEL_TRACES_SAMPLER_ARG')
  })
})
