import { chmod, lstat, mkdir, readlink, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/test-database.js'
import { canEnter, unprivilegedAccount } from './account.js'
import { findBinaries, type Distribution } from './binaries.js'

const folders: string[] = []
afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true }))))

async function newFolder(): Promise<string> {
  const folder = await temporaryFolder()
  folders.push(folder)
  return folder
}

const stranger = { uid: 65_533, gid: 65_533 }

async function fakeDistribution(): Promise<Distribution> {
  const root = await newFolder()
  const folder = join(root, 'native')
  await Promise.all(['bin', 'lib'].map((part) => mkdir(join(folder, part), { recursive: true })))
  await Promise.all(['bin/initdb', 'bin/postgres', 'lib/libpq.so.5.18'].map((file) => writeFile(join(folder, file), file, { mode: 0o644 })))
  await writeFile(
    join(folder, 'pg-symlinks.json'),
    JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]),
  )
  return { folder, release: '18.test' }
}

describe('the binaries', () => {
  it('are those of the installed package for an ordinary user', async () => {
    const { postgres, initdb } = await findBinaries(undefined, '/nonexistent')

    expect((await stat(postgres)).mode & 0o111).toBe(0o111)
    expect((await stat(initdb)).mode & 0o111).toBe(0o111)
  })

  it('are made executable, with the links that npm leaves out', async () => {
    const distribution = await fakeDistribution()

    const { postgres } = await findBinaries(undefined, '/nonexistent', distribution)

    expect((await stat(postgres)).mode & 0o777).toBe(0o755)
    expect(await readlink(join(distribution.folder, 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18')
  })

  it('are copied once where the account cannot enter their folder', async () => {
    const distribution = await fakeDistribution()
    const stateFolder = join(await newFolder(), 'state')

    const [one, two] = await Promise.all([
      findBinaries(stranger, stateFolder, distribution),
      findBinaries(stranger, stateFolder, distribution),
    ])

    expect(one).toEqual(two)
    expect(one.postgres).toBe(join(stateFolder, 'postgresql-18.test', 'bin', 'postgres'))
    expect((await lstat(join(stateFolder, 'postgresql-18.test', 'lib', 'libpq.so.5'))).isSymbolicLink()).toBe(true)
    await rm(distribution.folder, { recursive: true })
    await mkdir(join(distribution.folder, 'bin'), { recursive: true })
    await Promise.all(['bin/initdb', 'bin/postgres'].map((file) => writeFile(join(distribution.folder, file), '', { mode: 0o755 })))
    expect(await findBinaries(stranger, stateFolder, distribution)).toEqual(one)
  })
})

describe('the account', () => {
  it('is nobody else for an ordinary user', async () => {
    expect(await unprivilegedAccount(1_000)).toBeUndefined()
  })

  it('enters only where every folder on the way lets it through', async () => {
    const closed = await newFolder()
    expect(await canEnter(closed, stranger)).toBe(false)
    expect(await canEnter('/', stranger)).toBe(true)

    await chmod(closed, 0o711)
    await mkdir(join(closed, 'inner'), { mode: 0o700 })

    expect(await canEnter(closed, stranger)).toBe(true)
    expect(await canEnter(join(closed, 'inner'), stranger)).toBe(false)
    const { uid, gid } = await stat(closed)
    expect(await canEnter(join(closed, 'inner'), { uid, gid })).toBe(true)
  })
})
