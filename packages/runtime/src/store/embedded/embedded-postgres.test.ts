import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Logger } from 'pino'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/test-database.js'
import { startEmbeddedPostgres } from './embedded-postgres.js'
import { isAlive, pollFor } from './process.js'

const built = fileURLToPath(new URL('../../../dist/store/embedded/embedded-postgres.js', import.meta.url))
const asRoot = process.getuid?.() === 0

async function query<Row>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(text)
    return rows as Row[]
  } finally {
    await client.end()
  }
}

interface Run {
  readonly child: ChildProcess
  readonly url: string
}

/** Another process that starts the database and goes on until it is killed. */
async function runElsewhere(settings: object): Promise<Run> {
  const script = `import { startEmbeddedPostgres } from ${JSON.stringify(built)}
    const { url } = await startEmbeddedPostgres(${JSON.stringify(settings)})
    console.log(url)
    setInterval(() => undefined, 1_000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return { child, url }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

const serverPid = async (cluster: string): Promise<number> =>
  Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[0])

describe('the embedded PostgreSQL', () => {
  it('is a durable UTF-8 server on 127.0.0.1 that keeps its data and its password', async () => {
    const dataDir = await temporaryFolder()
    const first = await startEmbeddedPostgres({ dataDir })
    const [settings] = await query<object>(
      first.url,
      `select current_setting('fsync') as fsync, current_setting('listen_addresses') as listens,
        current_setting('unix_socket_directories') as sockets,
        current_setting('server_encoding') as encoding, (select datlocale from pg_database where datname = 'callchart') as locale,
        lower('ÄÖÜ') as lower, current_setting('password_encryption') as passwords`,
    )
    expect(settings).toEqual({
      fsync: 'on',
      listens: '127.0.0.1',
      sockets: '',
      encoding: 'UTF8',
      locale: 'C.UTF-8',
      lower: 'äöü',
      passwords: 'scram-sha-256',
    })
    expect(((await stat(join(dataDir, 'postgresql.password'))).mode & 0o777).toString(8)).toBe('600')
    const withoutPassword = Object.assign(new URL(first.url), { password: 'guess' })
    await expect(query(withoutPassword.href, 'select 1')).rejects.toThrow(/password/)
    await query(first.url, 'create table kept (n integer)')
    await first.stop()

    const second = await startEmbeddedPostgres({ dataDir, temporary: true })

    expect(second.reused).toBe(false)
    expect(await query(second.url, 'select count(*)::integer as count from kept')).toEqual([{ count: 0 }])
    await second.stop()
    expect(existsSync(dataDir)).toBe(false)
  }, 60_000)

  it('refuses a folder that this or another process uses, names the process, and takes it when that one is gone', async () => {
    const dataDir = await temporaryFolder()
    const { child } = await runElsewhere({ dataDir })

    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
      code: 'RUNTIME_DATA_FOLDER_LOCKED',
      message: expect.stringContaining(`process ${child.pid}`) as string,
      fields: { pid: child.pid },
    })

    await kill(child)
    const taken = await startEmbeddedPostgres({ dataDir, temporary: true })
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
      code: 'RUNTIME_DATA_FOLDER_LOCKED',
      fields: { pid: process.pid },
    })
    await taken.stop()
  }, 60_000)

  it('finds the server of a killed run, goes on with it and stops it', async () => {
    const dataDir = await temporaryFolder()
    const killed = await runElsewhere({ dataDir })
    await query(killed.url, 'create table survives (n integer)')
    const pid = await serverPid(join(dataDir, 'postgresql'))
    await kill(killed.child)
    expect(isAlive(pid)).toBe(true)

    const found = await startEmbeddedPostgres({ dataDir, temporary: true })

    expect(found).toMatchObject({ url: killed.url, reused: true })
    expect(await query(found.url, 'select * from survives')).toEqual([])
    await found.stop()
    expect(isAlive(pid)).toBe(false)
  }, 60_000)

  it('starts after a power cut, when the pid in its file is by now another process', async () => {
    const dataDir = await temporaryFolder()
    const first = await startEmbeddedPostgres({ dataDir })
    await query(first.url, 'create table written (n integer)')
    await first.stop()
    const cluster = join(dataDir, 'postgresql')
    await writeFile(join(cluster, 'postmaster.pid'), [process.pid, cluster, 1, 1, '', '127.0.0.1', '', 'ready'].join('\n'))

    const second = await startEmbeddedPostgres({ dataDir, temporary: true })

    expect(await query(second.url, 'select * from written')).toEqual([])
    await second.stop()
  }, 60_000)

  it('is started again on its port when it dies under us', async () => {
    const dataDir = await temporaryFolder()
    const told: string[] = []
    const logger = { info: () => undefined, error: (_fields: object, message: string) => told.push(message) } as unknown as Logger
    const server = await startEmbeddedPostgres({ dataDir, temporary: true, logger })
    await query(server.url, 'create table kept (n integer)')
    const pid = await serverPid(join(dataDir, 'postgresql'))

    process.kill(pid, 'SIGKILL')

    const rows = await pollFor(() => query(server.url, 'select * from kept').catch(() => undefined), 30_000)
    expect(rows).toEqual([])
    await pollFor(() => (told.length > 0 ? true : undefined), 5_000)
    expect(told.at(-1)).toBe('the embedded PostgreSQL had stopped and was started again')
    const second = await serverPid(join(dataDir, 'postgresql'))
    await server.stop()
    expect([isAlive(pid), isAlive(second), existsSync(dataDir)]).toEqual([false, false, false])
  }, 60_000)

  it('stops a throw-away server and removes its data when its process is killed', async () => {
    const dataDir = await temporaryFolder()
    const { child } = await runElsewhere({ dataDir, temporary: true })
    const pid = await serverPid(join(dataDir, 'postgresql'))

    await kill(child)

    expect(await pollFor(() => (isAlive(pid) || existsSync(dataDir) ? undefined : 'gone'), 15_000)).toBe('gone')
  }, 60_000)

  it('takes another port when the wanted one is in use, and several run side by side', async () => {
    const occupied = createServer().listen(0, '127.0.0.1')
    await once(occupied, 'listening')
    const address = occupied.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0

    const servers = await Promise.all(
      [1, 2].map(async () => startEmbeddedPostgres({ dataDir: await temporaryFolder(), port, temporary: true })),
    )

    const ports = servers.map(({ url }) => new URL(url).port)
    expect(new Set([...ports, String(port)]).size).toBe(3)
    await Promise.all(servers.map((server) => server.stop()))
    occupied.close()
  }, 60_000)

  it.runIf(asRoot)(
    'keeps its files under the state folder where the unprivileged user cannot enter the data folder',
    async () => {
      const closed = await temporaryFolder()
      const stateFolder = join(await temporaryFolder(), 'state')
      await mkdir(stateFolder)
      const dataDir = join(closed, 'clone', 'data')
      await chmod(join(stateFolder, '..'), 0o755)
      // Programs that the user cannot enter either lie there as well, and stay.
      const clusters = async () => (await readdir(stateFolder)).filter((name) => !name.startsWith('postgresql-'))

      const server = await startEmbeddedPostgres({ dataDir, stateFolder, temporary: true })

      expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
      expect(await readdir(dataDir)).toEqual([])
      expect(await clusters()).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/)])
      await server.stop()
      expect(await clusters()).toEqual([])
      await Promise.all([closed, join(stateFolder, '..')].map((path) => rm(path, { recursive: true })))
    },
    60_000,
  )

  it('says what is wrong with data of another release, a lost password, and a folder that cannot be written', async () => {
    const dataDir = await temporaryFolder()
    await mkdir(join(dataDir, 'postgresql'))
    await writeFile(join(dataDir, 'postgresql', 'PG_VERSION'), '15\n')
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
      code: 'RUNTIME_DATABASE_START_FAILED',
      message: expect.stringMatching(/PostgreSQL 15/) as string,
    })
    await rm(dataDir, { recursive: true })

    const other = await temporaryFolder()
    const server = await startEmbeddedPostgres({ dataDir: other })
    await server.stop()
    await writeFile(join(other, 'postgresql.password'), 'forgotten\n')
    await expect(startEmbeddedPostgres({ dataDir: other })).rejects.toMatchObject({
      code: 'RUNTIME_DATABASE_START_FAILED',
      message: expect.stringMatching(/password/) as string,
    })
    await writeFile(join(other, 'postgresql', 'postgresql.conf'), 'nonsense\n')
    await expect(startEmbeddedPostgres({ dataDir: other })).rejects.toMatchObject({
      code: 'RUNTIME_DATABASE_START_FAILED',
      message: expect.stringMatching(/syntax error|nonsense/) as string,
    })
    await rm(other, { recursive: true })
  }, 60_000)
})
