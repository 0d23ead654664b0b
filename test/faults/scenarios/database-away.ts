import { setTimeout as pause } from 'node:timers/promises'
import { ApiClient } from '@callchart/cli'
import { ordersFlow } from '../flow.js'
import type { Fleet } from '../fleet.js'
import { Load } from '../load.js'
import type { Scenario, ScenarioOptions, ScenarioResult } from '../scenario.js'
import { endOfLoad, withFleet } from '../under-load.js'
import { comesToHold } from '../wait-for.js'

const steadyMs = 10_000
const manners = ['cut', 'hangs', 'is killed'] as const
type Manner = (typeof manners)[number]
/** Until it is back; one that was killed comes back by itself. */
const awayMs: Readonly<Record<Manner, number>> = { cut: 3_000, hangs: 30_000, 'is killed': 0 }
/** What was written meanwhile is in the database again. */
const drainedWithinMs = 20_000
const awayPattern = /^callchart_database_away 1$/m
const waitingPattern = /^callchart_spool_records ([1-9]\d*)/m

const metricsOf = async (url: string): Promise<string> => (await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(5_000) })).text()

class Absence {
  readonly unfinished: string[] = []
  newCalls = 0
  outboundRefused = 0
  readonly outboundTaken: string[] = []
  readonly drainedMs: number[] = []
  /** How long it was away each time that it was killed. */
  readonly killedMs: number[] = []

  constructor(
    private readonly fleet: Fleet,
    private readonly load: Load,
    private readonly options: ScenarioOptions,
  ) {}

  async run(): Promise<void> {
    for (let index = 0; index < this.options.times; index += 1) {
      await pause(steadyMs)
      await this.away(manners[index % manners.length] ?? 'cut')
    }
  }

  private async away(how: Manner): Promise<void> {
    const ms = awayMs[how]
    const begunBefore = this.fleet.tracks.ids.length
    await this.leave(how)
    await pause(ms / 2)
    if (how === 'hangs') await this.triesOutbound()
    await pause(ms / 2)
    this.newCalls += this.fleet.tracks.ids.length - begunBefore
    this.fleet.line.comeBack()
    const backAtMs = Date.now()
    const isDrained = await comesToHold(() => this.isDrained(), drainedWithinMs)
    this.drainedMs.push(Date.now() - backAtMs)
    if (!isDrained) this.unfinished.push(`not in the database ${drainedWithinMs / 1_000} s after it was back (${how})`)
    this.options.tell(`PostgreSQL ${how}${ms === 0 ? '' : ` for ${ms / 1_000} s`}; ${this.newCalls} calls begun meanwhile, drained after ${this.drainedMs.at(-1) ?? 0} ms, ${this.load.ended.length} calls over`)
  }

  private async leave(how: Manner): Promise<void> {
    if (how === 'hangs') return this.fleet.line.hang()
    if (how === 'cut') return this.fleet.line.cut()
    this.killedMs.push(await this.fleet.killDatabase())
  }

  private async isDrained(): Promise<boolean> {
    const all = await Promise.all(this.fleet.urls.map(metricsOf))
    return all.every((metrics) => !awayPattern.test(metrics) && !waitingPattern.test(metrics))
  }

  /** Nobody can ask the rules: it is refused, whatever the switch. */
  private async triesOutbound(): Promise<void> {
    for (const url of this.fleet.urls) {
      const refusal = await new ApiClient(url).createCall({ flow: 'orders', direction: 'outbound' }).catch((error: unknown) => String(error))
      if (typeof refusal === 'string') this.outboundRefused += 1
      else this.outboundTaken.push(refusal.callId)
    }
  }
}

export const databaseAway: Scenario = {
  name: 'database-away',
  what: 'the line to PostgreSQL is cut, hangs for 30 s, and PostgreSQL is killed: calls go on from the spool, new ones come, and the journals are whole afterwards',
  times: 9,
  calls: 30,
  run(options): Promise<ScenarioResult> {
    return withFleet({ apps: 2, bridges: 2, flows: [ordersFlow()] }, async (fleet) => {
      const load = await Load.start(fleet, options.seed, { calls: options.calls })
      const absence = new Absence(fleet, load, options)
      await absence.run()
      return endOfLoad(fleet, load, {
        figures: { absences: options.times, begunMeanwhile: absence.newCalls, drainedMaxMs: Math.max(0, ...absence.drainedMs), killedMs: absence.killedMs.join(' '), outboundRefused: absence.outboundRefused },
        faults: {
          'spool not drained': absence.unfinished,
          'outbound call taken without rules': absence.outboundTaken,
          'no call begun while it hung': options.times > 1 && absence.newCalls === 0 ? ['0'] : [],
        },
      })
    })
  },
}
