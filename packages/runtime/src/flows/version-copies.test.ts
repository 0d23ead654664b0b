import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { RuntimeError } from '../errors.js'
import { temporaryFolder } from '../store/testing/test-database.js'
import type { PreparedVersion } from './prepare-version.js'
import { copiedVersions, createVersionCopies } from './version-copies.js'
import type { VersionStore } from './version-store.js'

const prepared = (version: string): PreparedVersion => ({ version, document: { name: version }, compiled: {}, models: [] }) as unknown as PreparedVersion
const away = new RuntimeError('RUNTIME_STORE_UNAVAILABLE', 'PostgreSQL is not answering.', { retryable: true })

/** A store that can be away. */
function scriptedStore(): { readonly versions: VersionStore; isAway: boolean } {
  const saved = new Map<string, PreparedVersion>()
  const store = { isAway: false }
  const versions = {
    find: async (version: string) => (store.isAway ? Promise.reject(away) : saved.get(version)),
    save: async (each: PreparedVersion) => (store.isAway ? Promise.reject(away) : void saved.set(each.version, each)),
  } as unknown as VersionStore
  return Object.assign(store, { versions })
}

describe('local copies of versions', () => {
  it('stand in for those saved or loaded before, while the database is away', async () => {
    const store = scriptedStore()
    await store.versions.save(prepared('loaded'), new Date())
    const versions = copiedVersions(store.versions, createVersionCopies(await temporaryFolder()))
    await versions.save(prepared('saved'), new Date())
    await versions.find('loaded')

    store.isAway = true

    expect(await versions.find('saved')).toEqual(prepared('saved'))
    expect(await versions.find('loaded')).toEqual(prepared('loaded'))
    await versions.save(prepared('saved'), new Date())
    await expect(versions.save(prepared('new'), new Date())).rejects.toBe(away)
    await expect(versions.find('new')).rejects.toBe(away)
  })

  it('are none where their files were changed', async () => {
    const folder = await temporaryFolder()
    const copies = createVersionCopies(folder)
    await copies.keep(prepared('changed'), true)
    const [name = ''] = await readdir(folder)
    const text = await readFile(join(folder, name), 'utf8')

    await writeFile(join(folder, name), text.replace('"name":"changed"', '"name":"cheated"'))

    expect(await copies.find('changed')).toBeUndefined()
  })

  it('are as many as a runtime has ready, those used last', async () => {
    const folder = await temporaryFolder()
    const copies = createVersionCopies(folder)
    for (let index = 0; index < 70; index += 1) await copies.keep(prepared(`version-${index}`), true)

    expect(await readdir(folder)).toHaveLength(64)
    expect(await copies.find('version-69')).toEqual(prepared('version-69'))
  })
})
