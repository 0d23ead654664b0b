import { createServer } from 'node:net'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres, startRuntime, type RunningRuntime } from '@callchart/runtime'
import type { Logger } from 'pino'
import { startDemoServices, type RunningDemo } from '../demo/demo-server.js'
import { CliError } from '../errors.js'
import type { BridgeOrder } from './bridge-messages.js'
import { startBridgeProcess, type BridgeProcess } from './bridge-process.js'
import { makeFolder } from './data-folder.js'
import { appSettings, bridgeSettings } from './parts.js'
import { masterKeyFor } from './master-key.js'
import { planRecordings, type RecordingPlan } from './recording-setting.js'
import { openAppTracing } from '../tracing/open-tracing.js'
import type { SystemSettings } from './settings.js'
import { startSpeechProcess, type SpeechProcess } from './speech-process.js'

const host = '127.0.0.1'

export interface SystemOptions extends Partial<Omit<SystemSettings, 'flowsDir'>> {
  readonly flowsDir: string
  /** Without `dataDir` everything lies in a folder that `close` removes, on a database of its own unless `databaseUrl` is given. */
  readonly dataDir?: string
  readonly logger: Logger
  /** Aborted: a start under way is given up. */
  readonly signal?: AbortSignal
}

export interface RunningSystem {
  /** HTTP API. */
  readonly url: string
  /** WebSocket base of the bridge. */
  readonly mediaUrl: string
  /** `host:port` of the embedded speech engine. */
  readonly speechAddress: string
  /** Processes of the system besides this one, while they run: `media bridge` and `speech engine`. */
  readonly pids: Readonly<Record<'mediaBridge' | 'speechEngine', number | undefined>>
  /** Ends all parts in order, and removes what was made for this run alone. */
  close(): Promise<void>
}

interface Database {
  readonly url: string
  stop(): Promise<void>
}

/**
 * Starts a whole system: PostgreSQL, speech engine, app and media bridge, and the services that the
 * example flows call. What does not depend on each other starts at once.
 * @throws CliError CLI_PORT_IN_USE, CLI_CHILD_FAILED; RuntimeError of the database
 */
export async function startSystem(options: SystemOptions): Promise<RunningSystem> {
  await expectFreePort('PORT', options.port ?? 0)
  await expectFreePort('MEDIA_PORT', options.mediaPort ?? 0)
  const system = new SystemUnderWay(options)
  try {
    options.signal?.addEventListener('abort', () => system.giveUp(), { once: true })
    return await Promise.race([system.start(), system.abandoned])
  } catch (error) {
    await system.close()
    throw error
  }
}

/** Parts by the time they run, so that a failed start ends those that do. */
class SystemUnderWay {
  private readonly endings: (() => Promise<unknown>)[] = []
  private readonly logger: Logger
  private readonly startings: Promise<unknown>[] = []
  private readonly givenUp = new AbortController()
  /** Rejects when the start is given up. */
  readonly abandoned = new Promise<never>((_, reject) => {
    this.givenUp.signal.addEventListener('abort', () => reject(new CliError('CLI_CHILD_FAILED', 'The start was given up.')))
  })

  constructor(private readonly options: SystemOptions) {
    this.logger = options.logger
    this.abandoned.catch(() => undefined)
  }

  async start(): Promise<RunningSystem> {
    const folder = await this.takeFolder()
    const order = deferred<BridgeOrder>()
    order.promise.catch(() => undefined)
    const parts = [
      this.keep(this.startDatabase(folder), (database) => database.stop()),
      this.keep(
        startSpeechProcess({
          logger: this.logger,
          logLevel: this.logLevel,
          environment: this.options.environment ?? {},
          givenUp: this.givenUp.signal,
        }),
        (speech) => speech.stop(),
      ),
      this.keep(startDemoServices(), (demo) => demo.close()),
    ] as const
    const recordings = this.options.recordings === undefined ? undefined : planRecordings(this.options.recordings, folder)
    const app = this.startApp(parts[0], parts[2], recordings, folder)
    const bridge = this.keep(
      startBridgeProcess({ order: order.promise, logger: this.logger, givenUp: this.givenUp.signal, onReady: () => undefined }),
      (process) => process.stop(),
    )
    void Promise.all([app, parts[1]]).then(([runtime, speech]) => order.resolve(this.bridgeOrder(runtime, speech, folder, recordings)), order.reject)
    return this.assemble(...(await allOrFirstFailure([app, bridge, parts[1]] as const)))
  }

  giveUp(): void {
    this.givenUp.abort()
  }

  /** The app is ended last but for its database: facts of ending calls are still journaled. */
  async close(): Promise<void> {
    this.givenUp.abort()
    await Promise.allSettled(this.startings)
    for (const end of this.endings.splice(0).reverse())
      await end().catch((error: unknown) => this.logger.error({ err: error }, 'a part of the system did not end well'))
  }

  private assemble(runtime: RunningRuntime, bridge: BridgeProcess, speech: SpeechProcess): RunningSystem {
    return {
      url: runtime.url,
      mediaUrl: bridge.ready,
      speechAddress: speech.ready,
      get pids() {
        return { mediaBridge: bridge.pid, speechEngine: speech.pid }
      },
      close: () => this.close(),
    }
  }

  private get logLevel(): string {
    return this.options.logLevel ?? 'warn'
  }

  /** Also what becomes ready after the start has failed is ended. */
  private keep<Part>(starting: Promise<Part>, end: (part: Part) => Promise<unknown>): Promise<Part> {
    const kept = starting.then((part) => {
      this.endings.push(() => end(part))
      return part
    })
    this.startings.push(kept)
    return kept
  }

  private async takeFolder(): Promise<string> {
    if (this.options.dataDir !== undefined) {
      await makeFolder(this.options.dataDir)
      return this.options.dataDir
    }
    const folder = await mkdtemp(join(tmpdir(), 'callchart-'))
    // PostgreSQL's own user, where we are root, must pass through.
    await chmod(folder, 0o711)
    this.endings.push(() => rm(folder, { recursive: true, force: true }))
    return folder
  }

  private async startDatabase(folder: string): Promise<Database> {
    const { databaseUrl, dataDir } = this.options
    if (databaseUrl !== undefined) return { url: databaseUrl, stop: async () => undefined }
    const temporary = dataDir === undefined
    return startEmbeddedPostgres({ dataDir: temporary ? join(folder, 'database') : folder, temporary, logger: this.logger })
  }

  private async startApp(database: Promise<Database>, demo: Promise<RunningDemo>, recordings: RecordingPlan | undefined, folder: string): Promise<RunningRuntime> {
    const [{ url: databaseUrl }, services] = await allOrFirstFailure([database, demo] as const)
    const settings = { ...this.options, endpoints: { ...services.endpoints, ...this.options.endpoints }, allowedHosts: [services.host, ...(this.options.allowedHosts ?? [])] }
    const masterKey = await masterKeyFor(settings.masterKey, folder)
    const tracing = await openAppTracing(settings.tracing)
    if (tracing !== undefined) this.endings.push(() => tracing.close())
    return this.keep(startRuntime(appSettings(settings, { host, databaseUrl, masterKey, recordings, logger: this.logger, tracing, dataDir: folder })), (runtime) => runtime.close())
  }

  private bridgeOrder(runtime: RunningRuntime, speech: SpeechProcess, folder: string, recordings: RecordingPlan | undefined): BridgeOrder {
    const { url, controlAddress } = runtime
    const place = { host, controlAddresses: [controlAddress], speechAddress: speech.ready, folder, appUrl: runtime.audioBaseUrl, recordings, webOrigins: [url, url.replace(host, 'localhost')] }
    const { tracing } = this.options
    return { logLevel: this.logLevel, ...(tracing === undefined ? {} : { tracing }), settings: { ...bridgeSettings(this.options, place), bridgeId: `bridge-${process.pid}` } }
  }
}

/** Rejects with the first failure; the others' failures are then of no interest. */
function allOrFirstFailure<Parts extends readonly Promise<unknown>[]>(
  parts: Parts,
): Promise<{ -readonly [Index in keyof Parts]: Awaited<Parts[Index]> }> {
  for (const part of parts) part.catch(() => undefined)
  return Promise.all(parts)
}

/** A port in use is told before anything else is started. */
async function expectFreePort(setting: string, port: number): Promise<void> {
  if (port === 0) return
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portFailure(setting, port, error)))
    server.listen(port, host, () => server.close(() => resolve()))
  })
}

function portFailure(setting: string, port: number, error: NodeJS.ErrnoException): Error {
  if (error.code === 'EADDRINUSE')
    return new CliError(
      'CLI_PORT_IN_USE',
      `Port ${port} of ${host} is in use: end the other process, or choose another port with ${setting}.`,
      { cause: error },
    )
  return new CliError('CLI_PORT_IN_USE', `Port ${port} of ${host} cannot be taken (${error.code}): choose another port with ${setting}.`, {
    cause: error,
  })
}

function deferred<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void; reject: (error: unknown) => void } {
  let settle: { resolve: (value: Value) => void; reject: (error: unknown) => void } | undefined
  const promise = new Promise<Value>((resolve, reject) => (settle = { resolve, reject }))
  return { promise, resolve: (value) => settle?.resolve(value), reject: (error) => settle?.reject(error) }
}
