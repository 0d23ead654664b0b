import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { isStoreAway } from '../store/failure.js'
import type { PreparedVersion } from './prepare-version.js'
import type { VersionStore } from './version-store.js'

/** Versions on the local disk, for calls while the database is away. */
export interface VersionCopies {
  /** Whole, as it was kept; undefined where there is none, or the file is damaged. */
  find(version: string): Promise<PreparedVersion | undefined>
  /** @param isNew what is kept already is written over */
  keep(prepared: PreparedVersion, isNew: boolean): Promise<void>
}

/** Those used last stay: as many as a runtime has ready. */
const keptCount = 64
const fileEnd = '.version.json'
const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** @param folder made when it is needed; files are `<version>.version.json`: the SHA-256 of the second line, and the version */
export function createVersionCopies(folder: string, logger?: Pick<Logger, 'warn'>): VersionCopies {
  const pathOf = (version: string): string => join(folder, `${version}${fileEnd}`)

  const write = async (prepared: PreparedVersion): Promise<void> => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const text = JSON.stringify(prepared)
    const draft = `${pathOf(prepared.version)}.${randomUUID()}`
    const handle = await open(draft, 'wx', 0o600)
    try {
      await handle.writeFile(`${digestOf(text)}\n${text}`)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, pathOf(prepared.version))
    await dropOldest()
  }

  const dropOldest = async (): Promise<void> => {
    const names = await readdir(folder)
    if (names.length <= keptCount) return
    const files = await Promise.all(names.map(async (name) => ({ name, usedMs: (await stat(join(folder, name)).catch(() => undefined))?.mtimeMs ?? 0 })))
    for (const { name } of files.sort((left, right) => left.usedMs - right.usedMs).slice(0, -keptCount)) await rm(join(folder, name), { force: true })
  }

  /** Whether there was one. */
  const touch = (version: string): Promise<boolean> => {
    const now = new Date()
    return utimes(pathOf(version), now, now).then(() => true, () => false)
  }

  return {
    async find(version) {
      const text = await readFile(pathOf(version), 'utf8').catch(() => undefined)
      if (text === undefined) return undefined
      const lineEnd = text.indexOf('\n')
      const body = text.slice(lineEnd + 1)
      const prepared = digestOf(body) === text.slice(0, lineEnd) ? (JSON.parse(body) as PreparedVersion) : undefined
      if (prepared?.version === version) return prepared
      logger?.warn({ version }, 'local copy of a version is damaged')
      return undefined
    },
    async keep(prepared, isNew) {
      try {
        if (isNew || !(await touch(prepared.version))) await write(prepared)
      } catch (error) {
        logger?.warn({ err: error, version: prepared.version }, 'no local copy of a version')
      }
    },
  }
}

/** The database's versions, each with a copy on the local disk from its first use on: while the database is away the copy is used. */
export const copiedVersions = (versions: VersionStore, copies: VersionCopies): VersionStore => ({
  ...versions,
  async find(version) {
    try {
      const found = await versions.find(version)
      if (found !== undefined) await copies.keep(found, false)
      return found
    } catch (error) {
      const copy = isStoreAway(error) ? await copies.find(version) : undefined
      if (copy !== undefined) return copy
      throw error
    }
  },
  async save(prepared, at) {
    try {
      await versions.save(prepared, at)
      await copies.keep(prepared, true)
    } catch (error) {
      // What was saved before needs no saving.
      if (!isStoreAway(error) || (await copies.find(prepared.version)) === undefined) throw error
    }
  },
})
