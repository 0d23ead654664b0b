import type { RunningRuntime } from '../runtime.js'
import { ManualClock } from './manual-clock.js'
import type { ScriptedBridge } from './scripted-bridge.js'
import { ableLine, ScriptedSwitch, type ScriptedLine } from './scripted-switch.js'
import type { World } from './world.js'

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

/** The flow of every caller, for `World.open`. */
export const answering = (flow: Readonly<Record<string, unknown>>) => ({ flow: { ...flow, dnis: [dnis] } })

/** Runtimes on the database of a world, with one switch, which the first of them has. */
export class SeveralRuntimes {
  private readonly started: OneRuntime[] = []
  private readonly stopped = new Set<OneRuntime>()
  readonly first: OneRuntime

  private constructor(
    readonly world: World,
    readonly switchId: string,
    first: OneRuntime,
  ) {
    this.first = first
    this.started.push(first)
  }

  /** @param world its own runtime has no switch @param switchId a switch that nobody else has */
  static async open(world: World, switchId: string): Promise<SeveralRuntimes> {
    const first = await startRuntime(world, switchId, 'first')
    await first.site.connection.take()
    return new SeveralRuntimes(world, switchId, first)
  }

  /** One more, on its own clock: it does nothing by itself while that stands. */
  async starts(name: string): Promise<OneRuntime> {
    const one = await startRuntime(this.world, this.switchId, name)
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

  /** The bot leg that its line is asked for next. One that was asked for again meanwhile is refused, as it is by any bridge. */
  async attachesAsAsked(one: OneRuntime, line: ScriptedLine | undefined): Promise<ScriptedBridge> {
    if (line === undefined) throw new Error('No runtime has found the line.')
    for (;;) {
      const { token } = await this.passes(line.next('connect-media'))
      const bridge = await this.attaches(one, token).catch(refusalOf)
      if (bridge !== undefined) return bridge
    }
  }

  /** The runtime is stopped: its clock stands, and no notice comes to it any more. What was sent to it is all there when it goes on. */
  async deafens(one: OneRuntime): Promise<void> {
    const { name } = one
    this.stopped.add(one)
    const listening = `from pg_stat_activity where application_name = '${name}' and query ilike 'listen%'`
    await this.world.query(`select pg_terminate_backend(pid) ${listening}`)
    await this.until(`select 1 where not exists (select ${listening})`)
  }

  /** Waits while time passes for those that are not stopped: what nobody was told of is looked for. */
  async passes<Result>(awaited: Promise<Result>): Promise<Result> {
    let isOver = false
    const over = awaited.finally(() => (isOver = true))
    while (!isOver) {
      for (const one of this.started) if (!this.stopped.has(one)) one.clock.advance(50)
      await this.world.query('select 1')
    }
    return over
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
    await Promise.all(this.started.map(({ runtime }) => runtime.close()))
  }
}

/** @throws what is no refusal of a token */
function refusalOf(error: unknown): undefined {
  if (!String(error).includes('RUNTIME_TOKEN_REFUSED')) throw error
}

async function startRuntime(world: World, switchId: string, name: string): Promise<OneRuntime> {
  const site = new ScriptedSwitch(switchId, ableLine, true)
  const clock = new ManualClock()
  const application = `${switchId}-${name}`
  const runtime = await world.starts({ switches: [site.setting], databaseUrl: `${world.postgres.url}?application_name=${application}`, tuning: { clock } })
  return { name: application, runtime, site, clock }
}
