import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

export type EngineKind = 'recognition' | 'synthesis'

/** What is counted of speech engines; their names are those of the settings. */
export const createEngineMeters = (registry: Registry) => {
  const registers = [registry]
  return {
    up: new Gauge({ name: 'callchart_media_engine_up', help: '1: the engine did the last thing that was asked of it, or was asked nothing yet; 0: it failed', labelNames: ['engine', 'kind'], registers }),
    failures: new Counter({ name: 'callchart_media_engine_failures_total', help: 'Failed requests to speech engines', labelNames: ['engine', 'kind'], registers }),
    answers: new Histogram({
      name: 'callchart_media_engine_seconds',
      help: 'How long an engine lets a caller wait: recognition from the end of the audio to the final, synthesis to the first audio',
      labelNames: ['engine', 'kind'],
      buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 3, 5],
      registers,
    }),
    failOvers: new Counter({ name: 'callchart_media_failovers_total', help: 'Requests that another engine served than the first of its language', labelNames: ['kind'], registers }),
  }
}

export type EngineMeters = ReturnType<typeof createEngineMeters>
