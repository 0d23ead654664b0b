import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type pg from 'pg'
import { systemClock, type Clock } from '../../clock.js'
import type { Database } from '../tables.js'
import type { CallKeys } from '../seal/call-keys.js'
import { drain } from './drain.js'
import { drainLeftSpools, takeSpoolPlace } from './spool-folder.js'
import { Spool } from './spool.js'
import { Standstills } from './standstills.js'

export interface SpoolSettings {
  /** Each process has a folder of its own in it. */
  readonly folder: string
  /** Of this process. */
  readonly runtimeId: string
  readonly capBytes: number
  /** Of the lease that a call gets which began while the database was away. */
  readonly leaseMs: number
  readonly clock: Clock
  readonly logger: Logger
}

export interface OpenSpool {
  readonly spool: Spool
  /** What is not in the database yet stays for the next process. */
  readonly close: () => Promise<void>
}

export interface SpoolDatabase {
  readonly pool: pg.Pool
  /** On that pool. */
  readonly db: Kysely<Database>
  readonly keys: CallKeys
  /** As fast as a call expects it. @throws RUNTIME_STORE_UNAVAILABLE */
  readonly probe: () => Promise<void>
  /** Within which calls have an answer or a failure. */
  readonly answerWithinMs: number
}

/**
 * The spool of this process, after what earlier ones have left is in the database.
 * @throws RUNTIME_STORE_UNAVAILABLE, RUNTIME_DATA_FOLDER_LOCKED
 */
export async function openSpool({ folder, runtimeId, capBytes, leaseMs, clock, logger }: SpoolSettings, { pool, db, keys, probe, answerWithinMs }: SpoolDatabase): Promise<OpenSpool> {
  const parts = { pool, db, keys, leaseMs, now: () => clock.now() }
  await drainLeftSpools({ folder, capBytes, logger, now: () => Date.now(), drain: (records) => drain(records, parts) })
  const place = await takeSpoolPlace(folder, runtimeId, capBytes)
  // Of the process, in its own time, as answers are waited for.
  const standstills = new Standstills(systemClock)
  const spool = new Spool({
    file: place.file,
    clock,
    logger,
    standstills,
    answerWithinMs,
    probe,
    drain: (records) => drain(records, parts),
    keepRefused: (refused) => place.keepRefused(refused),
  })
  return {
    spool,
    async close() {
      await spool.close()
      standstills.close()
      await place.leave(place.file.bytes === 0)
    },
  }
}
