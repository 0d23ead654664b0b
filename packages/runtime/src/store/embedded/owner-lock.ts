import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { RuntimeError } from '../../errors.js'
import { isAlive, startedAtTicks } from './process.js'

interface Owner {
  readonly pid: number
  /** Tells a process from a later one with the same pid; absent where the system does not say. */
  readonly startTicks?: string
}

export interface OwnerLock {
  release(): Promise<void>
}

const hasCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code

async function readOwner(file: string): Promise<Owner | undefined> {
  try {
    const owner = JSON.parse(await readFile(file, 'utf8')) as Partial<Owner> | null
    return typeof owner?.pid === 'number'
      ? { pid: owner.pid, ...(owner.startTicks !== undefined && { startTicks: owner.startTicks }) }
      : undefined
  } catch {
    return undefined
  }
}

async function lives(owner: Owner | undefined): Promise<boolean> {
  if (owner === undefined || !isAlive(owner.pid)) return false
  return owner.startTicks === undefined || owner.startTicks === (await startedAtTicks(owner.pid))
}

function locked(folder: string, owner: Owner): RuntimeError {
  return new RuntimeError(
    'RUNTIME_DATA_FOLDER_LOCKED',
    `Data folder ${folder} is in use by process ${owner.pid}: stop that process, or choose another data folder.`,
    { fields: { folder, pid: owner.pid } },
  )
}

/** Moves a dead owner's file away. A file that another process put there meanwhile is put back. */
async function clearDeadOwner(file: string, folder: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`
  await rename(file, aside).catch((error: unknown) => {
    if (!hasCode(error, 'ENOENT')) throw error
  })
  const moved = await readOwner(aside)
  try {
    if (moved !== undefined && (await lives(moved))) {
      await link(aside, file)
      throw locked(folder, moved)
    }
  } finally {
    await rm(aside, { force: true })
  }
}

/** The file appears with its content in one step: nobody reads half an owner. */
async function tryCreate(file: string, owner: Owner): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`
  await writeFile(draft, JSON.stringify(owner), { mode: 0o600 })
  try {
    await link(draft, file)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

/**
 * Makes this process the owner of the folder; the lock of an owner that is gone is taken over.
 * @throws RUNTIME_DATA_FOLDER_LOCKED a living process owns it
 */
export async function lockFolder(folder: string, file: string): Promise<OwnerLock> {
  const startTicks = await startedAtTicks(process.pid)
  const self: Owner = { pid: process.pid, ...(startTicks !== undefined && { startTicks }) }
  while (!(await tryCreate(file, self))) {
    const owner = await readOwner(file)
    if (owner !== undefined && (await lives(owner))) throw locked(folder, owner)
    await clearDeadOwner(file, folder)
  }
  return { release: () => rm(file, { force: true }) }
}
