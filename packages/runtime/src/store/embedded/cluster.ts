import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { RuntimeError } from '../../errors.js'
import type { Account } from './account.js'
import type { Binaries } from './binaries.js'
import type { Home } from './home.js'

const run = promisify(execFile)

export const superuser = 'callchart'

/** PostgreSQL children get nothing of our environment: PGDATA and its like would change what they do. */
export const childEnvironment = { LC_ALL: 'C', TZ: 'UTC', PATH: process.env['PATH'] ?? '/usr/bin:/bin' }

/** C.UTF-8 of PostgreSQL's own: the same order and case rules on every machine, whatever locales it has. */
const localeFlags = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']

async function ownedBy(account: Account | undefined, path: string): Promise<void> {
  if (account !== undefined) await chown(path, account.uid, account.gid)
}

async function runInitdb(binaries: Binaries, home: Home, draft: string, account: Account | undefined, lasting: boolean): Promise<void> {
  const secret = join(draft, 'password')
  const target = join(draft, 'cluster')
  const flags = [
    `--pgdata=${target}`,
    '--auth=scram-sha-256',
    `--username=${superuser}`,
    `--pwfile=${secret}`,
    '--no-instructions',
    ...localeFlags,
  ]
  if (!lasting) flags.push('--no-sync')
  await mkdir(draft, { mode: 0o700 })
  await writeFile(secret, `${await readPassword(home)}\n`, { mode: 0o600 })
  await Promise.all([ownedBy(account, draft), ownedBy(account, secret)])
  // Its working folder must be one that the account can enter.
  await run(binaries.initdb, flags, { ...account, cwd: '/', env: childEnvironment })
  await rename(target, home.cluster)
}

export const readPassword = async (home: Home): Promise<string> => (await readFile(home.passwordFile, 'utf8')).trim()

async function initialisedRelease(home: Home): Promise<string | undefined> {
  const text = await readFile(join(home.cluster, 'PG_VERSION'), 'utf8').catch(() => undefined)
  return text?.trim()
}

const release = '18'

function otherRelease(home: Home, found: string): RuntimeError {
  return new RuntimeError(
    'RUNTIME_DATABASE_START_FAILED',
    `${home.cluster} is of PostgreSQL ${found}, this is PostgreSQL ${release}: choose another data folder, or move the data with pg_dump.`,
  )
}

/**
 * Makes the database cluster unless it is there; whole or not at all.
 * @param lasting it survives a power cut from the first moment on
 */
export async function ensureCluster(binaries: Binaries, home: Home, account: Account | undefined, lasting = true): Promise<void> {
  const found = await initialisedRelease(home)
  if (found === release) return
  if (found !== undefined) throw otherRelease(home, found)
  const draft = `${home.cluster}.new`
  await rm(draft, { recursive: true, force: true })
  await writeFile(home.passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
  try {
    await runInitdb(binaries, home, draft, account, lasting)
  } catch (cause) {
    const said = typeof cause === 'object' && cause !== null && 'stderr' in cause ? String(cause.stderr).trim() : String(cause)
    throw new RuntimeError('RUNTIME_DATABASE_START_FAILED', `PostgreSQL could not be prepared in ${home.cluster}: ${said}`, { cause })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}
