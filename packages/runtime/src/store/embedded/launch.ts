import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { RuntimeError } from '../../errors.js'
import type { Account } from './account.js'
import { findBinaries } from './binaries.js'
import { ensureCluster } from './cluster.js'
import type { Home } from './home.js'
import { findPostmaster, stopPostmaster, type Postmaster } from './postmaster.js'
import { waitUntilGone } from './process.js'
import { startServer, waitUntilReady } from './server.js'

export interface LaunchSettings {
  readonly stateFolder: string
  /** The data outlives this run. */
  readonly lasting: boolean
  /** Taken when it is free, else another one. */
  readonly port?: number | undefined
}

export interface Launched {
  readonly postmaster: Postmaster
  readonly reused: boolean
}

const stoppingWithinMs = 15_000

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
    `PostgreSQL (process ${alive.pid}) runs on ${home.cluster} and is ${alive.status}: wait for it, or stop it. See ${home.logFile}.`,
  )
}

/** The server that runs on the home already, or a new one. @throws RUNTIME_DATABASE_START_FAILED */
export async function launch(home: Home, account: Account | undefined, settings: LaunchSettings): Promise<Launched> {
  const running = await findRunning(home)
  if (running !== undefined) return { postmaster: running, reused: true }
  const binaries = await findBinaries(account, settings.stateFolder)
  await ensureCluster(binaries, home, account, settings.lasting)
  await removeStalePidFile(home)
  return { postmaster: await startServer(binaries, home, account, settings.port), reused: false }
}

/** On the same port, for whoever uses the server holds its address. @throws RUNTIME_DATABASE_START_FAILED */
export async function launchAgain(
  home: Home,
  account: Account | undefined,
  settings: LaunchSettings & { readonly port: number },
): Promise<Postmaster> {
  const { postmaster } = await launch(home, account, settings)
  if (postmaster.port === settings.port) return postmaster
  await stopPostmaster(postmaster.pid)
  throw new RuntimeError(
    'RUNTIME_DATABASE_START_FAILED',
    `PostgreSQL stopped and another process has taken its port ${settings.port}: restart this process.`,
  )
}
