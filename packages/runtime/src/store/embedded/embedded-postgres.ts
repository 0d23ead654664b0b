import { rm, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Logger } from 'pino'
import { unprivilegedAccount, type Account } from './account.js'
import { readPassword, superuser } from './cluster.js'
import { ensureDatabase } from './database.js'
import { prepareHome, type Home } from './home.js'
import { keepRunning, type Keeper } from './keep-running.js'
import { launch, launchAgain, type Launched, type LaunchSettings } from './launch.js'
import { lockFolder } from './owner-lock.js'
import { findPostmaster, stopPostmaster, type Postmaster } from './postmaster.js'
import { isAlive } from './process.js'
import { watchOver, type Watcher } from './watcher.js'

export interface EmbeddedPostgresSettings {
  /** Made when missing. One running process at a time owns it. */
  readonly dataDir: string
  /** Taken when it is free, else another one. */
  readonly port?: number
  /** The data is thrown away at `stop()`, and when this process dies. */
  readonly temporary?: boolean
  /** For root only: binaries and data go here where PostgreSQL's user cannot enter their own folder. */
  readonly stateFolder?: string
  readonly logger?: Pick<Logger, 'info' | 'error'>
}

export interface EmbeddedPostgres {
  /** `postgres://…@127.0.0.1:<port>/callchart`, password included. */
  readonly url: string
  /** A server that an earlier, killed process had left running was found and is used. */
  readonly reused: boolean
  /** Fast shutdown, then the data folder is free. */
  stop(): Promise<void>
}

const defaultStateFolder = '/var/lib/callchart'

const urlOf = async (home: Home, { port }: Postmaster): Promise<string> => `postgres://${superuser}:${await readPassword(home)}@127.0.0.1:${port}/callchart`

/** Of the server that runs on a data folder now, whoever owns the folder; absent: none does. Nothing is started, made or owned. */
export async function findEmbeddedPostgres({ dataDir, stateFolder = defaultStateFolder }: Pick<EmbeddedPostgresSettings, 'dataDir' | 'stateFolder'>): Promise<string | undefined> {
  const folder = resolve(dataDir)
  const isThere = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isThere) return undefined
  const home = await prepareHome(folder, await unprivilegedAccount(), stateFolder)
  const postmaster = await findPostmaster(home.cluster)
  return postmaster?.status === 'ready' ? urlOf(home, postmaster) : undefined
}

async function addressOf(home: Home, { postmaster, reused }: Launched): Promise<string> {
  const url = await urlOf(home, postmaster)
  await ensureDatabase(url).catch(async (error: unknown) => {
    if (!reused) await stopPostmaster(postmaster.pid)
    throw error
  })
  return url
}

/** The server of this run: looked after until it is stopped. */
class RunningServer {
  readonly #home: Home
  readonly #temporary: boolean
  readonly #keeper: Keeper
  #postmaster: Postmaster
  #watcher: Watcher | undefined

  constructor(
    home: Home,
    account: Account | undefined,
    first: Postmaster,
    settings: LaunchSettings,
    logger: EmbeddedPostgresSettings['logger'],
  ) {
    this.#home = home
    this.#temporary = !settings.lasting
    this.#postmaster = first
    this.#watch()
    this.#keeper = keepRunning({
      isRunning: () => isAlive(this.#postmaster.pid),
      restart: async () => {
        this.#postmaster = await launchAgain(home, account, { ...settings, port: first.port })
        this.#watch()
        logger?.error({ port: first.port, log: home.logFile }, 'the embedded PostgreSQL had stopped and was started again')
      },
      failed: (error) => logger?.error({ error: String(error) }, 'the embedded PostgreSQL stopped and cannot be started again'),
    })
  }

  async stop(): Promise<void> {
    await this.#keeper.release()
    // By now the pid of a server that had died may be another process.
    if ((await findPostmaster(this.#home.cluster))?.pid === this.#postmaster.pid) await stopPostmaster(this.#postmaster.pid)
    this.#watcher?.dismiss()
  }

  #watch(): void {
    this.#watcher?.dismiss()
    if (this.#temporary) this.#watcher = watchOver(this.#home, this.#postmaster.pid)
  }
}

const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true })

/**
 * A real PostgreSQL server on a folder of ours, as root or as an ordinary user, on a free port of 127.0.0.1; started again when it dies.
 * @throws RUNTIME_DATA_FOLDER_LOCKED another running process owns the folder
 * @throws RUNTIME_DATABASE_START_FAILED with what PostgreSQL said
 */
export async function startEmbeddedPostgres(settings: EmbeddedPostgresSettings): Promise<EmbeddedPostgres> {
  const { stateFolder = defaultStateFolder, temporary = false, port, logger } = settings
  const account = await unprivilegedAccount()
  const home = await prepareHome(resolve(settings.dataDir), account, stateFolder)
  const lock = await lockFolder(home.dataDir, home.lockFile)
  try {
    const launching: LaunchSettings = { stateFolder, lasting: !temporary, port }
    const launched = await launch(home, account, launching)
    const url = await addressOf(home, launched)
    const server = new RunningServer(home, account, launched.postmaster, launching, logger)
    logger?.info({ port: launched.postmaster.port, folder: home.folder, reused: launched.reused }, 'embedded PostgreSQL is ready')
    const stop = async (): Promise<void> => {
      await server.stop()
      if (temporary) await Promise.all([remove(home.folder), remove(home.dataDir)])
      else await lock.release()
    }
    return { url, reused: launched.reused, stop }
  } catch (error) {
    await lock.release()
    throw error
  }
}
