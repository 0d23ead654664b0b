import pg from 'pg'
import { RuntimeError } from '../../errors.js'

const noSuchDatabase = '3D000'
const databaseExists = '42P04'
const sqlState = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

async function connectOnce(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function createDatabase(url: string): Promise<void> {
  const maintenance = new URL(url)
  maintenance.pathname = '/postgres'
  await connectOnce(maintenance.href, async (client) => {
    const name = client.escapeIdentifier(new URL(url).pathname.slice(1))
    await client.query(`create database ${name}`).catch((error: unknown) => {
      if (sqlState(error) !== databaseExists) throw error
    })
  })
}

/** Makes the database that the address names, unless the server has it. */
export async function ensureDatabase(url: string): Promise<void> {
  try {
    await connectOnce(url, (client) => client.query('select 1')).catch(async (error: unknown) => {
      if (sqlState(error) !== noSuchDatabase) throw error
      await createDatabase(url)
    })
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause)
    throw new RuntimeError(
      'RUNTIME_DATABASE_START_FAILED',
      `The embedded PostgreSQL does not let us in: ${said}. Remove its data folder to begin anew.`,
      { cause },
    )
  }
}
