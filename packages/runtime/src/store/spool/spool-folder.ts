import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { lockFolder } from '../embedded/owner-lock.js'
import { RuntimeError } from '../../errors.js'
import type { Refused } from './drain.js'
import { SpoolFile } from './spool-file.js'
import { recordLine, type SpoolRecord } from './spool-record.js'

/** A spool's place: `<folder>/<runtimeId>/spool`, locked by the process that writes it. */
export interface SpoolPlace {
  readonly file: SpoolFile
  keepRefused(refused: readonly Refused[]): Promise<void>
  /** @param isEmpty everything is in the database: the place is removed */
  leave(isEmpty: boolean): Promise<void>
}

const spoolName = 'spool'
const lockName = 'owner'
const refusedName = 'refused'
/** What nobody has looked at by then is personal data that nobody needs. */
const refusedKeptMs = 30 * 86_400_000

const refusedFolder = (folder: string): string => join(folder, refusedName)

async function takePlace(folder: string, name: string, capBytes: number): Promise<SpoolPlace> {
  const own = join(folder, name)
  await mkdir(own, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(own, join(own, lockName))
  const file = await SpoolFile.open(join(own, spoolName), { capBytes })
  return {
    file,
    keepRefused: (refused) => appendRefused(folder, name, refused),
    async leave(isEmpty) {
      if (isEmpty) await rm(own, { recursive: true, force: true })
      else await lock.release()
    },
  }
}

/** @throws RUNTIME_DATA_FOLDER_LOCKED */
export const takeSpoolPlace = (folder: string, runtimeId: string, capBytes: number): Promise<SpoolPlace> => takePlace(folder, runtimeId, capBytes)

async function appendRefused(folder: string, name: string, refused: readonly Refused[]): Promise<void> {
  await mkdir(refusedFolder(folder), { recursive: true, mode: 0o700 })
  const handle = await open(join(refusedFolder(folder), `${name}.spool`), 'a', 0o600)
  try {
    await handle.write(refused.map(({ record }) => recordLine(record)).join(''))
    await handle.datasync()
  } finally {
    await handle.close()
  }
}

export interface LeftSpoolParts {
  readonly folder: string
  readonly capBytes: number
  readonly logger: Pick<Logger, 'warn' | 'info' | 'error'>
  readonly now: () => number
  drain(records: readonly SpoolRecord[]): Promise<readonly Refused[]>
}

/**
 * Tells the database what processes have spooled that ended before they could. Spools of living processes are left alone.
 * @throws RUNTIME_STORE_UNAVAILABLE
 */
export async function drainLeftSpools(parts: LeftSpoolParts): Promise<void> {
  await mkdir(parts.folder, { recursive: true, mode: 0o700 })
  await forgetRefused(parts)
  for (const entry of await readdir(parts.folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name === refusedName || (await isBeingMade(join(parts.folder, entry.name)))) continue
    const place = await takePlace(parts.folder, entry.name, parts.capBytes).catch((error: unknown) => {
      if (error instanceof RuntimeError && error.code === 'RUNTIME_DATA_FOLDER_LOCKED') return undefined
      throw error
    })
    if (place !== undefined) await drainLeft(place, entry.name, parts)
  }
}

/** Its process is about to take it. */
async function isBeingMade(own: string): Promise<boolean> {
  const names: string[] = await readdir(own).catch(() => [])
  return !names.includes(lockName) && !names.includes(spoolName)
}

async function drainLeft(place: SpoolPlace, runtimeId: string, parts: LeftSpoolParts): Promise<void> {
  const { file } = place
  let drained = 0
  let at = 0
  try {
    for (let chunk = await file.read(0); chunk.records.length > 0; chunk = await file.read(at)) {
      const refused = await parts.drain(chunk.records)
      if (refused.length > 0) await place.keepRefused(refused)
      for (const { record, error } of refused) parts.logger.error({ callId: record.callId, type: record.type, code: error.code }, 'spooled record refused')
      drained += chunk.records.length
      at = chunk.next
    }
    // Behind the last whole record there may be one that was being written when the process ended: nobody was told that it is kept.
    if (file.bytes > 0) parts.logger.info({ spoolOf: runtimeId, drained, cutOffBytes: file.bytes - at }, 'spool of an earlier process is drained')
    await file.close()
    await place.leave(true)
  } catch (error) {
    await file.close()
    await place.leave(false)
    throw error
  }
}

async function forgetRefused({ folder, now }: LeftSpoolParts): Promise<void> {
  const names = await readdir(refusedFolder(folder)).catch(() => [])
  for (const name of names) {
    const path = join(refusedFolder(folder), name)
    const found = await stat(path).catch(() => undefined)
    if (found !== undefined && found.mtimeMs < now() - refusedKeptMs) await rm(path, { force: true })
  }
}
