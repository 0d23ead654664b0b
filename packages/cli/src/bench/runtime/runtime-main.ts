/** Entry of the app of the runtime bench: a database of its own and no bridge but those that are played. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { startEmbeddedPostgres, startRuntime } from '@callchart/runtime'
import { pino } from 'pino'
import { usualSpoolBytes } from '../../system/parts.js'
import { usualPromptsAhead } from '../../system/settings.js'

export interface AppOrder {
  readonly flowsDir: string
  readonly dataDir: string
  /** Of what it goes on with while the database is away. */
  readonly awayDir: string
}

export interface AppReady {
  readonly type: 'ready'
  readonly pid: number
  readonly url: string
  readonly controlAddress: string
}

const [{ flowsDir, dataDir, awayDir }] = (await once(process, 'message')) as [AppOrder]
const postgres = await startEmbeddedPostgres({ dataDir, temporary: true })
const runtime = await startRuntime({
  host: '127.0.0.1',
  port: 0,
  controlPort: 0,
  mediaUrl: 'ws://media.bench',
  databaseUrl: postgres.url,
  masterKey: randomBytes(32),
  flowsDir,
  endpoints: {},
  secrets: {},
  allowedHosts: [],
  writesBack: false,
  away: { folder: awayDir, spoolBytes: usualSpoolBytes },
  tuning: { promptsAhead: usualPromptsAhead },
  logger: pino({ level: 'error' }, pino.destination({ fd: 2, sync: true })),
})
process.once('disconnect', () => void runtime.close().then(() => postgres.stop()).then(() => process.exit(0)))
process.send?.({ type: 'ready', pid: process.pid, url: runtime.url, controlAddress: runtime.controlAddress } satisfies AppReady)
