import type { RunningRuntime } from '../runtime.js'
import { ManualClock } from './manual-clock.js'
import type { ScriptedBridge } from './scripted-bridge.js'
import { ableLine, ScriptedSwitch, type ScriptedLine } from './scripted-switch.js'
import { World } from './world.js'

/** One of several runtimes, with its own connection to the switch and a clock of its own. */
export interface OneRuntime {
  readonly name: string
  readonly runtime: RunningRuntime
  readonly site: ScriptedSwitch
  readonly clock: ManualClock
}

export interface SharedCall {
  readonly line: ScriptedLine
  readonly callId: string
  readonly token: string
  readonly bridge: ScriptedBridge
}

const dnis = '+15550200'

/** Runtimes on one database with one switch, which the first of them has. */
export class SeveralRuntimes {
  private readonly started: OneRuntime[] = []

  private constructor(
    readonly world: World,
    readonly first: OneRuntime,
  ) {
    this.started.push(first)
  }

  /** @param flow answers every caller */
  static async open(flow: Readonly<Record<string, unknown>>): Promise<SeveralRuntimes> {
    const site = leasedSwitch()
    const world = await World.open({ flow: { ...flow, dnis: [dnis] } }, { switches: [site.setting] })
    await site.connection.take()
    return new SeveralRuntimes(world, { name: 'callchart', runtime: world.runtime, site, clock: world.clock })
  }

  /** One more, on its own clock: it does nothing by itself while that stands. */
  async starts(name: string): Promise<OneRuntime> {
    const site = leasedSwitch()
    const clock = new ManualClock()
    const runtime = await this.world.starts({ switches: [site.setting], databaseUrl: `${this.world.postgres.url}?application_name=${name}`, tuning: { clock } })
    const one = { name, runtime, site, clock }
    this.started.push(one)
    return one
  }

  /** A caller comes to the runtime that has the switch, and their bot leg to another one. */
  async calls(at: OneRuntime, from = this.first): Promise<SharedCall> {
    const { line, callId, token } = await from.site.calls({ dnis, ani: '+15550100' })
    return { line, callId, token, bridge: await this.attaches(at, token) }
  }

  async attaches({ runtime }: OneRuntime, token: string, callId?: string): Promise<ScriptedBridge> {
    const bridge = this.world.bridge(runtime)
    await bridge.attach({ token, ...(callId !== undefined && { callId }) })
    if (callId === undefined) await bridge.connects()
    return bridge
  }

  /** The runtime is stopped: its clock stands, and no notice comes to it any more. What was sent to it is all there when it goes on. */
  async deafens({ name }: OneRuntime): Promise<void> {
    const listening = `from pg_stat_activity where application_name = '${name}' and query ilike 'listen%'`
    await this.world.query(`select pg_terminate_backend(pid) ${listening}`)
    await this.until(`select 1 where not exists (select ${listening})`)
  }

  /** Its lease is over, as if it had been stopped for so long. */
  async leaseEnds(): Promise<void> {
    await this.world.query(`update switch_leases set until = now() - interval '1 second'`)
  }

  /** Waits for a row that says so. */
  async until(sql: string): Promise<void> {
    for (;;) if ((await this.world.query(sql)).length > 0) return
  }

  /** Resolves with the disposition when the call is over. */
  async over(callId: string): Promise<string | undefined> {
    await this.world.logged.take((entry) => entry.msg === 'call ended' && entry.callId === callId)
    return (await this.world.view(callId)).disposition
  }

  stepped(callId: string, event: string): Promise<unknown> {
    return this.world.logged.take((entry) => entry.msg === 'step' && entry.callId === callId && entry.event === event)
  }

  async close(): Promise<void> {
    for (const { runtime } of this.started.slice(1)) await runtime.close()
    await this.world.close()
  }
}

const leasedSwitch = (): ScriptedSwitch => new ScriptedSwitch('scripted', ableLine, true)
