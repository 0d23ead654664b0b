import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { FrameCounts } from './clock/sample-clock.js'
import { createEngineMeters } from './watch/engine-meters.js'
import { addProcessMeters } from './watch/process-meters.js'
import { createTurnMeters } from './watch/turn-meters.js'

/** What the bridge counts; one registry a bridge, so that several may live in one process. */
export const createMetrics = () => {
  const registry = new Registry()
  const registers = [registry]
  addProcessMeters(registry)
  return {
    registry,
    turns: createTurnMeters(registry),
    engines: createEngineMeters(registry),
    activeCalls: new Gauge({ name: 'callchart_media_active_calls', help: 'Calls with a connected caller', registers }),
    calls: new Counter({
      name: 'callchart_media_calls_total',
      help: 'Ended calls by how the caller left',
      labelNames: ['cause'],
      registers,
    }),
    refused: new Counter({
      name: 'callchart_media_refused_total',
      help: 'Media connections refused before their upgrade',
      labelNames: ['code'],
      registers,
    }),
    faults: new Counter({
      name: 'callchart_media_faults_total',
      help: 'Coded errors of switches, engines and the control stream',
      labelNames: ['code'],
      registers,
    }),
    filledFrames: new Counter({
      name: 'callchart_media_filled_frames_total',
      help: '20 ms frames that never came and were filled with silence',
      registers,
    }),
    droppedFrames: new Counter({
      name: 'callchart_media_late_frames_total',
      help: '20 ms frames that came too late and were left out',
      registers,
    }),
    prompts: new Counter({
      name: 'callchart_media_prompts_total',
      help: 'Looked up prompts by where they were found',
      labelNames: ['result'],
      registers,
    }),
    promptsAhead: new Counter({
      name: 'callchart_media_prompts_ahead_total',
      help: 'Prompts that were spoken before a call asked for them, by result: spoken, gave-way (a caller waited for an engine: tried again) or failed',
      labelNames: ['result'],
      registers,
    }),
    tickLateness: new Histogram({
      name: 'callchart_media_tick_lateness_seconds',
      help: 'How late the ticker ran',
      buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5],
      registers,
    }),
  }
}

export type BridgeMetrics = ReturnType<typeof createMetrics>

/** What a sample clock counts, added to the bridge's. */
export const frameCounts = ({ filledFrames, droppedFrames }: BridgeMetrics): FrameCounts => ({
  filled: () => filledFrames.inc(),
  dropped: () => droppedFrames.inc(),
})
