import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../embedded/embedded-postgres.js'
import { openStore, type Store, type StoreOptions } from '../store.js'

export interface TestDatabase {
  readonly url: string
  readonly store: Store
  /** A running call of epoch 1, on a version of its own making. */
  readonly addCall: (callId: string) => Promise<void>
  stop(): Promise<void>
}

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'callchart-test-'))

/** Of all databases in tests. */
export const testMasterKey = Buffer.alloc(32, 7)

/** A PostgreSQL of the test file's own; its data is gone afterwards, even when the test run is killed. */
export async function startTestDatabase(options?: Omit<StoreOptions, 'masterKey'>): Promise<TestDatabase> {
  const server = await startEmbeddedPostgres({ dataDir: await temporaryFolder(), temporary: true })
  const store = await openStore(server.url, { masterKey: testMasterKey, ...options })
  const at = new Date()
  const version = { version: 'version-1', flow: 'any', name: 'Any', document: '{}', compiled: '{}', createdAt: at }
  await store.db.insertInto('versions').values(version).execute()
  const call = { flow: 'any', version: 'version-1', status: 'active', direction: 'inbound', startedAt: at } as const
  return {
    url: server.url,
    store,
    addCall: async (callId) => {
      await store.db
        .insertInto('calls')
        .values({ callId, ...call })
        .execute()
    },
    stop: async () => {
      await store.close()
      await server.stop()
    },
  }
}
