import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile, stat, truncate } from 'node:fs/promises'
import { createServer } from 'node:net'
import { RuntimeError } from '../../errors.js'
import type { Account } from './account.js'
import type { Binaries } from './binaries.js'
import { childEnvironment } from './cluster.js'
import type { Home } from './home.js'
import { readPostmaster, type Postmaster } from './postmaster.js'
import { isAlive, pollFor } from './process.js'

const startWithinMs = 60_000
const attempts = 5
const logCapBytes = 5_000_000

/** No Unix socket: its path may be too long, and its folder not ours. `sync` input and output saves worker processes. */
const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=on',
  'shared_buffers=32MB',
  'max_connections=100',
  'io_method=sync',
  'jit=off',
  'max_logical_replication_workers=0',
  'timezone=UTC',
  'log_timezone=UTC',
]

async function freePort(): Promise<number> {
  const probe = createServer()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('A TCP server has no port.')
  return address.port
}

/** Its own process group and a log file: Ctrl-C in the terminal and our own death leave it running. */
async function spawnPostgres(binaries: Binaries, home: Home, port: number, account: Account | undefined): Promise<ChildProcess> {
  const log = await open(home.logFile, 'a', 0o600)
  try {
    const flags = ['-D', home.cluster, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
    const child = spawn(binaries.postgres, flags, {
      ...account,
      cwd: '/',
      env: childEnvironment,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    })
    await once(child, 'spawn')
    child.unref()
    return child
  } finally {
    await log.close()
  }
}

async function shortenLog(home: Home): Promise<void> {
  const size = await stat(home.logFile).then(
    (file) => file.size,
    () => 0,
  )
  if (size > logCapBytes) await truncate(home.logFile)
}

async function lastLines(home: Home): Promise<string> {
  const text = await readFile(home.logFile, 'utf8').catch(() => '')
  return text.trim().split('\n').slice(-5).join('\n')
}

export async function waitUntilReady(home: Home, pid: number): Promise<Postmaster | undefined> {
  const found = await pollFor(async () => {
    const now = await readPostmaster(home.cluster)
    if (now?.pid === pid && now.status === 'ready') return now
    return isAlive(pid) ? undefined : 'gone'
  }, startWithinMs)
  return found === 'gone' ? undefined : found
}

/**
 * Starts PostgreSQL on 127.0.0.1, on the given port or a free one; tries another port when somebody else has it.
 * @throws RUNTIME_DATABASE_START_FAILED with what PostgreSQL said
 */
export async function startServer(binaries: Binaries, home: Home, account: Account | undefined, port?: number): Promise<Postmaster> {
  await shortenLog(home)
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const child = await spawnPostgres(binaries, home, attempt === 1 && port !== undefined ? port : await freePort(), account)
    const ready = child.pid === undefined ? undefined : await waitUntilReady(home, child.pid)
    if (ready !== undefined) return ready
    if (!(await lastLines(home)).includes('could not bind')) break
  }
  throw new RuntimeError('RUNTIME_DATABASE_START_FAILED', `PostgreSQL did not start, see ${home.logFile}: ${await lastLines(home)}`)
}
