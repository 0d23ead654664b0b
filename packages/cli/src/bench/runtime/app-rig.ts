import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { createCallResponseSchema } from '@callchart/protocol'
import { CliError } from '../../errors.js'
import { MeasuredProcess } from '../measure/measured-process.js'
import type { FunctionCost, Reading } from '../measure/reading.js'
import { machineCpuMs, processCpuMs, treeCpuMs } from '../measure/tree-cpu.js'
import { waitedMsOf } from '../measure/waited.js'
import { yesNoFlow } from '../yes-no-flow.js'
import { PlayedBridge, type PlayedCall } from './played-bridge.js'
import type { AppOrder, AppReady } from './runtime-main.js'

const entry = fileURLToPath(new URL('./runtime-main.js', import.meta.url))
const bridgeCount = 4
const mostSockets = 64

/** Since the beginning of each, ms. */
export interface CpuOfParts {
  readonly app: number
  /** Of all its processes that run. */
  readonly database: number
  /** And of the bridges that are played. */
  readonly callers: number
  /** Whatever else the machine did. */
  readonly others: number
}

/** An app in a process of its own, with bridges that are played. */
export class AppRig {
  private readonly bridges: readonly PlayedBridge[]
  private readonly agent = new Agent({ keepAlive: true, maxSockets: mostSockets })
  private callCount = 0

  private constructor(
    private readonly app: MeasuredProcess,
    private readonly ready: AppReady,
    private readonly folder: string,
  ) {
    this.bridges = Array.from({ length: bridgeCount }, () => new PlayedBridge(ready.controlAddress))
  }

  /** @throws CliError CLI_CHILD_FAILED */
  static async start(): Promise<AppRig> {
    const folder = await mkdtemp(join(tmpdir(), 'callchart-bench-'))
    await writeFile(join(folder, 'yes-no.flow.json'), JSON.stringify(yesNoFlow))
    const app = new MeasuredProcess('app', entry, undefined)
    const order: AppOrder = { flowsDir: folder, dataDir: join(folder, 'database'), awayDir: join(folder, 'away') }
    return new AppRig(app, await app.ask<AppReady>(order, ({ type }) => type === 'ready'), folder)
  }

  /** A caller whose media is connected: their first turn comes next. */
  async call(): Promise<PlayedCall> {
    const token = await this.createCall()
    const bridge = this.bridges[this.callCount % bridgeCount]
    this.callCount += 1
    if (bridge === undefined) throw new RangeError('The bench has no bridge.')
    const call = await bridge.attach(token)
    call.report({ type: 'call.connected', dialect: 'asterisk', codec: 'ulaw', variables: {} })
    return call
  }

  /** Of the app. */
  read(): Promise<Reading> {
    return this.app.read()
  }

  readClean(): Promise<Reading> {
    return this.app.readClean()
  }

  cpuMs(): CpuOfParts {
    const [machine, app, callers] = [machineCpuMs(), processCpuMs(this.ready.pid), processCpuMs(process.pid)]
    const database = treeCpuMs(this.ready.pid) - app
    return { app, database, callers, others: machine - app - database - callers }
  }

  startProfile(): Promise<void> {
    return this.app.startProfile()
  }

  stopProfile(): Promise<readonly FunctionCost[]> {
    return this.app.stopProfile()
  }

  /** Whoever of the app and its callers waited longer for a CPU, since they began. */
  waitedMs(): number {
    return Math.max(waitedMsOf(this.ready.pid), waitedMsOf(process.pid))
  }

  async stop(): Promise<void> {
    for (const bridge of this.bridges) bridge.close()
    this.agent.destroy()
    await this.app.stop()
    await rm(this.folder, { recursive: true, force: true })
  }

  /** On a connection that is kept: the callers have one core for all of them. @returns the token of its media */
  private createCall(): Promise<string> {
    return new Promise((resolve, reject) => {
      const asked = request(new URL('/v1/calls', this.ready.url), { method: 'POST', agent: this.agent, headers: { 'content-type': 'application/json' } }, (response) => {
        json(response)
          .then((body) => {
            const parsed = createCallResponseSchema.safeParse(body)
            if (!parsed.success) throw new CliError('CLI_SYSTEM_UNREACHABLE', `The app of the bench refused a call with status ${response.statusCode}: ${JSON.stringify(body)}`)
            resolve(new URL(parsed.data.mediaUrl).searchParams.get('token') ?? '')
          })
          .catch(reject)
      })
      // The other side may close a connection that was kept at this very moment.
      asked.once('error', (error) => {
        if (asked.reusedSocket) void this.createCall().then(resolve, reject)
        else reject(error)
      })
      asked.end(JSON.stringify({ flow: yesNoFlow.id }))
    })
  }
}
