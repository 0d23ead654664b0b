import { createHash, randomUUID } from 'node:crypto'
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

const readText = (file: string): Promise<string | undefined> => readFile(file, 'utf8').catch(() => undefined)

function ownerIn(text: string): Owner | undefined {
  try {
    const owner = JSON.parse(text) as Partial<Owner> | null
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

async function writeDraft(file: string, owner: Owner): Promise<string> {
  const draft = `${file}.${randomUUID()}`
  // The nonce tells two owners of one process apart.
  await writeFile(draft, JSON.stringify({ ...owner, nonce: randomUUID() }), { mode: 0o600 })
  return draft
}

/** The file appears with its content in one step: nobody reads half an owner. */
async function tryCreate(file: string, owner: Owner): Promise<boolean> {
  const draft = await writeDraft(file, owner)
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
 * Whoever takes over from this very dead owner holds a lock of its own for it and looks again, so that a slower
 * one never replaces the owner that took over before it.
 */
async function takeOver(folder: string, file: string, dead: string, self: Owner): Promise<boolean> {
  const claim = await lockFolder(folder, `${file}.${createHash('sha256').update(dead).digest('hex').slice(0, 16)}`)
  try {
    if ((await readText(file)) !== dead) return false
    await rename(await writeDraft(file, self), file)
    return true
  } finally {
    await claim.release()
  }
}

/**
 * Makes this process the owner of the folder; the lock of an owner that is gone is taken over.
 * @throws RUNTIME_DATA_FOLDER_LOCKED a living process owns it, or is taking it over
 */
export async function lockFolder(folder: string, file: string): Promise<OwnerLock> {
  const startTicks = await startedAtTicks(process.pid)
  const self: Owner = { pid: process.pid, ...(startTicks !== undefined && { startTicks }) }
  for (let isOurs = await tryCreate(file, self); !isOurs; ) {
    const text = await readText(file)
    const owner = text === undefined ? undefined : ownerIn(text)
    if (owner !== undefined && (await lives(owner))) throw locked(folder, owner)
    isOurs = text === undefined ? await tryCreate(file, self) : await takeOver(folder, file, text, self)
  }
  return { release: () => rm(file, { force: true }) }
}
