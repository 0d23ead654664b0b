import { createHash } from 'node:crypto'
import { chmod, mkdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { canEnter, type Account } from './account.js'

/** Where an embedded database lives: its files, its password, its log and the lock of its owner. */
export interface Home {
  readonly folder: string
  readonly cluster: string
  readonly passwordFile: string
  readonly logFile: string
  readonly lockFile: string
  /** The folder that the user named. */
  readonly dataDir: string
}

const homeIn = (folder: string, dataDir: string): Home => ({
  folder,
  cluster: join(folder, 'postgresql'),
  passwordFile: join(folder, 'postgresql.password'),
  logFile: join(folder, 'postgresql.log'),
  lockFile: join(folder, 'owner.lock'),
  dataDir,
})

/** Lets the account pass through a folder of ours, not read it. */
async function openForPassing(folder: string): Promise<void> {
  const { mode } = await stat(folder)
  if ((mode & 0o011) !== 0o011) await chmod(folder, (mode & 0o777) | 0o011)
}

/** The data folder itself, or a folder of its own under the state folder where the account cannot enter the data folder. */
export async function prepareHome(dataDir: string, account: Account | undefined, stateFolder: string): Promise<Home> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const real = await realpath(dataDir)
  if (account === undefined) return homeIn(real, real)
  await openForPassing(real)
  if (await canEnter(real, account)) return homeIn(real, real)
  const elsewhere = join(stateFolder, createHash('sha256').update(real).digest('hex').slice(0, 16))
  await mkdir(elsewhere, { recursive: true, mode: 0o711 })
  await chmod(elsewhere, 0o711)
  await chmod(stateFolder, 0o755)
  return homeIn(elsewhere, real)
}
