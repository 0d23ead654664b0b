import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Logger } from 'pino'
import { RuntimeError } from '../../errors.js'
import { findBinaries } from './binaries.js'
import { unprivilegedAccount, type Account } from './account.js'
import { ensureCluster, readPassword, superuser } from './cluster.js'
import { ensureDatabase } from './database.js'
import { prepareHome, type Home } from './home.js'
import { lockFolder } from './owner-lock.js'
import { findPostmaster, stopPostmaster, type Postmaster } from './postmaster.js'
import { waitUntilGone } from './process.js'
import { startServer, waitUntilReady } from './server.js'
import { watchOver } from './watcher.js'

export interface EmbeddedPostgresSettings {
  /** Made when missing. One running process at a time owns it. */
  readonly dataDir: string
  /** Taken when it is free, else another one. */
  readonly port?: number
  /** The data is thrown away at `stop()`, and when this process dies. */
  readonly temporary?: boolean
  /** For root only: binaries and data go here where PostgreSQL's user cannot enter their own folder. */
  readonly stateFolder?: string
  readonly logger?: Pick<Logger, 'info'>
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
const stoppingWithinMs = 15_000

interface Launched {
  readonly postmaster: Postmaster
  readonly reused: boolean
}

async function findRunning(home: Home): Promise<Postmaster | undefined> {
  const running = await findPostmaster(home.cluster)
  if (running === undefined) return undefined
  if (running.status !== 'stopping') return waitUntilReady(home, running.pid)
  await waitUntilGone(running.pid, stoppingWithinMs)
  return undefined
}

/** A power cut leaves the file; by now its pid may be another process, which would keep PostgreSQL from starting. */
async function removeStalePidFile(home: Home): Promise<void> {
  const alive = await findPostmaster(home.cluster)
  if (alive === undefined) return rm(join(home.cluster, 'postmaster.pid'), { force: true })
  throw new RuntimeError(
    'RUNTIME_DATABASE_START_FAILED',
    `PostgreSQL (process ${alive.pid}) runs on ${home.cluster} and is ${alive.status}: wait until it is done, or stop it. See ${home.logFile}.`,
  )
}

async function launch(home: Home, account: Account | undefined, { stateFolder = defaultStateFolder, temporary = false, port }: EmbeddedPostgresSettings): Promise<Launched> {
  const running = await findRunning(home)
  if (running !== undefined) return { postmaster: running, reused: true }
  const binaries = await findBinaries(account, stateFolder)
  await ensureCluster(binaries, home, account, !temporary)
  await removeStalePidFile(home)
  return { postmaster: await startServer(binaries, home, account, port), reused: false }
}

async function addressOf(home: Home, { postmaster, reused }: Launched): Promise<string> {
  const url = `postgres://${superuser}:${await readPassword(home)}@127.0.0.1:${postmaster.port}/callchart`
  await ensureDatabase(url).catch(async (error: unknown) => {
    if (!reused) await stopPostmaster(postmaster.pid)
    throw error
  })
  return url
}

/**
 * A real PostgreSQL server on a folder of ours, as root or as an ordinary user, on a free port of 127.0.0.1.
 * @throws RUNTIME_DATA_FOLDER_LOCKED another running process owns the folder
 * @throws RUNTIME_DATABASE_START_FAILED with what PostgreSQL said
 */
export async function startEmbeddedPostgres(settings: EmbeddedPostgresSettings): Promise<EmbeddedPostgres> {
  const { stateFolder = defaultStateFolder, temporary = false } = settings
  const account = await unprivilegedAccount()
  const home = await prepareHome(resolve(settings.dataDir), account, stateFolder)
  const lock = await lockFolder(home.dataDir, home.lockFile)
  try {
    const launched = await launch(home, account, settings)
    const url = await addressOf(home, launched)
    const { pid, port } = launched.postmaster
    const watcher = temporary ? watchOver(home, pid) : undefined
    settings.logger?.info({ port, folder: home.folder, reused: launched.reused }, 'embedded PostgreSQL is ready')
    const stop = async (): Promise<void> => {
      await stopPostmaster(pid)
      watcher?.dismiss()
      if (temporary) await Promise.all([home.folder, home.dataDir].map((path) => rm(path, { recursive: true, force: true })))
      else await lock.release()
    }
    return { url, reused: launched.reused, stop }
  } catch (error) {
    await lock.release()
    throw error
  }
}
