import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive, waitUntilGone } from './process.js'

/** What a running PostgreSQL says of itself in postmaster.pid (miscadmin.h, LOCK_FILE_LINE_*). */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  readonly status: 'starting' | 'stopping' | 'ready' | 'standby'
}

const statuses = ['starting', 'stopping', 'ready', 'standby'] as const

export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const lines = text.split('\n').map((line) => line.trim())
  const pid = Number(lines[0])
  const status = statuses.find((known) => known === lines[7])
  return Number.isInteger(pid) && pid > 0 && status !== undefined ? { pid, port: Number(lines[3]), status } : undefined
}

/** Whether the process is a PostgreSQL server, where the system tells; after a power cut the pid may be anybody's. */
async function isPostgres(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => undefined)
  return command === undefined || command.trim() === 'postgres'
}

/** The server that runs on the cluster now, left there by whomever. */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const postmaster = await readPostmaster(cluster)
  if (postmaster === undefined || !isAlive(postmaster.pid)) return undefined
  return (await isPostgres(postmaster.pid)) ? postmaster : undefined
}

const fastShutdownMs = 10_000
const immediateShutdownMs = 5_000

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one, which the next start recovers from. */
export async function stopPostmaster(pid: number): Promise<void> {
  signal(pid, 'SIGINT')
  if (await waitUntilGone(pid, fastShutdownMs)) return
  signal(pid, 'SIGQUIT')
  await waitUntilGone(pid, immediateShutdownMs)
}
