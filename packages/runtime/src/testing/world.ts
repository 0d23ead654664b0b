import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CallView, CreateCallResponse } from '@callchart/protocol'
import pg from 'pg'
import { pino } from 'pino'
import { RuntimeError } from '../errors.js'
import { openCallArchive, type CallArchive } from '../replay/archive.js'
import type { RecordedCall } from '../replay/recorded-call.js'
import { checkArchive } from '../replay/check-archive.js'
import { startRuntime, type RunningRuntime } from '../runtime.js'
import type { RuntimeSettings } from '../settings.js'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../store/embedded/embedded-postgres.js'
import { testMasterKey } from '../store/testing/test-database.js'
import { DatabaseProxy } from '../store/testing/database-proxy.js'
import { Inbox } from './inbox.js'
import { ManualClock } from './manual-clock.js'
import { ScriptedBridge } from './scripted-bridge.js'
import { ScriptedSeat } from './scripted-seat.js'

export interface Answer<Body> {
  readonly status: number
  readonly body: Body
}

/** A runtime on a real database of its own, with scripted bridges and seats around it and a clock that stands. */
export class World {
  readonly clock = new ManualClock()
  /** Lines of the log, as they come. */
  readonly logged = new Inbox<Record<string, unknown>>()
  readonly allLogged: Record<string, unknown>[] = []
  private readonly bridges: ScriptedBridge[] = []
  private archive: Promise<CallArchive> | undefined

  private constructor(
    readonly postgres: EmbeddedPostgres,
    private readonly folder: string,
  ) {}

  runtime!: RunningRuntime
  /** Between the runtimes and the database, where there is one. */
  line?: DatabaseProxy

  static async open(
    flows: Readonly<Record<string, unknown>>,
    settings: Partial<RuntimeSettings> = {},
    calendars: Readonly<Record<string, unknown>> = {},
    faqs: Readonly<Record<string, unknown>> = {},
  ): Promise<World> {
    const world = await World.empty()
    const { folder } = world
    for (const [name, flow] of Object.entries(flows)) await writeFile(join(folder, `${name}.flow.json`), JSON.stringify(flow))
    for (const [name, calendar] of Object.entries(calendars)) await writeFile(join(folder, `${name}.calendar.json`), JSON.stringify(calendar))
    for (const [name, faq] of Object.entries(faqs)) await writeFile(join(folder, `${name}.faq.json`), JSON.stringify(faq))
    world.runtime = await world.starts(settings)
    return world
  }

  /** The line to the database can be cut, and calls go on without it. */
  static async onALine(flows: Readonly<Record<string, unknown>>, settings: Partial<RuntimeSettings> = {}): Promise<World & { readonly line: DatabaseProxy }> {
    const world = await World.empty()
    const line = await DatabaseProxy.before(world.postgres.url)
    world.line = line
    for (const [name, flow] of Object.entries(flows)) await writeFile(join(world.folder, `${name}.flow.json`), JSON.stringify(flow))
    world.runtime = await world.starts(settings)
    return Object.assign(world, { line })
  }

  private static async empty(): Promise<World> {
    const folder = await mkdtemp(join(tmpdir(), 'callchart-runtime-'))
    return new World(await startEmbeddedPostgres({ dataDir: join(folder, 'data'), temporary: true }), folder)
  }

  /** One more runtime on the same database. */
  starts(settings: Partial<RuntimeSettings> = {}): Promise<RunningRuntime> {
    return startRuntime({
      host: '127.0.0.1',
      port: 0,
      controlPort: 0,
      mediaUrl: 'ws://media.test',
      databaseUrl: this.line?.url ?? this.postgres.url,
      ...(this.line !== undefined && { away: { folder: this.awayDir, spoolBytes: 1_000_000 } }),
      flowsDir: this.folder,
      endpoints: {},
      secrets: {},
      allowedHosts: [],
      masterKey: testMasterKey,
      recordings: { storage: { type: 'folder', folder: this.recordingsDir }, retentionMs: 90 * 86_400_000 },
      logger: pino({ level: 'debug' }, { write: (line: string) => this.note(JSON.parse(line) as Record<string, unknown>) }),
      ...settings,
      tuning: { clock: this.clock, timeZone: 'UTC', ...settings.tuning },
    })
  }

  /** Where sealed recordings lie; a test plays the bridge that has brought them there. */
  get recordingsDir(): string {
    return join(this.folder, 'recordings')
  }

  /** Of spools and copies of versions. */
  get awayDir(): string {
    return join(this.folder, 'away')
  }

  get flowsDir(): string {
    return this.folder
  }

  /** Lets time pass until it is so. */
  async until(test: () => Promise<boolean>): Promise<void> {
    while (!(await test())) this.clock.advance(100)
  }

  private note(line: Record<string, unknown>): void {
    this.allLogged.push(line)
    this.logged.push(line)
  }

  /** Asks the database server itself. */
  async query<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
    const client = new pg.Client(this.postgres.url)
    await client.connect()
    const { rows } = await client.query<Row>(text)
    await client.end()
    return rows
  }

  /** Entries of a call, opened. */
  async journal(callId: string): Promise<RecordedCall['entries']> {
    this.archive ??= openCallArchive(this.postgres.url, testMasterKey)
    return (await (await this.archive).read(callId)).entries
  }

  /** Of the database server. */
  async postgresPid(): Promise<number> {
    const [row] = await this.query<{ file: string }>("select pg_read_file('postmaster.pid') as file")
    return Number(row?.file.split('\n')[0])
  }

  async asks<Body>(method: string, path: string, body?: unknown, runtime = this.runtime): Promise<Answer<Body>> {
    const content = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const response = await fetch(`${runtime.url}${path}`, { method, ...content })
    const text = await response.text()
    return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as Body }
  }

  async creates(call: unknown, runtime = this.runtime): Promise<CreateCallResponse & { token: string }> {
    const { body } = await this.asks<CreateCallResponse>('POST', '/v1/calls', call, runtime)
    return { ...body, token: new URL(body.mediaUrl).searchParams.get('token') ?? '' }
  }

  async view(callId: string, runtime = this.runtime): Promise<CallView> {
    return (await this.asks<CallView>('GET', `/v1/calls/${callId}`, undefined, runtime)).body
  }

  bridge(runtime = this.runtime): ScriptedBridge {
    const bridge = new ScriptedBridge(runtime.controlAddress)
    this.bridges.push(bridge)
    return bridge
  }

  /** A call whose media is connected and whose first turn waits to be played. */
  async calls(call: unknown, runtime = this.runtime): Promise<{ callId: string; token: string; bridge: ScriptedBridge }> {
    const { callId, token } = await this.creates(call, runtime)
    const bridge = this.bridge(runtime)
    await bridge.attach({ token })
    await bridge.connects()
    return { callId, token, bridge }
  }

  async sits(queue: string, name = 'Anna', more: { readonly afterCallWork?: boolean } = {}, runtime = this.runtime): Promise<ScriptedSeat & { agentId: string }> {
    const { body } = await this.asks<{ agentId: string; controlUrl: string }>('POST', `/v1/queues/${queue}/agents`, { name, ...more }, runtime)
    return Object.assign(await ScriptedSeat.sits(body.controlUrl), { agentId: body.agentId })
  }

  async close(): Promise<void> {
    for (const bridge of this.bridges) bridge.close()
    this.line?.comeBack()
    await this.runtime.close()
    await this.line?.close()
    await (await this.archive)?.close()
    const failures = await this.replayAll()
    await this.postgres.stop()
    await rm(this.folder, { recursive: true, force: true })
    if (failures.length > 0) throw new Error(failures.join('\n'))
  }

  /** Every call of the world runs again on its own version; gives those that are not what they were. A database that a test has ended holds none. */
  private async replayAll(): Promise<readonly string[]> {
    const checked = await checkArchive(this.postgres.url, testMasterKey).catch((error: unknown) => {
      if (error instanceof RuntimeError && error.code === 'RUNTIME_STORE_UNAVAILABLE') return undefined
      throw error
    })
    if (checked === undefined) return []
    const { failures, stepCount, comparedCount } = checked
    return comparedCount === stepCount ? failures : [...failures, `${stepCount - comparedCount} steps have no hash of their effects`]
  }
}
