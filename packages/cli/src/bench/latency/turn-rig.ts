import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ApiClient } from '../../caller/api-client.js'
import { connectVoice } from '../../caller/voice.js'
import { MeasuredProcess } from '../measure/measured-process.js'
import { waitedMsOf } from '../measure/waited.js'
import { SpanReceiver } from './spans.js'
import type { SystemOrder, SystemReady } from './system-main.js'
import { turnFlows } from './turn-flows.js'

const entry = fileURLToPath(new URL('./system-main.js', import.meta.url))
/** Spans come soon after they end. */
const traceEnvironment = { OTEL_BSP_SCHEDULE_DELAY: '500' }

/** A whole system in processes of its own, and what it tells of its calls. */
export class TurnRig {
  private constructor(
    private readonly system: MeasuredProcess,
    private readonly ready: SystemReady,
    readonly spans: SpanReceiver,
    private readonly folder: string,
  ) {}

  /** @throws CliError CLI_CHILD_FAILED */
  static async start(speaksAhead: boolean): Promise<TurnRig> {
    const folder = await mkdtemp(join(tmpdir(), 'callchart-bench-'))
    for (const flow of turnFlows) await writeFile(join(folder, `${flow.id}.flow.json`), JSON.stringify(flow))
    const spans = await SpanReceiver.open()
    const system = new MeasuredProcess('system', entry, undefined, [], { ...process.env, ...traceEnvironment })
    const order: SystemOrder = { flowsDir: folder, traceUrl: spans.url, speaksAhead }
    const ready = await system.ask<SystemReady>(order, ({ type }) => type === 'ready')
    return new TurnRig(system, ready, spans, folder)
  }

  get api(): ApiClient {
    return new ApiClient(this.ready.url)
  }

  /** Mono PCM16 at 8 kHz. */
  async speak(text: string): Promise<Int16Array> {
    const voice = connectVoice(this.ready.speechAddress)
    try {
      return await voice.speak(text, 'en-us')
    } finally {
      voice.close()
    }
  }

  /** Of each part, for how long it waited for a CPU since it began. */
  waitedMs(): Readonly<Record<string, number>> {
    return Object.fromEntries(Object.entries({ ...this.ready.pids, callers: process.pid }).map(([part, pid]) => [part, waitedMsOf(pid)]))
  }

  async stop(): Promise<void> {
    await this.system.stop()
    this.spans.close()
    await rm(this.folder, { recursive: true, force: true })
  }
}
